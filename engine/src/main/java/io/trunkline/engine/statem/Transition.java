package io.trunkline.engine.statem;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.From;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Objects;

/// What a callback of a [GenStatem] returns: the state to go on in, and what else is to be done.
/// Made by the methods of [GenStatem]; immutable, each method here gives another one.
///
/// What is asked for happens in this order: callers are answered; if the state changes, its
/// time-out is cancelled and [GenStatem#enter] is called; time-outs are set, in the order given, a
/// later one of the same name in place of an earlier one; then the next event is chosen.
///
/// @param <S> the machine's states
public final class Transition<S> {
    private static final Transition<?> KEEP = new Transition<>(Verb.KEEP, null, null);
    private static final Transition<?> REPEAT = new Transition<>(Verb.REPEAT, null, null);
    private static final Transition<?> POSTPONE =
            new Transition<>(Verb.KEEP, null, null, false, null, true, null);

    /// What becomes of the state.
    enum Verb {
        KEEP,
        NEXT,
        REPEAT,
        STOP
    }

    final Verb verb;

    /// The state to go on in; null is the one there is.
    final @Nullable S state;

    /// Set for STOP.
    final @Nullable ExitReason reason;

    /// Whether `reply` is one; null can be.
    final boolean replies;

    final @Nullable Object reply;
    final boolean postpones;
    final @Nullable Action actions;

    private Transition(Verb verb, @Nullable S state, @Nullable ExitReason reason) {
        this(verb, state, reason, false, null, false, null);
    }

    private Transition(
            Verb verb,
            @Nullable S state,
            @Nullable ExitReason reason,
            boolean replies,
            @Nullable Object reply,
            boolean postpones,
            @Nullable Action actions) {
        this.verb = verb;
        this.state = state;
        this.reason = reason;
        this.replies = replies;
        this.reply = reply;
        this.postpones = postpones;
        this.actions = actions;
    }

    @SuppressWarnings("unchecked") // it holds no S
    static <S> Transition<S> keep() {
        return (Transition<S>) KEEP;
    }

    static <S> Transition<S> keep(S state) {
        return new Transition<>(Verb.KEEP, Objects.requireNonNull(state, "state"), null);
    }

    static <S> Transition<S> next(S state) {
        return new Transition<>(Verb.NEXT, Objects.requireNonNull(state, "state"), null);
    }

    @SuppressWarnings("unchecked") // it holds no S
    static <S> Transition<S> repeat() {
        return (Transition<S>) REPEAT;
    }

    static <S> Transition<S> repeat(S state) {
        return new Transition<>(Verb.REPEAT, Objects.requireNonNull(state, "state"), null);
    }

    static <S> Transition<S> stop(ExitReason reason) {
        return new Transition<>(Verb.STOP, null, Objects.requireNonNull(reason, "reason"));
    }

    static <S> Transition<S> stop(ExitReason reason, S state) {
        return new Transition<>(
                Verb.STOP,
                Objects.requireNonNull(state, "state"),
                Objects.requireNonNull(reason, "reason"));
    }

    @SuppressWarnings("unchecked") // it holds no S
    static <S> Transition<S> postponed() {
        return (Transition<S>) POSTPONE;
    }

    static <S> Transition<S> replying(Object reply) {
        return new Transition<>(Verb.KEEP, null, null, true, reply, false, null);
    }

    /// This, and the caller of this event is answered. The event must be a call.
    public Transition<S> reply(Object answer) {
        return new Transition<>(verb, state, reason, true, answer, postpones, actions);
    }

    /// This, and a caller of an earlier event is answered.
    public Transition<S> reply(From caller, Object answer) {
        return with(new Action.Reply(actions, Objects.requireNonNull(caller, "caller"), answer));
    }

    /// This, and the event is put off: it comes again after the next change of the state, before
    /// younger ones.
    public Transition<S> postpone() {
        return new Transition<>(verb, state, reason, replies, reply, true, actions);
    }

    /// This, and `event` is handled before all that waits; several, in the order given.
    public Transition<S> nextEvent(Object event) {
        return with(new Action.NextEvent(actions, Objects.requireNonNull(event, "event")));
    }

    /// This, and `event` comes after `after`, unless the state changes before or another state
    /// time-out is set.
    public Transition<S> stateTimeout(Duration after, Object event) {
        return set(Timeouts.STATE, after, event);
    }

    /// This, and `event` comes after `after`, unless any other event comes before.
    public Transition<S> timeout(Duration after, Object event) {
        return set(Timeouts.EVENT, after, event);
    }

    /// This, and `event` comes after `after`, unless it is cancelled or set again under this name
    /// before. Neither events nor changes of the state end it.
    public Transition<S> timeout(Object name, Duration after, Object event) {
        return set(Objects.requireNonNull(name, "name"), after, event);
    }

    /// This, and the state time-out is cancelled, if there is one.
    public Transition<S> cancelStateTimeout() {
        return with(new Action.SetTimeout(actions, Timeouts.STATE, null, null));
    }

    /// This, and the time-out of this name is cancelled, if there is one.
    public Transition<S> cancelTimeout(Object name) {
        Objects.requireNonNull(name, "name");
        return with(new Action.SetTimeout(actions, name, null, null));
    }

    private Transition<S> set(Object key, Duration after, Object event) {
        if (after.isNegative()) {
            throw new IllegalArgumentException("timeout must be >= 0: timeout=" + after);
        }
        return with(
                new Action.SetTimeout(actions, key, after, Objects.requireNonNull(event, "event")));
    }

    private Transition<S> with(Action last) {
        return new Transition<>(verb, state, reason, replies, reply, postpones, last);
    }

    @Override
    public String toString() {
        return verb + "(" + (reason == null ? state : reason) + ")";
    }
}
