package io.trunkline.pool.ready;

import io.trunkline.engine.ExitReason;
import io.trunkline.pool.stage.Init;
import io.trunkline.pool.stage.Outcome;
import io.trunkline.pool.stage.Producer;
import io.trunkline.pool.stage.ProducerOptions;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Emits what a feed has, as it is demanded.
final class FeedProducer<E> extends Producer<E, FeedReader<E>> {
    private final Feed<E> feed;
    private final ProducerOptions<? super E> options;

    /// What was asked for and not emitted.
    private long demand;

    FeedProducer(Feed<E> feed, ProducerOptions<? super E> options) {
        this.feed = feed;
        this.options = Objects.requireNonNull(options, "options");
    }

    @Override
    protected Init<FeedReader<E>> init() {
        return ok(new FeedReader<>(feed.open(self().pid()), self()), options);
    }

    @Override
    protected Outcome<FeedReader<E>> handleDemand(long events, FeedReader<E> reader) {
        demand += events;
        return next(reader);
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
        reader.take(demand, events);
        demand = Math.max(0, demand - events.size());
        return reader.ended() ? emitLast(events, reader) : emit(events, reader);
    }

    @Override
    protected void terminate(ExitReason reason, FeedReader<E> reader) {
        reader.close();
    }
}
