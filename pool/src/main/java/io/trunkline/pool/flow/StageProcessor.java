package io.trunkline.pool.flow;

import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.pool.stage.SubscribeOptions;

import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;

/// Both sides of a running stage. When the last subscriber has left, its own subscription ends.
final class StageProcessor<I, O> implements Flow.Processor<I, O> {
    private final Inlet<I> input;
    private final Flow.Publisher<O> output;
    private final AtomicInteger subscribers = new AtomicInteger();

    StageProcessor(Node node, Pid stage, SubscribeOptions in, Class<O> type, SubscribeOptions out) {
        input = Intake.subscriber(node, stage, in);
        output = new StagePublisher<>(node, stage, type, out, this::left);
    }

    private void left() {
        if (subscribers.decrementAndGet() == 0) {
            input.abandon();
        }
    }

    @Override
    public void subscribe(Flow.Subscriber<? super O> subscriber) {
        Objects.requireNonNull(subscriber, "subscriber");
        subscribers.incrementAndGet();
        output.subscribe(subscriber);
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        input.onSubscribe(subscription);
    }

    @Override
    public void onNext(I event) {
        input.onNext(event);
    }

    @Override
    public void onError(Throwable error) {
        input.onError(error);
    }

    @Override
    public void onComplete() {
        input.onComplete();
    }
}
