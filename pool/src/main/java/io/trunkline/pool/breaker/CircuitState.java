package io.trunkline.pool.breaker;

/// The states of a [CircuitBreaker].
public enum CircuitState {
    /// Calls run and are counted; too many failures open the circuit.
    CLOSED,
    /// Calls are refused until the time is up.
    OPEN,
    /// The time is up: a few calls run as probes, and decide; others are refused.
    HALF_OPEN,
    /// Calls run and nothing is counted, until it is changed by hand.
    DISABLED,
    /// Calls are refused until it is changed by hand.
    FORCED_OPEN,
    /// Calls run and are counted, and nothing opens the circuit until it is changed by hand.
    METRICS_ONLY
}
