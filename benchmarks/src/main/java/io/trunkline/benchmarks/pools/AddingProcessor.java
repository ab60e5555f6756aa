package io.trunkline.benchmarks.pools;

import java.util.concurrent.Flow;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.SubmissionPublisher;

/// Publishes each number that it receives, plus one.
final class AddingProcessor extends SubmissionPublisher<Integer>
        implements Flow.Processor<Integer, Integer> {
    private Demand demand;

    @Override
    public void onSubscribe(Subscription subscription) {
        demand = new Demand(subscription, Flow.defaultBufferSize());
    }

    @Override
    public void onNext(Integer event) {
        submit(event + 1);
        demand.received();
    }

    @Override
    public void onError(Throwable failure) {
        closeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        close();
    }
}
