package io.trunkline.pool.flow;

import org.jspecify.annotations.Nullable;

import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;

/// Where a publisher puts its events: it hands them to the process of an [Intake].
final class Inlet<E> implements Flow.Subscriber<E> {
    /// How many events may be requested at a time.
    static final int CAPACITY = 1024;

    /// Stands for an end without an error.
    private static final Object COMPLETE = new Object();

    private static final Flow.Subscription CLOSED =
            new Flow.Subscription() {
                @Override
                public void request(long events) {}

                @Override
                public void cancel() {}
            };

    private final Waker waker;
    private final Runnable opened;
    private final EventRing<E> ring = new EventRing<>(CAPACITY);

    /// Null before the publisher has answered; CLOSED for good.
    private final AtomicReference<Flow.@Nullable Subscription> upstream = new AtomicReference<>();

    /// COMPLETE or an error; null while it has not ended. Written after the last event.
    private volatile @Nullable Object end;

    /// @param opened to be run when the publisher has answered
    Inlet(Waker waker, Runnable opened) {
        this.waker = waker;
        this.opened = opened;
    }

    // --- the publisher, one thread after the other ---

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        Objects.requireNonNull(subscription, "subscription");
        if (upstream.compareAndSet(null, subscription)) {
            opened.run();
        } else {
            subscription.cancel();
        }
    }

    @Override
    public void onNext(E event) {
        Objects.requireNonNull(event, "event");
        if (end != null) {
            return;
        }
        if (!ring.offer(event)) {
            close();
            end =
                    new IllegalStateException(
                            "publisher must send what was requested only: event=" + event);
        }
        waker.wake();
    }

    @Override
    public void onError(Throwable error) {
        end(Objects.requireNonNull(error, "error"));
    }

    @Override
    public void onComplete() {
        end(COMPLETE);
    }

    private void end(Object how) {
        if (end == null) {
            end = how;
            waker.wake();
        }
    }

    // --- the process, and who gives up ---

    /// Whether events can be requested.
    boolean isOpen() {
        return upstream.get() != null;
    }

    void request(int events) {
        Flow.Subscription publisher = upstream.get();
        if (publisher != null) {
            publisher.request(events);
        }
    }

    /// Wants no more.
    void close() {
        Flow.Subscription publisher = upstream.getAndSet(CLOSED);
        if (publisher != null) {
            publisher.cancel();
        }
    }

    /// Lets the process end as if the publisher had completed.
    void abandon() {
        close();
        end(COMPLETE);
    }

    @Nullable E poll() {
        return ring.poll();
    }

    boolean isEmpty() {
        return ring.isEmpty();
    }

    /// Whether the publisher has ended, after the events that [#poll()] gives from now on.
    boolean hasEnded() {
        return end != null;
    }

    /// What it ended with; null if it completed.
    @Nullable Throwable error() {
        return end instanceof Throwable error ? error : null;
    }
}
