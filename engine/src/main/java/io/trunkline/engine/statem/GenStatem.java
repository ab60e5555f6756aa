package io.trunkline.engine.statem;

import io.trunkline.engine.Behaviour;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.From;
import io.trunkline.engine.Self;
import io.trunkline.engine.Startable;
import io.trunkline.engine.sys.Sys;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A state machine: a process that is in one of a few states, and does with an event what the state
/// says.
///
/// ```java
/// public final class Door extends GenStatem<Door.Event, Door.State> {
///     public sealed interface State {}
///     public record Locked(int wrong) implements State {}
///     public record Open() implements State {}
///
///     public sealed interface Event {}
///     public record Enter(String code) implements Event, Call<Boolean> {}
///     public record Lock() implements Event {}
///
///     @Override protected Init<State> init() { return ok(new Locked(0)); }
///
///     @Override protected Transition<State> handle(Event event, From from, State state) {
///         return switch (state) {
///             case Locked(int wrong) -> switch (event) {
///                 case Enter(var code) when code.equals("1234") ->
///                         next(new Open()).reply(true).stateTimeout(ofSeconds(10), new Lock());
///                 case Enter _ -> keep(new Locked(wrong + 1)).reply(false);
///                 case Lock() -> keep();
///             };
///             case Open() -> switch (event) {
///                 case Enter _ -> postpone();
///                 case Lock() -> next(new Locked(0));
///             };
///         };
///     }
/// }
/// ```
///
/// *States* are values: an enum, or records that carry what is known in that state. Whether the
/// state *changes* is said by the method: `next` changes it, unless the new one is `equals`; `keep`
/// goes on in the same state with another value of it. A change ends the state time-out, brings
/// back what was postponed, and calls [#enter].
///
/// *Events* are calls, casts, time-outs and events that the machine gives itself, all of one type
/// and all handled by [#handle]; plain messages come to [#handleInfo].
///
/// *Order.* Next comes what [Transition#nextEvent] gave; then what was postponed before the last
/// change of the state, oldest first; then time-outs of zero; then the mailbox. A time-out that was
/// cancelled or set again never comes, even if its time was up.
///
/// *Threads* and *when it ends* are as for `GenServer`: callbacks run one at a time, on a runner or
/// on the thread of a caller that found the machine idle; `terminate` runs when a callback stops or
/// throws, on [io.trunkline.engine.Pid#stop()], and when the parent's exit comes while the machine
/// traps exits.
///
/// *When not to use it.* A server that treats every request alike in every state is a `GenServer`.
///
/// *Differences from OTP* (all in docs/deviations.md): `State` and `Data` are one value; time-outs
/// and events of the machine's own come as events of its type and not with a type tag; calls whose
/// caller has given up are skipped, postponed ones too, unless the machine is started with
/// `ExpiredCalls.HANDLE`.
///
/// An instance is the code of one process: start it once.
///
/// @param <E> the events, usually a sealed interface; those that are calls also extend
///   [io.trunkline.engine.Call]
/// @param <S> the states, immutable or confined to this machine, with a meaningful `equals`
public abstract class GenStatem<E, S> implements Startable {
    private @Nullable MachineLoop<E, S> loop;

    /// Makes the first state. The starter waits for it, but not for [#enter], which comes next.
    protected abstract Init<S> init();

    /// Handles an event.
    ///
    /// @param from who waits for a reply; if the event is no call, nobody does, and a reply throws
    protected abstract Transition<S> handle(E event, From from, S state);

    /// Handles any other message, [io.trunkline.engine.Exit] and [io.trunkline.engine.Down] among
    /// them. The default logs it and goes on.
    protected Transition<S> handleInfo(Object message, S state) {
        Logger log = LoggerFactory.getLogger(getClass());
        log.warn(
                "{} dropped a message it does not handle: {}",
                self().pid(),
                formatMessage(message));
        return keep();
    }

    /// Called when the state has changed, when it is repeated, and at the start, where `old` is the
    /// state itself. It may set time-outs, answer earlier callers, stop, and [#keep(Object)]
    /// another value of the state; it must not change the state, postpone, or give events. The
    /// default does nothing.
    protected Transition<S> enter(S old, S state) {
        return keep();
    }

    /// Cleans up; see *When it ends*. What it throws replaces the exit reason.
    protected void terminate(ExitReason reason, S state) {}

    /// What may be seen of the state in crash reports, traces and [Sys#getStatus], for machines
    /// that hold secrets. The default shows it as it is.
    protected Object formatState(S state) {
        return state;
    }

    /// What may be seen of an event or reply in crash reports, traces and logs. The default shows
    /// it as it is.
    protected Object formatMessage(Object message) {
        return message;
    }

    /// This process; usable in callbacks only.
    protected final Self self() {
        MachineLoop<E, S> started = loop;
        if (started == null) {
            throw new IllegalStateException("machine must be started: machine=" + this);
        }
        return started.process();
    }

    // --- from init ---

    /// Started in `state`.
    protected static <S> Init<S> ok(S state) {
        return new Init.Ok<>(Transition.next(state));
    }

    /// Started, by a transition that [#next(Object)] began: with time-outs or events.
    protected static <S> Init<S> ok(Transition<S> first) {
        return new Init.Ok<>(first);
    }

    /// Not wanted; the start gives [io.trunkline.engine.Started.Ignored].
    protected static <S> Init<S> ignore() {
        return new Init.Ignore<>();
    }

    /// Failed; the start gives [io.trunkline.engine.Started.Failed].
    protected static <S> Init<S> failed(ExitReason reason) {
        return new Init.Stop<>(reason);
    }

    // --- from the other callbacks ---

    /// Goes on in `state`. If it is not `equals` to the present one this is a change of the state.
    protected static <S> Transition<S> next(S state) {
        return Transition.next(state);
    }

    /// Goes on as it is.
    protected static <S> Transition<S> keep() {
        return Transition.keep();
    }

    /// Goes on in the same state with another value of it, which is no change of the state.
    protected static <S> Transition<S> keep(S state) {
        return Transition.keep(state);
    }

    /// Goes on as it is, and enters the state again.
    protected static <S> Transition<S> repeat() {
        return Transition.repeat();
    }

    /// As [#keep(Object)], and enters the state again.
    protected static <S> Transition<S> repeat(S state) {
        return Transition.repeat(state);
    }

    /// Goes on as it is, and answers the caller of this event.
    protected static <S> Transition<S> reply(Object reply) {
        return Transition.replying(reply);
    }

    /// Goes on as it is, and puts the event off until the state has changed.
    protected static <S> Transition<S> postpone() {
        return Transition.postponed();
    }

    /// Ends the machine; replies that are asked for are given before `terminate`.
    protected static <S> Transition<S> stop(ExitReason reason) {
        return Transition.stop(reason);
    }

    /// Ends the machine in `state`, which `terminate` gets.
    protected static <S> Transition<S> stop(ExitReason reason, S state) {
        return Transition.stop(reason, state);
    }

    @Override
    public final Behaviour behaviour() {
        if (loop != null) {
            throw new IllegalStateException("machine must be started once: machine=" + this);
        }
        loop = new MachineLoop<>(this);
        return loop;
    }
}
