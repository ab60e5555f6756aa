package io.trunkline.examples.gateway;

/// A rate limiter: a bucket that holds up to `burst` tokens and gains `perSecond` of them.
///
/// It keeps one number, the moment at which the bucket will be full again (the *generic cell rate
/// algorithm*), so it needs no timer and counts no fractions. Time comes from the caller. Not
/// thread-safe: it belongs to one process.
final class TokenBucket {
    private final long nanosPerToken;
    private final long nanosOfOthers;
    private long fullAt;

    /// Makes a full bucket.
    TokenBucket(RateLimit limit, long now) {
        nanosPerToken = Math.round(1e9 / limit.perSecond());
        nanosOfOthers = Math.multiplyExact(nanosPerToken, limit.burst() - 1L);
        fullAt = now;
    }

    /// Takes a token if there is one.
    ///
    /// @param now the present, by a clock like [System#nanoTime()]
    /// @return 0 if a token was taken, else how many nanoseconds until there is one
    long take(long now) {
        if (fullAt - now < 0) {
            fullAt = now;
        }
        long wait = fullAt - now - nanosOfOthers;
        if (wait > 0) {
            return wait;
        }
        fullAt += nanosPerToken;
        return 0;
    }
}
