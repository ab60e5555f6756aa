package io.trunkline.engine;

/// The time of a node: monotonic, and virtual on a simulated node.
public interface Clock {
    /// Nanoseconds since some fixed point; only differences mean anything, as with
    /// [System#nanoTime()].
    long nanoTime();
}
