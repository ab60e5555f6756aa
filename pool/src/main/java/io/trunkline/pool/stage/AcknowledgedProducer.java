package io.trunkline.pool.stage;

import java.util.List;

/// A producer that hears what becomes of its events: to whom they were sent, and when they were
/// handled. With it one can keep events until then, or remember how far a log has been read.
///
/// Of one [Subscription] events are handled in the order in which they were sent, so that a number
/// says which: the oldest so many that were sent and not yet acknowledged. A consumer acknowledges
/// a batch when its `handleEvents` has returned and goes on; a [ProducerConsumer] likewise,
/// whatever becomes of the events that it made of them. What was sent and is not acknowledged when
/// [#handleCancel] runs will not be: it may have been handled or not.
///
/// `io.trunkline.pool.ready.Acknowledged` is a ready one, that delivers again.
///
/// @param <E> its events, never null
/// @param <S> the state, confined to this stage
public abstract class AcknowledgedProducer<E, S> extends Producer<E, S> {
    /// Hears that events are being sent. It must not end the stage.
    ///
    /// @param events some of those that were emitted, next in order for `to`; immutable
    protected abstract void handleSent(List<E> events, Subscription to, S state);

    /// Hears that the oldest `events` that were sent and not acknowledged have been handled.
    protected abstract Outcome<S> handleAcknowledged(long events, Subscription from, S state);

    @Override
    final boolean acknowledges() {
        return true;
    }

    @Override
    @SuppressWarnings("unchecked") // it has emitted them
    final void sent(Events<?> events, Subscription to, S state) {
        handleSent((Events<E>) events, to, state);
    }

    @Override
    final Outcome<S> acknowledged(long events, Subscription from, S state) {
        return handleAcknowledged(events, from, state);
    }
}
