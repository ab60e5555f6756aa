package io.trunkline.pool.stage;

import java.util.List;

/// A stage that makes other events of those it receives.
///
/// ```java
/// public final class Doubler extends ProducerConsumer<Integer, Integer, Boolean> {
///     @Override protected Init<Boolean> init() { return ok(true); }
///
///     @Override protected Outcome<Boolean> handleEvents(
///             List<Integer> numbers, Subscription from, Boolean state) {
///         return emit(numbers.stream().map(n -> 2 * n).toList(), state);
///     }
/// }
/// ```
///
/// It asks its producers for events ahead, and handles them when its own consumers have asked: a
/// batch may make more events than that, which wait in its buffer. Messages of [#asyncInfo] and the
/// ends of subscriptions keep their place among the events.
///
/// @param <I> events it receives
/// @param <O> events it emits, never null
/// @param <S> the state, immutable or confined to this stage
public abstract non-sealed class ProducerConsumer<I, O, S> extends Stage<S> {
    /// Handles a batch of events, in the order in which they were sent.
    protected abstract Outcome<S> handleEvents(List<I> events, Subscription from, S state);

    /// From `init`: started, with the default options.
    protected final Init<S> ok(S state, SubscribeTo... producers) {
        return ok(state, ProducerOptions.defaults(), producers);
    }

    /// From `init`: started, and subscribed to `producers`.
    protected final Init<S> ok(
            S state, ProducerOptions<? super O> options, SubscribeTo... producers) {
        return new Init.Ok<>(state, options, List.of(producers));
    }

    /// Emits events and goes on with `state`. The list is copied; it may be used again.
    protected final Outcome<S> emit(List<? extends O> events, S state) {
        return Outcome.emit(Events.copyOf(events), state, false);
    }

    /// Emits the last events: when they have been delivered the stage ends as [Stage#drain] says,
    /// whatever comes from its producers.
    protected final Outcome<S> emitLast(List<? extends O> events, S state) {
        return Outcome.emit(Events.copyOf(events), state, true);
    }

    /// Answers the caller, emits events and goes on with `state`.
    protected final Outcome<S> reply(Object reply, List<? extends O> events, S state) {
        return Outcome.reply(reply, Events.copyOf(events), state);
    }

    @Override
    final boolean emits() {
        return true;
    }

    @Override
    final boolean receives() {
        return true;
    }

    @Override
    @SuppressWarnings("unchecked") // what its producers emit is what it subscribed to
    final Outcome<S> received(Events<?> events, Subscription from, S state) {
        return handleEvents((Events<I>) events, from, state);
    }
}
