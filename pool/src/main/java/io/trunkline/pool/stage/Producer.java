package io.trunkline.pool.stage;

import java.util.List;

/// A stage that emits events, when they are asked for or when it has some.
///
/// ```java
/// public final class Numbers extends Producer<Integer, Integer> {
///     @Override protected Init<Integer> init() { return ok(0); }
///
///     @Override protected Outcome<Integer> handleDemand(long demand, Integer next) {
///         int end = next + (int) Math.min(demand, 1000);
///         return emit(IntStream.range(next, end).boxed().toList(), end);
///     }
/// }
/// ```
///
/// *Demand is said once.* A producer that has fewer events than were asked for must remember the
/// rest, and emit when it has more: from any callback. What it emits beyond the demand waits in a
/// [buffer][ProducerOptions].
///
/// @param <E> its events, never null
/// @param <S> the state, immutable or confined to this stage
public abstract non-sealed class Producer<E, S> extends Stage<S> {
    /// Handles demand that has not been covered by buffered events: `demand` more events are
    /// wanted, besides those that were asked for earlier and have not been emitted.
    protected abstract Outcome<S> handleDemand(long demand, S state);

    /// From `init`: started, with the default options.
    protected final Init<S> ok(S state) {
        return ok(state, ProducerOptions.defaults());
    }

    /// From `init`: started.
    protected final Init<S> ok(S state, ProducerOptions<? super E> options) {
        return new Init.Ok<>(state, options, List.of());
    }

    /// Emits events and goes on with `state`. The list is copied; it may be used again.
    protected final Outcome<S> emit(List<? extends E> events, S state) {
        return Outcome.emit(Events.copyOf(events), state, false);
    }

    /// Emits the last events: when they have been delivered the stage ends as [Stage#drain] says.
    protected final Outcome<S> emitLast(List<? extends E> events, S state) {
        return Outcome.emit(Events.copyOf(events), state, true);
    }

    /// Answers the caller, emits events and goes on with `state`.
    protected final Outcome<S> reply(Object reply, List<? extends E> events, S state) {
        return Outcome.reply(reply, Events.copyOf(events), state);
    }

    @Override
    final boolean emits() {
        return true;
    }

    @Override
    final boolean receives() {
        return false;
    }

    @Override
    final Outcome<S> demanded(long demand, S state) {
        return handleDemand(demand, state);
    }
}
