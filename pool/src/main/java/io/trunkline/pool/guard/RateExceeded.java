package io.trunkline.pool.guard;

import java.time.Duration;

/// A [RateLimiter] would have had the call wait for longer than it may.
public final class RateExceeded extends CallRejected {
    private static final long serialVersionUID = 1;

    private final long retryNanos;

    RateExceeded(RateLimit limit, long retryNanos) {
        super("RateExceeded: permits=" + limit.permits() + ", per=" + limit.per());
        this.retryNanos = retryNanos;
    }

    /// When the next permit will be free, as it was when the call was refused.
    @Override
    public Duration retryAfter() {
        return Duration.ofNanos(retryNanos);
    }
}
