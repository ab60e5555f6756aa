package io.trunkline.engine.supervisor;

/// Whom a supervisor restarts when a child has to be.
public enum Strategy {
    /// The child.
    ONE_FOR_ONE,
    /// All children: they are stopped, last one first, and started again in order.
    ONE_FOR_ALL,
    /// The child and those after it.
    REST_FOR_ONE
}
