package io.trunkline.benchmarks.pools;

import java.util.concurrent.Flow.Subscription;

/// What a subscriber asks for: as many events as its publisher buffers, and again when half of them
/// have come.
final class Demand {
    private final Subscription subscription;
    private final int half;
    private int left;

    Demand(Subscription subscription, int buffered) {
        this.subscription = subscription;
        this.half = Math.max(1, buffered / 2);
        this.left = half;
        subscription.request(2L * half);
    }

    void received() {
        if (--left == 0) {
            left = half;
            subscription.request(half);
        }
    }
}
