package io.trunkline.pool.ready;

import io.trunkline.engine.Behaviour;
import io.trunkline.engine.ExitReason;
import io.trunkline.pool.stage.AcknowledgedProducer;
import io.trunkline.pool.stage.Cancellation;
import io.trunkline.pool.stage.Dispatcher;
import io.trunkline.pool.stage.Init;
import io.trunkline.pool.stage.Outcome;
import io.trunkline.pool.stage.ProducerOptions;
import io.trunkline.pool.stage.Subscription;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/// Emits what is to be emitted again, and then what a feed has, as it is demanded; ends when all is
/// acknowledged. It uses ledger and cursor between [Acknowledged#enter] and [Acknowledged#exit].
final class AcknowledgedFeedProducer<E> extends AcknowledgedProducer<E, FeedReader<E>> {
    private final Acknowledged<E> source;
    private final ProducerOptions<E> options;

    /// What was asked for and not emitted.
    private long demand;

    AcknowledgedFeedProducer(Acknowledged<E> source, Dispatcher<E> dispatcher) {
        this.source = source;
        // what waits is outstanding, of which there is a limit already
        options = ProducerOptions.dispatcher(noting(dispatcher)).bufferSize(Integer.MAX_VALUE);
    }

    /// Has it emit again what a subscription has left.
    private record Redeliver() implements Behaviour.Notice {}

    private Dispatcher<E> noting(Dispatcher<E> dispatcher) {
        return switch (dispatcher) {
            case Dispatcher.ByDemand<E> byDemand -> byDemand;
            case Dispatcher.Partition<E> partition ->
                    new Dispatcher.Partition<>(
                            partition.partitions(), noting(partition.hash()), Integer.MAX_VALUE);
            case Dispatcher.Broadcast<E> broadcast ->
                    throw new IllegalArgumentException(
                            "dispatcher must not be a broadcast: dispatcher=" + broadcast);
        };
    }

    private ToIntFunction<E> noting(ToIntFunction<? super E> hash) {
        return event -> {
            int partition = hash.applyAsInt(event);
            if (partition == Dispatcher.NO_PARTITION) {
                Ledger<E> ledger = source.enter(this);
                try {
                    ledger.drop(event);
                } finally {
                    source.exit();
                }
            }
            return partition;
        };
    }

    @Override
    protected Init<FeedReader<E>> init() {
        return ok(new FeedReader<>(source.open(this, self().pid()), self()), options);
    }

    @Override
    protected Outcome<FeedReader<E>> handleDemand(long events, FeedReader<E> reader) {
        demand += events;
        return next(reader);
    }

    @Override
    protected void handleSent(List<E> events, Subscription to, FeedReader<E> reader) {
        Ledger<E> ledger = source.enter(this);
        try {
            ledger.send(events, to);
        } finally {
            source.exit();
        }
    }

    @Override
    protected Outcome<FeedReader<E>> handleAcknowledged(
            long events, Subscription from, FeedReader<E> reader) {
        Ledger<E> ledger = source.enter(this);
        try {
            ledger.acknowledge(events, from);
        } finally {
            source.exit();
        }
        return next(reader);
    }

    /// The subscription still is among those that get events: what it leaves is emitted when it has
    /// gone.
    @Override
    protected Outcome<FeedReader<E>> handleCancel(
            Cancellation why, Subscription subscription, FeedReader<E> reader) {
        Ledger<E> ledger = source.enter(this);
        try {
            if (ledger.cancel(subscription)) {
                self().pid().send(new Redeliver());
            }
        } finally {
            source.exit();
        }
        return noReply(reader);
    }

    @Override
    protected Outcome<FeedReader<E>> handleInfo(Object message, FeedReader<E> reader) {
        reader.arrived(message);
        return next(reader);
    }

    @Override
    protected Outcome<FeedReader<E>> handleDrain(FeedReader<E> reader) {
        reader.drain();
        return next(reader);
    }

    private Outcome<FeedReader<E>> next(FeedReader<E> reader) {
        List<E> events = new ArrayList<>();
        Ledger<E> ledger = source.enter(this);
        try {
            ledger.takeAgain(demand, events);
            demand -= events.size();
            demand = Math.max(0, demand - takeFresh(reader, ledger, events));
            ledger.publish();
            return reader.ended() && ledger.outstanding() == 0
                    ? last(reader)
                    : emit(events, reader);
        } finally {
            source.exit();
        }
    }

    private int takeFresh(FeedReader<E> reader, Ledger<E> ledger, List<E> events) {
        List<E> fresh = new ArrayList<>();
        try {
            reader.take(Math.min(demand, source.room()), fresh);
        } finally {
            ledger.take(fresh); // and if it has thrown: the feed has them no more
        }
        events.addAll(fresh);
        return fresh.size();
    }

    @Override
    protected void terminate(ExitReason reason, FeedReader<E> reader) {
        if (reason.equals(Cancellation.DRAINED)) {
            reader.close(); // otherwise another goes on with it
        }
    }
}
