package io.trunkline.pool.stage;

import java.util.Objects;
import java.util.function.ToIntFunction;

/// Who gets which of a producer's events.
///
/// @param <E> the events
public sealed interface Dispatcher<E> {
    /// What a hash function says of an event that no partition shall have: it is dropped, and
    /// another asked for in its place.
    int NO_PARTITION = -1;

    /// See [Dispatcher#demand()].
    record ByDemand<E>() implements Dispatcher<E> {}

    /// See [Dispatcher#broadcast()].
    record Broadcast<E>() implements Dispatcher<E> {}

    /// See [Dispatcher#partition].
    ///
    /// @param queueSize how many events wait in each partition that has not asked for them; more
    ///   are discarded as the buffer does it
    record Partition<E>(int partitions, ToIntFunction<? super E> hash, int queueSize)
            implements Dispatcher<E> {
        private static final int QUEUE_SIZE = 10_000;

        public Partition {
            Objects.requireNonNull(hash, "hash");
            if (partitions < 1) {
                throw new IllegalArgumentException(
                        "partitions must be >= 1: partitions=" + partitions);
            }
            if (queueSize < 0) {
                throw new IllegalArgumentException(
                        "queueSize must be >= 0: queueSize=" + queueSize);
            }
        }

        /// This with another limit on what waits. Default: 10,000 events a partition.
        public Partition<E> queueSize(int events) {
            return new Partition<>(partitions, hash, events);
        }
    }

    /// Each event to one consumer: who has asked for most and not got it, and among equals who has
    /// waited longest. The default.
    static <E> Dispatcher<E> demand() {
        return new ByDemand<>();
    }

    /// Each event to all consumers, as fast as the slowest of them asks; a process can subscribe
    /// once. A consumer may [select][SubscribeOptions#selector] what it wants.
    static <E> Dispatcher<E> broadcast() {
        return new Broadcast<>();
    }

    /// Each event to the consumer of one of `partitions` (numbered from 0), which `hash` says: by
    /// default from the event's hash code. A consumer [subscribes][SubscribeOptions#partition] to
    /// one, and a partition has one consumer at a time.
    static <E> Partition<E> partition(int partitions) {
        return partition(partitions, event -> spread(event.hashCode(), partitions));
    }

    /// Each event to the consumer of the partition that `hash` says, or to nobody if it says
    /// [#NO_PARTITION]; another number ends the producer. See [#partition(int)].
    static <E> Partition<E> partition(int partitions, ToIntFunction<? super E> hash) {
        return new Partition<>(partitions, hash, Partition.QUEUE_SIZE);
    }

    private static int spread(int hash, int partitions) {
        return Math.floorMod(hash ^ (hash >>> 16), partitions);
    }
}
