package io.trunkline.pool.flow;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Pid;
import io.trunkline.pool.stage.Cancellation;
import io.trunkline.pool.stage.Consumer;
import io.trunkline.pool.stage.Init;
import io.trunkline.pool.stage.Outcome;
import io.trunkline.pool.stage.SubscribeTo;
import io.trunkline.pool.stage.Subscribing;
import io.trunkline.pool.stage.Subscription;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.concurrent.Flow;

/// The consumer that serves one subscriber: it keeps what the subscriber has not requested, and
/// asks for more when that falls to the minimum of its options.
final class Outlet<E> extends Consumer<E, Kept<E>> {
    private final StagePublisher<E> publisher;
    private final Flow.Subscriber<? super E> subscriber;
    private final Waker waker = new Waker();
    private final Requests requests = new Requests(waker);

    /// Null before it has subscribed.
    private @Nullable Subscription source;

    /// How many events it has asked for that the subscriber has not got.
    private long open;

    /// Why no more will come; null while some may.
    private @Nullable ExitReason ended;

    /// Whether the subscriber must hear no more.
    private boolean silent;

    Outlet(StagePublisher<E> publisher, Flow.Subscriber<? super E> subscriber) {
        this.publisher = publisher;
        this.subscriber = subscriber;
    }

    Requests requests() {
        return requests;
    }

    // --- callbacks ---

    @Override
    protected Init<Kept<E>> init() {
        self().trapExit(true);
        Pid self = self().pid();
        waker.sends(() -> self.send(Waker.WAKE));
        waker.again(); // for what was requested before the start
        return ok(new Kept<>(), SubscribeTo.to(publisher.producer(), publisher.options()));
    }

    @Override
    protected Subscribing<Kept<E>> handleSubscribe(Subscription subscription, Kept<E> kept) {
        source = subscription;
        askForMore();
        return manual(kept);
    }

    @Override
    protected Outcome<Kept<E>> handleEvents(List<E> events, Subscription from, Kept<E> kept) {
        kept.add(events);
        return serve(kept);
    }

    @Override
    protected Outcome<Kept<E>> handleCancel(
            Cancellation why, Subscription subscription, Kept<E> kept) {
        ended = why.reason();
        return serve(kept);
    }

    @Override
    protected Outcome<Kept<E>> handleInfo(Object message, Kept<E> kept) {
        return message.equals(Waker.WAKE) ? serve(kept) : super.handleInfo(message, kept);
    }

    @Override
    protected void terminate(ExitReason reason, Kept<E> kept) {
        if (!silent && !requests.isCancelled()) {
            fail(new ProducerFailed(publisher.producer(), reason));
        }
        publisher.left().run();
    }

    // --- what the subscriber gets ---

    private Outcome<Kept<E>> serve(Kept<E> kept) {
        do {
            waker.stayAwake();
            send(kept);
            if (end(kept)) {
                return stop(ExitReason.normal(), kept);
            }
            waker.sleep();
        } while (hasWork(kept));
        return noReply(kept);
    }

    private boolean hasWork(Kept<E> kept) {
        return requests.isCancelled()
                || requests.isRefused()
                || (requests.open() > 0 && !kept.isEmpty());
    }

    /// Sends all that is kept and requested.
    private void send(Kept<E> kept) {
        int min = publisher.options().minDemand();
        long most;
        while (!silent && (most = Math.min(requests.open(), kept.inBatch())) > 0) {
            int count = (int) Math.min(most, Math.max(1, open - min));
            send(kept, count);
            open -= count;
            askForMore();
        }
    }

    private void send(Kept<E> kept, int count) {
        for (int i = 0; i < count && !requests.isCancelled(); i++) {
            E event = kept.next();
            if (!publisher.type().isInstance(event)) {
                fail(
                        new ClassCastException(
                                "expected %s, got: event=%s".formatted(publisher.type(), event)));
                return;
            }
            try {
                subscriber.onNext(event);
            } catch (Throwable t) {
                silent = true;
                throw t;
            }
        }
        requests.sent(count);
    }

    private void askForMore() {
        int max = publisher.options().maxDemand();
        if (source != null && open <= publisher.options().minDemand()) {
            source.ask(max - open);
            open = max;
        }
    }

    /// Says how it ended, if it has.
    ///
    /// @return whether that is all
    private boolean end(Kept<E> kept) {
        if (silent || requests.isCancelled()) {
            return true;
        }
        if (requests.isRefused()) {
            fail(
                    new IllegalArgumentException(
                            "requested events must be > 0, see rule 3.9 of Reactive Streams"));
            return true;
        }
        ExitReason reason = ended;
        if (reason == null || !kept.isEmpty()) {
            return false;
        }
        if (reason.equals(Cancellation.DRAINED) || reason.equals(ExitReason.normal())) {
            silent = true;
            subscriber.onComplete();
        } else {
            fail(
                    reason instanceof ExitReason.Crashed(Throwable cause)
                            ? cause
                            : new ProducerFailed(publisher.producer(), reason));
        }
        return true;
    }

    private void fail(Throwable error) {
        silent = true;
        subscriber.onError(error);
    }
}
