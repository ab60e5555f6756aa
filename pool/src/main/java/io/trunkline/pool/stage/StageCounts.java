package io.trunkline.pool.stage;

/// What became of the events that a stage has emitted: `emitted` is the sum of the others.
///
/// @param emitted by callbacks
/// @param delivered sent to consumers; an event that is broadcast counts once
/// @param dropped since no partition shall have them ([Dispatcher#NO_PARTITION])
/// @param discarded since the buffer, or the queue of a partition, was full
/// @param buffered without demand for them
/// @param queued in partitions that have not asked for them
/// @param held with demand that accumulates
public record StageCounts(
        long emitted,
        long delivered,
        long dropped,
        long discarded,
        long buffered,
        long queued,
        long held) {}
