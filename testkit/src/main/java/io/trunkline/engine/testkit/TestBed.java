package io.trunkline.engine.testkit;

import static java.util.stream.Collectors.joining;

import io.trunkline.engine.CrashReport;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Node;
import io.trunkline.engine.NodeOptions;
import io.trunkline.engine.Pid;
import io.trunkline.engine.ProcessInfo;
import io.trunkline.engine.SimulatedNode;
import io.trunkline.engine.spi.Census;
import io.trunkline.engine.spi.NodeServices;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// One test's node, made when it is asked for, and all that is checked about it at the end.
/// Confined to the test's thread but for [#processes()] and [#abandon()].
final class TestBed {
    private static final Duration SHUTDOWN = Duration.ofSeconds(5);

    /// How long threads may take to end after their node or process.
    private static final Duration LAST_STEPS = Duration.ofSeconds(2);

    private static final long LOOK_NANOS = 1_000_000;

    /// Tells the threads of all nodes in this JVM apart.
    private static final AtomicInteger made = new AtomicInteger();

    private final Crashes crashes = new Crashes();
    private final Threads threads = new Threads();
    private final String name = "test-" + made.incrementAndGet();

    private volatile @Nullable Node node;
    private @Nullable Probe probe;

    /// The node in real time, unless there is a simulated one.
    Node node() {
        Node existing = node;
        return existing == null ? made(Node.start(options(Settings.scaled(SHUTDOWN)))) : existing;
    }

    /// The simulated node.
    ///
    /// @param seed used if there is none yet
    SimulatedNode simulated(long seed) {
        Node existing = node;
        if (existing instanceof SimulatedNode simulated) {
            return simulated;
        }
        if (existing != null) {
            throw new IllegalStateException(
                    "a test must have either a Node or a SimulatedNode: node=" + existing);
        }
        SimulatedNode simulated = Node.simulated(seed, options(SHUTDOWN));
        made(simulated);
        return simulated;
    }

    Probe probe() {
        Probe existing = probe;
        if (existing == null) {
            existing = new Probe(node().self(), crashes);
            probe = existing;
        }
        return existing;
    }

    private NodeOptions options(Duration shutdownTimeout) {
        return NodeOptions.defaults()
                .withName(name)
                .withShutdownTimeout(shutdownTimeout)
                .withListener(crashes);
    }

    private Node made(Node made) {
        node = made;
        return made;
    }

    /// What there is to see when the test has failed.
    String circumstances() {
        StringBuilder text = new StringBuilder();
        if (node instanceof SimulatedNode simulated) {
            text.append("seed ").append(simulated.seed());
            text.append(", repeat with ").append(Settings.repeat(simulated.seed()));
            text.append(", virtual time ");
            text.append(Duration.ofNanos(simulated.clock().nanoTime())).append('\n');
        }
        for (CrashReport report : crashes.unexpected()) {
            text.append(report.describe()).append('\n');
        }
        if (probe != null && probe.pid().isAlive()) {
            text.append("mailbox: ").append(probe.mailbox()).append('\n');
        }
        return text.append("processes:\n").append(processes()).toString();
    }

    /// The living processes, a line each. Any thread may ask.
    String processes() {
        Node asked = node;
        return asked == null
                ? ""
                : asked.processes().stream()
                        .flatMap(pid -> asked.info(pid).stream())
                        .map(info -> "  " + info + "\n")
                        .collect(joining());
    }

    /// Ends all waits of the test, from another thread.
    void abandon() {
        Node abandoned = node;
        if (abandoned != null && !(abandoned instanceof SimulatedNode)) {
            abandoned.close();
        }
    }

    // --- the end ---

    /// Ends all that the test made, in order, and fails if something is left or has crashed.
    ///
    /// @param alone whether no other test runs at the same time
    void close(boolean alone) {
        Node closed = node;
        if (closed == null) {
            return;
        }
        if (probe != null && probe.pid().isAlive()) {
            probe.stopSupervised();
        }
        Map<Pid, ProcessInfo> last = new HashMap<>();
        for (Pid pid : closed.processes()) {
            closed.info(pid).ifPresent(info -> last.put(pid, info));
        }
        crashes.closing(last);
        closed.close();
        Assertions.assertAll(
                "at the end of the test",
                this::checkCrashes,
                () -> checkNothingLeft(closed, last),
                () -> checkThreads(closed, alone));
    }

    private void checkCrashes() {
        List<Throwable> causes = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        for (CrashReport report : crashes.unexpected()) {
            wrong.add("expected no crash, got: " + report.describe());
            if (report.reason() instanceof ExitReason.Crashed(Throwable cause)) {
                causes.add(cause);
            }
        }
        for (String what : crashes.missing()) {
            wrong.add("expected " + what + ", got: none");
        }
        if (!wrong.isEmpty()) {
            AssertionError error =
                    new AssertionError(
                            String.join("\n", wrong), causes.isEmpty() ? null : causes.getFirst());
            causes.stream().skip(1).forEach(error::addSuppressed);
            throw error;
        }
    }

    private void checkNothingLeft(Node closed, Map<Pid, ProcessInfo> last) {
        List<String> left = new ArrayList<>();
        for (Pid pid : crashes.killedAtEnd()) {
            ProcessInfo info = last.get(pid);
            left.add("a process that had to be killed: " + (info == null ? pid : info));
        }
        Census census = NodeServices.of(closed).census();
        if (census.processes() + census.names() + census.monitors() + census.timers() > 0) {
            left.add("what its processes did not take with them: " + census);
        }
        if (!left.isEmpty()) {
            throw new AssertionError(
                    "expected nothing to be left, got:\n" + String.join("\n", left));
        }
    }

    private void checkThreads(Node closed, boolean alone) {
        NodeServices services = NodeServices.of(closed);
        BooleanSupplier ended =
                () ->
                        services.census().threads() == 0
                                && Threads.ofNode(name).isEmpty()
                                && (!alone || threads.left().isEmpty());
        long start = System.nanoTime();
        long patience = Settings.scaled(LAST_STEPS).toNanos();
        while (!ended.getAsBoolean() && System.nanoTime() - start < patience) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
        if (!ended.getAsBoolean()) {
            throw new AssertionError(
                    "expected no thread to be left, got:\nthreads of dead processes: "
                            + services.census().threads()
                            + ", of the node: "
                            + Threads.ofNode(name)
                            + ", others that are no daemons: "
                            + threads.left());
        }
    }
}
