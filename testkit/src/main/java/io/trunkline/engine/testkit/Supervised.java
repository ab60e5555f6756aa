package io.trunkline.engine.testkit;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Pid;
import io.trunkline.engine.StartOptions;
import io.trunkline.engine.Startable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The processes that a test starts and need not stop. Confined to the test's thread.
final class Supervised {
    private static final Duration SHUTDOWN = Duration.ofSeconds(5);

    private final Probe probe;
    private final List<Pid> started = new ArrayList<>();

    Supervised(Probe probe) {
        this.probe = probe;
    }

    Pid start(Startable code, StartOptions options) {
        Pid pid = probe.node().start(code, options).pid();
        started.add(pid);
        return pid;
    }

    ExitReason stop(Pid pid) {
        if (!started.remove(pid)) {
            throw new IllegalArgumentException(
                    "process must be started by startSupervised: pid=" + pid);
        }
        return shutDown(pid);
    }

    void stopAll() {
        while (!started.isEmpty()) {
            shutDown(started.removeLast());
        }
    }

    private ExitReason shutDown(Pid pid) {
        return probe.stop(pid, ExitReason.shutdown(), SHUTDOWN).orElseGet(() -> probe.kill(pid));
    }
}
