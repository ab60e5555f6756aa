package io.trunkline.pool.ready;

/// What became of an event that was offered to an [EventQueue].
public enum Offer {
    /// The queue has it, and its producer will emit it.
    ACCEPTED,
    /// The queue is full, or was until the time was up.
    FULL,
    /// The queue is closed.
    CLOSED
}
