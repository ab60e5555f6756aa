package io.trunkline.pool.breaker;

/// A change of a breaker's state.
///
/// @param breaker its name
/// @param generation how many changes there were, with this one
public record CircuitChange(String breaker, CircuitState from, CircuitState to, long generation) {}
