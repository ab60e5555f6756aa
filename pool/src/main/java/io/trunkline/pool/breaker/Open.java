package io.trunkline.pool.breaker;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/// A circuit that refuses calls: OPEN, until the first call after its time, which becomes a probe;
/// and FORCED_OPEN.
final class Open extends Era {
    /// How often it was opened since it was closed last.
    private final int openings;

    private final long openNanos;
    private final CircuitOpenException refusal;

    Open(CircuitBreaker breaker, Era before, int openings) {
        this(breaker, CircuitState.OPEN, before, openings);
    }

    private Open(CircuitBreaker breaker, CircuitState state, @Nullable Era before, int openings) {
        super(breaker, state, before);
        this.openings = openings;
        this.openNanos = breaker.settings.openNanos(openings);
        this.refusal = new CircuitOpenException(breaker.name(), state, this);
    }

    static Open forced(CircuitBreaker breaker, @Nullable Era before) {
        return new Open(breaker, CircuitState.FORCED_OPEN, before, 1);
    }

    @Override
    @Nullable Permit enter() {
        if (state == CircuitState.FORCED_OPEN || leftNanos() > 0) {
            return null;
        }
        HalfOpen next = new HalfOpen(breaker, this, openings);
        Permit probe = next.first();
        return breaker.change(this, next) ? probe : null;
    }

    @Override
    CircuitOpenException refusal() {
        return refusal;
    }

    @Override
    Duration retryAfter() {
        return state == CircuitState.FORCED_OPEN
                ? Duration.ZERO
                : Duration.ofNanos(Math.max(0, leftNanos()));
    }

    private long leftNanos() {
        return openNanos - (breaker.settings.clock().nanoTime() - begun);
    }
}
