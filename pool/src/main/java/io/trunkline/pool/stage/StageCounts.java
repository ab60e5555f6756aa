package io.trunkline.pool.stage;

import java.util.List;

/// What became of the events that a stage has emitted: `emitted` is the sum of the others.
///
/// @param emitted by callbacks
/// @param delivered sent to consumers; an event that is broadcast counts once
/// @param dropped since no partition shall have them ([Dispatcher#NO_PARTITION])
/// @param discarded since the buffer, or the queue of a partition, was full
/// @param buffered without demand for them
/// @param queued for the consumers of partitions, that have not asked for them; one number for each
///   partition, none with other dispatchers
/// @param held with demand that accumulates
public record StageCounts(
        long emitted,
        long delivered,
        long dropped,
        long discarded,
        long buffered,
        List<Integer> queued,
        long held) {
    public StageCounts {
        queued = List.copyOf(queued);
    }
}
