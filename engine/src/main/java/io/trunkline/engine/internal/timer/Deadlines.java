package io.trunkline.engine.internal.timer;

import io.trunkline.engine.Clock;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Points in time on a node's clock.
public final class Deadlines {
    /// In place of a deadline where there is none.
    public static final long NONE = Long.MAX_VALUE;

    /// Longer than any node runs, and short enough to be added to a time.
    private static final long FOREVER = Long.MAX_VALUE / 4;

    private Deadlines() {}

    /// Refuses a delay that cannot be one.
    ///
    /// @throws IllegalArgumentException if the delay is negative
    public static void check(Duration delay, String what) {
        if (delay.isNegative()) {
            throw new IllegalArgumentException(what + " must be >= 0: " + what + "=" + delay);
        }
    }

    /// When `delay` from now is over; [#NONE] for delays of more than 70 years.
    ///
    /// @param what names the delay in the error
    /// @throws IllegalArgumentException if the delay is negative
    public static long after(Clock clock, Duration delay, String what) {
        check(delay, what);
        long nanos = TimeUnit.NANOSECONDS.convert(delay);
        return nanos > FOREVER ? NONE : clock.nanoTime() + nanos;
    }
}
