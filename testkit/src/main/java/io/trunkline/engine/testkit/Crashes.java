package io.trunkline.engine.testkit;

import io.trunkline.engine.CrashReport;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.NodeListener;
import io.trunkline.engine.Pid;
import io.trunkline.engine.ProcessInfo;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;

/// Hears how processes end, on any thread: which ones crashed, whether that was expected, and who
/// had to be killed in the end.
final class Crashes implements NodeListener {
    private final Queue<CrashReport> crashed = new ConcurrentLinkedQueue<>();
    private final Queue<Pid> killedAtEnd = new ConcurrentLinkedQueue<>();
    private final Queue<Expectation> expected = new ConcurrentLinkedQueue<>();

    /// The processes that were there when the node began to end them; null until then.
    private volatile @Nullable Map<Pid, ProcessInfo> closing;

    private record Expectation(String what, Predicate<? super ExitReason> matching) {}

    @Override
    public void processExited(Pid pid, ExitReason reason) {
        Map<Pid, ProcessInfo> last = closing;
        if (last != null
                && reason instanceof ExitReason.Killed
                && !isKilledRightly(last.get(pid))) {
            killedAtEnd.add(pid);
        }
    }

    /// Whether a process had no other way to end, or was killed by its living supervisor.
    private static boolean isKilledRightly(@Nullable ProcessInfo info) {
        return info != null
                && (info.kind() == ProcessInfo.Kind.IMPLICIT || info.parent().isAlive());
    }

    @Override
    public void crashed(CrashReport report) {
        crashed.add(report);
    }

    void expect(String what, Predicate<? super ExitReason> matching) {
        expected.add(new Expectation(what, matching));
    }

    /// From now on the node ends its processes in order, and kills who does not follow.
    void closing(Map<Pid, ProcessInfo> last) {
        closing = Map.copyOf(last);
    }

    List<Pid> killedAtEnd() {
        return List.copyOf(killedAtEnd);
    }

    List<CrashReport> unexpected() {
        return crashed.stream()
                .filter(report ->
                        expected.stream().noneMatch(e -> e.matching().test(report.reason())))
                .toList();
    }

    /// What was expected to crash and has not.
    List<String> missing() {
        return expected.stream()
                .filter(e ->
                        crashed.stream().noneMatch(report -> e.matching().test(report.reason())))
                .map(Expectation::what)
                .toList();
    }
}
