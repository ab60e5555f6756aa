package io.trunkline.pool.guard;

import java.time.Duration;
import java.util.Objects;
import java.util.random.RandomGenerator;

/// How long to wait, the longer the more often it was in vain.
///
/// @param initial the first delay
/// @param factor by how much each delay is longer than the one before
/// @param maximum what no delay is above, jitter included
/// @param jitter by which part of itself a delay may be shorter or longer at random, 0 to 1
public record Backoff(Duration initial, double factor, Duration maximum, double jitter) {
    public Backoff {
        if (initial.isNegative()) {
            throw new IllegalArgumentException("initial must be >= 0: initial=" + initial);
        }
        if (!(factor >= 1) || Double.isInfinite(factor)) {
            throw new IllegalArgumentException("factor must be >= 1: factor=" + factor);
        }
        if (maximum.compareTo(initial) < 0) {
            throw new IllegalArgumentException(
                    "maximum must be >= initial: maximum=" + maximum + ", initial=" + initial);
        }
        if (!(jitter >= 0 && jitter <= 1)) {
            throw new IllegalArgumentException("jitter must be in 0..1: jitter=" + jitter);
        }
    }

    /// The same delay each time.
    public static Backoff fixed(Duration delay) {
        return new Backoff(delay, 1, delay, 0);
    }

    /// No delay.
    public static Backoff none() {
        return fixed(Duration.ZERO);
    }

    /// Twice as long each time, up to `maximum`.
    public static Backoff exponential(Duration initial, Duration maximum) {
        return new Backoff(initial, 2, maximum, 0);
    }

    /// This backoff with another factor.
    public Backoff withFactor(double factor) {
        return new Backoff(initial, factor, maximum, jitter);
    }

    /// This backoff with jitter; delays without any make clients that failed together come back
    /// together.
    public Backoff withJitter(double jitter) {
        return new Backoff(initial, factor, maximum, jitter);
    }

    /// The delay before the next try.
    ///
    /// @param failures how many tries in a row have failed, 1 or more
    /// @param random where jitter comes from; not asked when there is none
    public Duration delay(int failures, RandomGenerator random) {
        if (failures < 1) {
            throw new IllegalArgumentException("failures must be >= 1: failures=" + failures);
        }
        Objects.requireNonNull(random, "random");
        double most = seconds(maximum);
        double delay = Math.min(most, seconds(initial) * Math.pow(factor, failures - 1.0));
        if (jitter > 0) {
            delay = Math.min(most, delay * (1 + jitter * (2 * random.nextDouble() - 1)));
        }
        return delay == most ? maximum : Duration.ofNanos((long) (delay * 1e9));
    }

    private static double seconds(Duration duration) {
        return duration.getSeconds() + duration.getNano() / 1e9;
    }
}
