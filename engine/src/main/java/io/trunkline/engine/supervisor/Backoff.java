package io.trunkline.engine.supervisor;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/// How long a supervisor waits before it restarts a child: `initial` the first time, then twice as
/// long each time, up to `max`. A child that ran for `max` or longer begins anew.
///
/// @param jitter by how much a delay is shortened at random, from 0, not at all, to 1, by up to all
///   of it; keeps many children from coming back at the same moment
public record Backoff(Duration initial, Duration max, double jitter) {
    public Backoff {
        if (!initial.isPositive()) {
            throw new IllegalArgumentException("initial must be > 0: initial=" + initial);
        }
        if (max.compareTo(initial) < 0) {
            throw new IllegalArgumentException(
                    "max must be >= initial: max=" + max + ", initial=" + initial);
        }
        if (!(jitter >= 0 && jitter <= 1)) {
            throw new IllegalArgumentException("jitter must be in 0..1: jitter=" + jitter);
        }
    }

    /// With delays between four fifths and all of what doubling says.
    public static Backoff between(Duration initial, Duration max) {
        return new Backoff(initial, max, 0.2);
    }

    /// The delay before a restart.
    ///
    /// @param attempt 1 for the first
    Duration delay(int attempt, RandomGenerator random) {
        Duration full = initial;
        for (int i = 1; i < attempt && full.compareTo(max) < 0; i++) {
            full = full.multipliedBy(2);
        }
        if (full.compareTo(max) > 0) {
            full = max;
        }
        return jitter == 0
                ? full
                : full.minusNanos(
                        (long) (TimeUnit.NANOSECONDS.convert(full) * jitter * random.nextDouble()));
    }
}
