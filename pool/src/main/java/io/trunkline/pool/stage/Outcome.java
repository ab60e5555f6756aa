package io.trunkline.pool.stage;

import io.trunkline.engine.ExitReason;

import org.jspecify.annotations.Nullable;

/// What a callback returns: the events, the reply, the next state, and whether the stage goes on.
/// Made by the methods of [Stage] and of those that extend it; immutable.
///
/// @param <S> the stage's state
public final class Outcome<S> {
    final S state;
    final Events<?> events;

    /// Whether `reply` is one; null can be.
    final boolean replies;

    final @Nullable Object reply;
    final @Nullable ExitReason stop;

    /// Whether these were the last events.
    final boolean last;

    private Outcome(
            S state,
            Events<?> events,
            boolean replies,
            @Nullable Object reply,
            @Nullable ExitReason stop,
            boolean last) {
        this.state = state;
        this.events = events;
        this.replies = replies;
        this.reply = reply;
        this.stop = stop;
        this.last = last;
    }

    static <S> Outcome<S> keep(S state) {
        return new Outcome<>(state, Events.none(), false, null, null, false);
    }

    static <S> Outcome<S> emit(Events<?> events, S state, boolean last) {
        return new Outcome<>(state, events, false, null, null, last);
    }

    static <S> Outcome<S> reply(@Nullable Object reply, Events<?> events, S state) {
        return new Outcome<>(state, events, true, reply, null, false);
    }

    static <S> Outcome<S> stop(ExitReason reason, S state) {
        return new Outcome<>(state, Events.none(), false, null, reason, false);
    }

    static <S> Outcome<S> stop(ExitReason reason, @Nullable Object reply, S state) {
        return new Outcome<>(state, Events.none(), true, reply, reason, false);
    }
}
