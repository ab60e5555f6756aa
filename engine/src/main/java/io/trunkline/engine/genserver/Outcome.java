package io.trunkline.engine.genserver;

import io.trunkline.engine.ExitReason;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Objects;

/// What a callback returns: the reply, the next state and what comes next. Made by the methods of
/// [GenServer]; immutable.
///
/// @param <S> the server's state
public final class Outcome<S> {
    final S state;

    /// Whether `reply` is one; null can be.
    final boolean replies;

    final @Nullable Object reply;
    final @Nullable ExitReason stop;
    final @Nullable Next next;

    private Outcome(
            S state,
            boolean replies,
            @Nullable Object reply,
            @Nullable ExitReason stop,
            @Nullable Next next) {
        this.state = state;
        this.replies = replies;
        this.reply = reply;
        this.stop = stop;
        this.next = next;
    }

    /// What is asked for besides reply and state; absent from most outcomes.
    ///
    /// @param timeout of the receive timeout, or null
    /// @param continuation for `handleContinue`, or null
    /// @param stateTimeout of the state timeout, or null
    /// @param event for `handleTimeout`, null without a state timeout
    record Next(
            @Nullable Duration timeout,
            @Nullable Object continuation,
            @Nullable Duration stateTimeout,
            @Nullable Object event) {
        static final Next NOTHING = new Next(null, null, null, null);
    }

    static <S> Outcome<S> keep(S state) {
        return new Outcome<>(state, false, null, null, null);
    }

    static <S> Outcome<S> reply(@Nullable Object reply, S state) {
        return new Outcome<>(state, true, reply, null, null);
    }

    static <S> Outcome<S> stop(ExitReason reason, S state) {
        return new Outcome<>(state, false, null, reason, null);
    }

    static <S> Outcome<S> stop(ExitReason reason, @Nullable Object reply, S state) {
        return new Outcome<>(state, true, reply, reason, null);
    }

    /// This, and a [GenServer.Timeout] message for `handleInfo` if no other message comes within
    /// `timeout`. Any message cancels it. With zero, messages that wait already come first.
    public Outcome<S> timeout(Duration timeout) {
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("timeout must be >= 0: timeout=" + timeout);
        }
        Next more = more();
        return with(new Next(timeout, more.continuation(), more.stateTimeout(), more.event()));
    }

    /// This, and `handleContinue(argument)` before any message.
    public Outcome<S> thenContinue(Object argument) {
        Objects.requireNonNull(argument, "argument");
        Next more = more();
        return with(new Next(more.timeout(), argument, more.stateTimeout(), more.event()));
    }

    /// This, and `handleTimeout(event)` after `timeout`, unless the state changes before (to one
    /// that is not `equals`) or another state timeout is set. Messages do not cancel it.
    public Outcome<S> stateTimeout(Duration timeout, Object event) {
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("stateTimeout must be >= 0: timeout=" + timeout);
        }
        Objects.requireNonNull(event, "event");
        Next more = more();
        return with(new Next(more.timeout(), more.continuation(), timeout, event));
    }

    /// Whether the server only goes on.
    boolean isPlain() {
        return stop == null && next == null;
    }

    private Next more() {
        if (stop != null) {
            throw new IllegalStateException("nothing must follow a stop: reason=" + stop);
        }
        return next == null ? Next.NOTHING : next;
    }

    private Outcome<S> with(Next more) {
        return new Outcome<>(state, replies, reply, stop, more);
    }
}
