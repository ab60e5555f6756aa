package io.trunkline.pool.flow;

import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;

/// What a subscriber has requested and not got, and whether it goes on: one word, which any thread
/// changes and the process of its bridge uses up.
final class Requests implements Flow.Subscription {
    /// So many that they are not counted.
    private static final long UNLIMITED = Long.MAX_VALUE;

    private static final long CANCELLED = -1;

    /// It has requested a number of events that is none.
    private static final long REFUSED = -2;

    private final Waker waker;

    /// The number of events, or what a negative number stands for.
    private final AtomicLong word = new AtomicLong();

    Requests(Waker waker) {
        this.waker = waker;
    }

    // --- the subscriber, any thread ---

    @Override
    public void request(long events) {
        long before;
        do {
            before = word.get();
            if (before < 0) {
                return;
            }
        } while (!word.compareAndSet(before, events > 0 ? sum(before, events) : REFUSED));
        waker.wake();
    }

    private static long sum(long before, long events) {
        long sum = before + events;
        return sum < 0 ? UNLIMITED : sum;
    }

    @Override
    public void cancel() {
        if (word.getAndSet(CANCELLED) != CANCELLED) {
            waker.wake();
        }
    }

    // --- the process ---

    /// How many events may be sent; none if it was cancelled or refused.
    long open() {
        return Math.max(0, word.get());
    }

    /// Uses up what was sent: no more than was open.
    void sent(int events) {
        long before;
        do {
            before = word.get();
            if (before < 0 || before == UNLIMITED) {
                return;
            }
        } while (!word.compareAndSet(before, before - events));
    }

    boolean isCancelled() {
        return word.get() == CANCELLED;
    }

    boolean isRefused() {
        return word.get() == REFUSED;
    }
}
