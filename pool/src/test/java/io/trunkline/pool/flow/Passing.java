package io.trunkline.pool.flow;

import io.trunkline.pool.stage.Dispatcher;
import io.trunkline.pool.stage.Init;
import io.trunkline.pool.stage.Outcome;
import io.trunkline.pool.stage.ProducerConsumer;
import io.trunkline.pool.stage.ProducerOptions;
import io.trunkline.pool.stage.Subscription;

import java.util.List;

/// Emits what it gets, to all.
final class Passing extends ProducerConsumer<Integer, Integer, Long> {
    @Override
    protected Init<Long> init() {
        return ok(0L, ProducerOptions.dispatcher(Dispatcher.<Integer>broadcast()));
    }

    @Override
    protected Outcome<Long> handleEvents(List<Integer> events, Subscription from, Long passed) {
        return emit(events, passed + events.size());
    }
}
