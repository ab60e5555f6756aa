package io.trunkline.pool.metrics;

/// Something that can be looked at while it works: a pool, a breaker, a stage.
///
/// What a node has of them is in [Inspectables].
public interface Inspectable {
    /// What it is called; others may be called the same.
    String name();

    /// What it is at this moment, as a record of numbers, texts and enums that is its own. Any
    /// thread may ask, at any time, also after its end; it never waits for others' code.
    Record snapshot();
}
