package io.trunkline.engine.internal.node;

import io.trunkline.engine.Clock;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.internal.process.Home;
import io.trunkline.engine.internal.process.ProcessCell;
import io.trunkline.engine.internal.timer.Deadlines;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/// The orderly end of a node's processes; see [io.trunkline.engine.Node#close()].
final class Shutdown {
    private final Home home;
    private final Duration timeout;
    private final Clock clock;

    Shutdown(Home home, Duration timeout, Clock clock) {
        this.home = home;
        this.timeout = timeout;
        this.clock = clock;
    }

    /// Refuses a caller that would wait for its own end.
    ///
    /// @throws IllegalStateException if one of the processes calls
    void checkCaller() {
        ProcessCell caller = home.running();
        if (caller != null) {
            throw new IllegalStateException(
                    "a node must not be closed by its own process: pid=" + caller);
        }
    }

    void run() {
        home.table().close();
        long deadline = Deadlines.after(clock, timeout, "shutdownTimeout");
        List<ProcessCell> topLevel =
                home.table().snapshot().stream()
                        .filter(process -> process.parent() == home.root())
                        .filter(ProcessCell::isMortal)
                        .sorted(Comparator.comparingLong(ProcessCell::number).reversed())
                        .toList();
        for (ProcessCell process : topLevel) {
            process.end(ExitReason.shutdown(), deadline);
        }
        for (ProcessCell process : home.table().snapshot()) {
            process.end(ExitReason.kill(), clock.nanoTime());
        }
    }
}
