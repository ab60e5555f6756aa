package io.trunkline.pool.stage;

import java.util.List;
import java.util.Queue;
import java.util.function.Function;

/// A stage in the middle that makes some events of each, and writes down what else it hears.
final class Mapper extends ProducerConsumer<Integer, Integer, Boolean> {
    private final Function<Integer, List<Integer>> function;
    private final Queue<Object> heard;
    private final SubscribeTo[] producers;

    Mapper(
            Function<Integer, List<Integer>> function,
            Queue<Object> heard,
            SubscribeTo... producers) {
        this.function = function;
        this.heard = heard;
        this.producers = producers;
    }

    @Override
    protected Init<Boolean> init() {
        return ok(true, producers);
    }

    @Override
    protected Outcome<Boolean> handleEvents(
            List<Integer> events, Subscription from, Boolean state) {
        heard.addAll(events);
        return emit(
                events.stream().flatMap(event -> function.apply(event).stream()).toList(), state);
    }

    @Override
    protected Outcome<Boolean> handleInfo(Object message, Boolean state) {
        heard.add(message);
        return noReply(state);
    }

    @Override
    protected Outcome<Boolean> handleCancel(
            Cancellation why, Subscription subscription, Boolean state) {
        heard.add(why);
        return noReply(state);
    }
}
