package io.trunkline.engine.supervisor;

import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;

/// The restarts that count against an [Intensity]: at most one more than it allows. Confined to the
/// supervisor.
final class RestartWindow {
    private final int most;
    private final long period;
    private final ArrayDeque<Long> times = new ArrayDeque<>(0);

    RestartWindow(Intensity intensity) {
        most = intensity.restarts();
        period = TimeUnit.NANOSECONDS.convert(intensity.period());
    }

    /// Counts a restart.
    ///
    /// @param now on the node's clock
    /// @return whether it may be done
    boolean admits(long now) {
        Long oldest;
        while ((oldest = times.peekFirst()) != null && now - oldest > period) {
            times.removeFirst();
        }
        times.addLast(now);
        return times.size() <= most;
    }

    /// Forgets the restarts.
    void clear() {
        times.clear();
    }
}
