package io.trunkline.pool.dataflow;

/// What takes the events that come out of an operator: the next one, or the end of the stage.
/// Confined to its stage.
///
/// @param <E> the events
interface Sink<E> {
    void accept(E event);

    /// Nothing comes any more: what it has kept goes on now.
    void end();
}
