package io.trunkline.engine.testkit;

import static io.trunkline.engine.supervisor.Strategy.ONE_FOR_ONE;
import static io.trunkline.engine.supervisor.Supervisor.supervisor;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.supervisor.Child;
import io.trunkline.engine.supervisor.ChildResult;
import io.trunkline.engine.supervisor.Supervisor;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/// A test's own supervisor, made with its first child. Confined to the test's thread.
final class Supervised {
    /// As good as no limit: a test that is about restarts brings its own supervisor.
    private static final int RESTARTS = 1_000_000;

    private final Node node;
    private @Nullable Pid supervisor;

    Supervised(Node node) {
        this.node = node;
    }

    Pid start(Child child) {
        return switch (Supervisor.startChild(own(), child)) {
            case ChildResult.Running(Pid pid) -> pid;
            case ChildResult.Start other ->
                    throw new AssertionError(
                            "expected the child to start: id="
                                    + child.spec().id()
                                    + ", got: "
                                    + other);
        };
    }

    void stop(String id) {
        Pid stopping = own();
        if (Supervisor.terminateChild(stopping, id) instanceof ChildResult.NotFound) {
            throw new IllegalArgumentException("child must be supervised by the test: id=" + id);
        }
        Supervisor.deleteChild(stopping, id);
    }

    /// Stops all children, latest first.
    void stopAll() {
        Pid stopping = supervisor;
        if (stopping != null && stopping.isAlive()) {
            stopping.stop(ExitReason.shutdown(), Duration.ofNanos(Long.MAX_VALUE));
        }
        supervisor = null;
    }

    private Pid own() {
        Pid existing = supervisor;
        if (existing == null) {
            existing =
                    Supervisor.start(
                            node,
                            supervisor("supervised", ONE_FOR_ONE)
                                    .intensity(RESTARTS, Duration.ofSeconds(1)));
            supervisor = existing;
        }
        return existing;
    }
}
