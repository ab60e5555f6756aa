package io.trunkline.pool.breaker;

import io.trunkline.pool.guard.CallRejected;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/// A call that a [CircuitBreaker] refused. All calls refused in one state get the same object,
/// which has no stack trace: a refusal allocates nothing.
public final class CircuitOpenException extends CallRejected {
    private static final long serialVersionUID = 1;

    private final String breaker;
    private final CircuitState state;
    private final transient @Nullable Era era;

    CircuitOpenException(String breaker, CircuitState state, Era era) {
        super("CircuitOpen: breaker=" + breaker + ", state=" + state);
        this.breaker = breaker;
        this.state = state;
        this.era = era;
    }

    /// The name of the breaker.
    public String breaker() {
        return breaker;
    }

    /// Why it refused: OPEN, FORCED_OPEN, or HALF_OPEN with all its probes under way.
    public CircuitState state() {
        return state;
    }

    /// How long the circuit stays open, counted from now; zero if that depends on something else,
    /// or the exception was deserialized.
    @Override
    public Duration retryAfter() {
        return era == null ? Duration.ZERO : era.retryAfter();
    }
}
