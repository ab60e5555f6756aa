package io.trunkline.pool.stage;

import io.trunkline.engine.ExitReason;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/// Sends every event to the subscriber of its partition, or keeps it there.
///
/// A partition whose subscriber has demand keeps no events.
final class PartitionRouter extends Router {
    private final Output output;
    private final ToIntFunction<? super Object> hash;
    private final Partition[] partitions;

    /// How many events have been asked for upstream and not come.
    private long awaited;

    /// Demand of subscribers that have left: it has gone upstream, so that as much of what others
    /// ask for need not.
    private long orphaned;

    private int[] chosen = {};

    PartitionRouter(Dispatcher.Partition<Object> spec, Output output) {
        this.output = output;
        hash = spec.hash();
        partitions = new Partition[spec.partitions()];
        Arrays.setAll(
                partitions, _ -> new Partition(new Buffer(spec.queueSize(), output.bufferKeep())));
    }

    private static final class Partition {
        final Buffer queue;
        @Nullable Subscription subscriber;

        /// Whether the subscriber has got all it asked for: messages wait until it asks again, as
        /// they would behind events.
        boolean served;

        /// Of the events that are being dispatched.
        int count;

        Object[] batch = {};

        Partition(Buffer queue) {
            this.queue = queue;
        }
    }

    /// A message that waits in several partitions.
    private static final class Told {
        final Object message;
        int partitions;

        Told(Object message) {
            this.message = message;
        }
    }

    @Override
    @Nullable ExitReason subscribe(Subscription subscriber) {
        OptionalInt wanted = subscriber.options().partition();
        if (wanted.isEmpty() || wanted.getAsInt() < 0 || wanted.getAsInt() >= partitions.length) {
            return ExitReason.other(
                    "partition must be in 0.."
                            + (partitions.length - 1)
                            + ": partition="
                            + (wanted.isEmpty() ? "none" : wanted.getAsInt()));
        }
        Partition partition = partitions[wanted.getAsInt()];
        Subscription before = partition.subscriber;
        if (before != null && !before.consumer().isAlive()) {
            // a supervisor may restart a consumer before this process has heard of its end
            output.cancel(before, Cancellation.Kind.DOWN, ExitReason.noProc());
        }
        if (partition.subscriber != null) {
            return ExitReason.other(
                    "partition must be free: partition="
                            + wanted.getAsInt()
                            + ", consumer="
                            + partition.subscriber.consumer());
        }
        subscriber.demand = 0;
        partition.subscriber = subscriber;
        return null;
    }

    @Override
    long cancel(Subscription subscriber) {
        Partition partition = partitionOf(subscriber);
        partition.subscriber = null;
        partition.served = false;
        tellDue(partition.queue);
        orphaned += subscriber.demand;
        subscriber.demand = 0;
        return 0;
    }

    @Override
    long ask(Subscription subscriber, long events) {
        Partition partition = partitionOf(subscriber);
        Buffer queue = partition.queue;
        tellDue(queue);
        long open = events;
        while (open > 0 && !queue.isEmpty()) {
            Events<?> next = queue.take(open);
            open -= next.size();
            output.deliver(subscriber, next);
            tellDue(queue);
        }
        subscriber.demand += open;
        partition.served = open == 0;
        long covered = Math.min(orphaned, events);
        orphaned -= covered;
        awaited += events - covered;
        return events - covered;
    }

    private Partition partitionOf(Subscription subscriber) {
        return partitions[subscriber.options().partition().orElseThrow()];
    }

    @Override
    Events<?> dispatch(Events<?> events) {
        int sent = choose(events);
        for (Partition partition : partitions) {
            partition.batch = partition.count == 0 ? partition.batch : new Object[partition.count];
            partition.count = 0;
        }
        for (int i = 0; i < sent; i++) {
            if (chosen[i] != Dispatcher.NO_PARTITION) {
                Partition partition = partitions[chosen[i]];
                partition.batch[partition.count++] = events.get(i);
            }
        }
        for (Partition partition : partitions) {
            if (partition.count > 0) {
                Events<?> batch = Events.of(partition.batch, partition.count);
                partition.batch = new Object[0];
                partition.count = 0;
                place(partition, batch);
            }
        }
        return sent == events.size() ? Events.none() : events.part(sent, events.size());
    }

    /// Says for each event which partition it goes to, up to the one that nobody awaits, and counts
    /// them there.
    ///
    /// @return how many there are
    private int choose(Events<?> events) {
        if (chosen.length < events.size()) {
            chosen = new int[events.size()];
        }
        int seen = 0;
        int dropped = 0;
        while (seen < events.size() && awaited > 0) {
            Object event = events.get(seen);
            int partition = hash.applyAsInt(event);
            if (partition == Dispatcher.NO_PARTITION) {
                dropped++;
            } else if (partition < 0 || partition >= partitions.length) {
                throw new IllegalStateException(
                        "the hash must be in 0..%d or NO_PARTITION: hash=%d, event=%s"
                                .formatted(partitions.length - 1, partition, event));
            } else {
                awaited--;
                partitions[partition].count++;
            }
            chosen[seen++] = partition;
        }
        if (dropped > 0) {
            output.dropped(dropped);
            output.toSelf(new StageMessage.AskAgain(dropped));
        }
        return seen;
    }

    private void place(Partition partition, Events<?> batch) {
        Subscription subscriber = partition.subscriber;
        int now = 0;
        if (subscriber != null) {
            now = (int) Math.min(subscriber.demand, batch.size());
            subscriber.demand -= now;
            if (now > 0) {
                output.deliver(subscriber, batch.part(0, now));
                partition.served = subscriber.demand == 0;
            }
        }
        if (now < batch.size()) {
            int excess = partition.queue.store(batch.part(now, batch.size()));
            if (excess > 0) {
                output.discarded(excess);
                awaited += excess; // who asked for them waits on
                output.toSelf(new StageMessage.AskAgain(excess));
                tellDue(partition.queue);
            }
        }
    }

    @Override
    long wanted() {
        return awaited;
    }

    @Override
    void info(Object message) {
        Told told = new Told(message);
        for (Partition partition : partitions) {
            if (partition.served || !partition.queue.isEmpty()) {
                told.partitions++;
                partition.queue.mark(told);
            }
        }
        if (told.partitions == 0) {
            output.tell(message);
        }
    }

    private void tellDue(Buffer queue) {
        queue.tellDue(due -> {
            Told told = (Told) due;
            if (--told.partitions == 0) {
                output.tell(told.message);
            }
        });
    }

    @Override
    List<Integer> queued() {
        return Stream.of(partitions).map(partition -> partition.queue.size()).toList();
    }

    @Override
    boolean isEmpty() {
        return Stream.of(partitions).allMatch(partition -> partition.queue.isEmpty());
    }
}
