package io.trunkline.pool.guard;

import java.time.Duration;

/// How often calls may begin.
///
/// @param permits how many in each `per`
/// @param per the time in which that many are given out
/// @param burst how many may begin at once after a silence; with 1 they are evenly spaced
/// @param maxWait how long a call may wait for its permit; default 0: it is refused at once
public record RateLimit(int permits, Duration per, int burst, Duration maxWait) {
    private static final Duration LONGEST = Duration.ofDays(365);

    public RateLimit {
        if (permits < 1) {
            throw new IllegalArgumentException("permits must be >= 1: permits=" + permits);
        }
        if (!per.isPositive() || per.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("per must be in 1 ns..365 days: per=" + per);
        }
        if (burst < 1) {
            throw new IllegalArgumentException("burst must be >= 1: burst=" + burst);
        }
        if (maxWait.isNegative() || maxWait.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "maxWait must be in 0..365 days: maxWait=" + maxWait);
        }
        if (interval(permits, per) > Long.MAX_VALUE / 4 / burst) {
            throw new IllegalArgumentException(
                    "burst must be saved up within 70 years: burst=" + burst + ", per=" + per);
        }
    }

    /// Evenly spaced: one call each `per / permits`.
    public static RateLimit smooth(int permits, Duration per) {
        return new RateLimit(permits, per, 1, Duration.ZERO);
    }

    /// Up to `permits` at once, and as many in each `per` in the long run.
    public static RateLimit bursty(int permits, Duration per) {
        return new RateLimit(permits, per, permits, Duration.ZERO);
    }

    /// This limit with another burst.
    public RateLimit withBurst(int burst) {
        return new RateLimit(permits, per, burst, maxWait);
    }

    /// This limit with calls that wait.
    public RateLimit withMaxWait(Duration maxWait) {
        return new RateLimit(permits, per, burst, maxWait);
    }

    /// The time that one permit takes to come.
    long intervalNanos() {
        return interval(permits, per);
    }

    /// Rounded up, so that the limit holds.
    private static long interval(int permits, Duration per) {
        return Math.ceilDiv(per.toNanos(), permits);
    }
}
