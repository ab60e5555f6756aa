package io.trunkline.engine.testkit;

import io.trunkline.engine.CrashReport;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.NodeListener;
import io.trunkline.engine.Pid;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;

/// Hears how processes end, on any thread: which ones crashed, whether that was expected, and who
/// had to be killed in the end.
final class Crashes implements NodeListener {
    private final Queue<CrashReport> crashed = new ConcurrentLinkedQueue<>();
    private final Queue<Pid> killedAtEnd = new ConcurrentLinkedQueue<>();
    private final Queue<Expectation> expected = new ConcurrentLinkedQueue<>();

    private volatile boolean closing;

    private record Expectation(String what, Predicate<? super ExitReason> matching) {}

    @Override
    public void processExited(Pid pid, ExitReason reason) {
        if (closing && reason instanceof ExitReason.Killed) {
            killedAtEnd.add(pid);
        }
    }

    @Override
    public void crashed(CrashReport report) {
        crashed.add(report);
    }

    void expect(String what, Predicate<? super ExitReason> matching) {
        expected.add(new Expectation(what, matching));
    }

    /// From now on the node ends its processes in order, and kills who does not follow.
    void closing() {
        closing = true;
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
