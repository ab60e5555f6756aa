package io.trunkline.pool.breaker;

/// Hears of a breaker's changes.
///
/// Each listener hears of each change once and in their order, one at a time, shortly after it took
/// effect, on a thread that changed the state: be quick. What it throws is logged. It may use the
/// breaker.
@FunctionalInterface
public interface CircuitListener {
    /// The state has changed.
    void changed(CircuitChange change);
}
