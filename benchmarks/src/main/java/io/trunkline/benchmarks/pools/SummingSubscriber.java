package io.trunkline.benchmarks.pools;

import java.util.concurrent.Flow;
import java.util.concurrent.Flow.Subscription;

/// Adds up the numbers that it receives, and tells whenever so many have come.
final class SummingSubscriber implements Flow.Subscriber<Integer> {
    private final int events;
    private final Runnable all;
    private Demand demand;
    private int received;
    private long sum;

    SummingSubscriber(int events, Runnable all) {
        this.events = events;
        this.all = all;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        demand = new Demand(subscription, Flow.defaultBufferSize());
    }

    @Override
    public void onNext(Integer event) {
        sum += event;
        if (++received == events) {
            received = 0;
            all.run();
        }
        demand.received();
    }

    @Override
    public void onError(Throwable failure) {
        throw new IllegalStateException("the publisher failed: sum=" + sum, failure);
    }

    @Override
    public void onComplete() {}
}
