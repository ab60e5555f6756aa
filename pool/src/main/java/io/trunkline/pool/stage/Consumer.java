package io.trunkline.pool.stage;

import java.util.List;

/// A stage that receives events.
///
/// ```java
/// public final class Printer extends Consumer<Integer, Integer> {
///     @Override protected Init<Integer> init() { return ok(0, to("numbers", maxDemand(100))); }
///
///     @Override protected Outcome<Integer> handleEvents(
///             List<Integer> numbers, Subscription from, Integer seen) {
///         numbers.forEach(n -> print(n));
///         return noReply(seen + numbers.size());
///     }
/// }
/// ```
///
/// It may subscribe to several producers; events of one producer come in order.
///
/// @param <E> its events
/// @param <S> the state, immutable or confined to this stage
public abstract non-sealed class Consumer<E, S> extends Stage<S> {
    /// Handles a batch of events, in the order in which they were sent. When it has returned they
    /// count as handled, and more are asked for as the subscription's options say. The list is
    /// immutable.
    protected abstract Outcome<S> handleEvents(List<E> events, Subscription from, S state);

    /// From `init`: started, and subscribed to `producers`.
    protected final Init<S> ok(S state, SubscribeTo... producers) {
        return new Init.Ok<>(state, ProducerOptions.defaults(), List.of(producers));
    }

    @Override
    final boolean emits() {
        return false;
    }

    @Override
    final boolean receives() {
        return true;
    }

    @Override
    @SuppressWarnings("unchecked") // what its producers emit is what it subscribed to
    final Outcome<S> received(Events<?> events, Subscription from, S state) {
        return handleEvents((Events<E>) events, from, state);
    }
}
