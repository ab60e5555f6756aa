package io.trunkline.engine.statem;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.From;
import io.trunkline.engine.ProcessExit;
import io.trunkline.engine.Self;
import io.trunkline.engine.statem.Waiting.Kind;
import io.trunkline.engine.sys.SysBehaviour;
import io.trunkline.engine.sys.SysEvent;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/// The part of OTP's `gen_statem` between the process and the callbacks. Confined to the process,
/// but for the events that wait, which are immutable lists.
final class MachineLoop<E, S> extends SysBehaviour {
    /* Overview
     *
     * One message of the mailbox is one step, and so is each event that waits in the machine. Which
     * event is next:
     *   1. `queue`: events of nextEvent, then those postponed before the last change of the state,
     *      then what was left of the queue;
     *   2. time-outs of zero, in the order set;
     *   3. the mailbox, which is the runtime's: a message comes only when 1 and 2 are empty.
     *
     * A step: cancel the event time-out; run the callback; answer; take the new state; put the
     * event off if asked to; if the state has changed, cancel its time-out and move what was put
     * off to the queue, oldest first; enter; set time-outs.
     */

    private final GenStatem<E, S> machine;
    private @Nullable S state;
    private @Nullable Timeouts timeouts;

    /// What `init` gave, until it is done.
    private @Nullable Transition<S> first;

    /// Events to handle before the mailbox; read by whoever asks what waits.
    private volatile @Nullable Waiting queue;

    /// Events put off, youngest first; as `queue`.
    private volatile @Nullable Waiting postponed;

    MachineLoop(GenStatem<E, S> machine) {
        this.machine = machine;
    }

    /// The process, for the machine's own `self()`.
    Self process() {
        return self();
    }

    @Override
    public Class<?> code() {
        return machine.getClass();
    }

    @Override
    public String toString() {
        return machine.getClass().getName();
    }

    // --- what the process asks for ---

    @Override
    protected Start start() {
        return switch (machine.init()) {
            case Init.Ignore<S>() -> new Start.Ignore();
            case Init.Stop<S>(ExitReason reason) -> new Start.Stop(reason);
            case Init.Ok<S>(Transition<S> transition) -> {
                state = transition.state;
                first = transition;
                yield new Start.Continue();
            }
        };
    }

    @Override
    public void onContinue() {
        Transition<S> transition = first;
        first = null;
        if (transition != null) {
            insert(transition.actions);
            arm(transition.actions);
            enter(state(), null);
            settle();
        }
    }

    @Override
    protected void handleCall(Object request, From from) {
        step(Kind.EVENT, request, from);
        settle();
    }

    @Override
    protected void handleCast(Object message) {
        step(Kind.EVENT, message, Nobody.WAITS);
        settle();
    }

    @Override
    protected void handleInfo(Object message) {
        if (message instanceof Timeouts.Timeout timeout) {
            Timeouts t = timeouts;
            if (t == null || !t.take(timeout)) {
                return;
            }
            step(Kind.OWN, timeout.event, Nobody.WAITS);
        } else {
            step(Kind.INFO, message, Nobody.WAITS);
        }
        settle();
    }

    @Override
    protected void terminate(ExitReason reason) {
        machine.terminate(reason, state());
    }

    @Override
    public Collection<?> postponed() {
        Collection<?> mine = Waiting.sent(queue, postponed);
        Collection<?> held = super.postponed();
        if (mine.isEmpty() || held.isEmpty()) {
            return mine.isEmpty() ? held : mine;
        }
        List<Object> all = new ArrayList<>(mine);
        all.addAll(held);
        return all;
    }

    // --- steps ---

    /// Handles what waits in the machine, until only the mailbox is left.
    private void settle() {
        Timeouts t = timeouts;
        if (queue == null && (t == null || !t.isDue())) {
            return;
        }
        while (self().pid().isAlive()) {
            Waiting next = queue;
            t = timeouts;
            if (next != null) {
                queue = next.next();
                if (isWanted(next.from())) {
                    step(next.kind(), next.event(), next.from());
                }
            } else {
                Timeouts.Timeout due = t == null ? null : t.takeDue();
                if (due == null) {
                    return;
                }
                step(Kind.OWN, due.event, Nobody.WAITS);
            }
        }
    }

    private boolean isWanted(From from) {
        return from == Nobody.WAITS || !self().skips(from);
    }

    @SuppressWarnings("unchecked") // an event of another kind makes the callback throw
    private void step(Kind kind, Object event, From from) {
        Timeouts t = timeouts;
        if (t != null) {
            t.cancelEvent();
        }
        Transition<S> transition;
        try {
            transition =
                    made(
                            kind == Kind.INFO
                                    ? machine.handleInfo(event, state())
                                    : machine.handle((E) event, from, state()));
        } catch (Throwable thrown) {
            throw crashed(thrown, event);
        }
        apply(transition, kind, event, from);
    }

    private static <S> Transition<S> made(@Nullable Transition<S> transition) {
        return Objects.requireNonNull(
                transition, "a callback must return a transition: transition=null");
    }

    private void apply(Transition<S> transition, Kind kind, Object event, From from) {
        answer(transition, event, from);
        S old = state();
        take(transition, event);
        if (transition.postpones) {
            postponed = new Waiting(kind, event, from, postponed);
            happened(() -> new SysEvent.Postponed(shownMessage(event)));
        }
        boolean changed =
                transition.verb == Transition.Verb.NEXT && state() != old && !old.equals(state());
        if (changed) {
            Timeouts t = timeouts;
            if (t != null) {
                t.cancelState();
            }
            retry();
        }
        if (transition.actions != null) {
            insert(transition.actions);
            arm(transition.actions);
        }
        if (changed || transition.verb == Transition.Verb.REPEAT) {
            enter(old, event);
        }
    }

    /// Takes over the state of a transition, or ends with it.
    private void take(Transition<S> transition, @Nullable Object event) {
        if (transition.state != null) {
            state = transition.state;
        }
        if (transition.reason != null) {
            throw ended(transition.reason, event);
        }
    }

    private void answer(Transition<S> transition, @Nullable Object event, From from) {
        if (transition.replies) {
            if (from == Nobody.WAITS) {
                throw misused("reply must answer a call: reply=" + transition.reply, event);
            }
            reply(from, replyOf(transition));
        }
        if (transition.actions != null) {
            answer(transition.actions);
        }
    }

    /// First asked for, first answered.
    private void answer(Action last) {
        Action before = last.before();
        if (before != null) {
            answer(before);
        }
        if (last instanceof Action.Reply(var _, From to, Object reply)) {
            reply(to, reply);
        }
    }

    @SuppressWarnings("NullAway") // null is a reply where the machine's protocol says so
    private static Object replyOf(Transition<?> transition) {
        return transition.reply;
    }

    /// Puts the events of a transition in front of the queue; the last one asked for goes first
    /// into it, and so comes last out of it.
    private void insert(@Nullable Action last) {
        for (Action action = last; action != null; action = action.before()) {
            if (action instanceof Action.NextEvent(var _, Object event)) {
                queue = new Waiting(Kind.OWN, event, Nobody.WAITS, queue);
            }
        }
    }

    private void retry() {
        Waiting youngest = postponed;
        if (youngest != null) {
            queue = Waiting.reversed(youngest, queue);
            postponed = null;
        }
    }

    private void arm(@Nullable Action last) {
        if (last == null) {
            return;
        }
        arm(last.before()); // in the order asked for
        if (last instanceof Action.SetTimeout(var _, var key, var after, var event)) {
            Timeouts t = timeouts;
            if (t == null) {
                t = new Timeouts();
                timeouts = t;
            }
            if (after == null || event == null) {
                t.cancel(key);
            } else {
                t.set(key, after, event, self());
            }
        }
    }

    /// Calls `enter`, again while it asks for that.
    private void enter(S before, @Nullable Object event) {
        S old = before;
        boolean again = true;
        while (again) {
            happened(() -> new SysEvent.Entered(shownState()));
            Transition<S> transition;
            try {
                transition = made(machine.enter(old, state()));
            } catch (Throwable thrown) {
                throw crashed(thrown, event);
            }
            checkEnter(transition, event);
            answer(transition, event, Nobody.WAITS);
            take(transition, event);
            arm(transition.actions);
            again = transition.verb == Transition.Verb.REPEAT;
            old = state();
        }
    }

    private void checkEnter(Transition<S> transition, @Nullable Object event) {
        if (transition.verb == Transition.Verb.NEXT && !state().equals(transition.state)) {
            throw misused("enter must keep the state: transition=" + transition, event);
        }
        if (transition.postpones) {
            throw misused("enter must not postpone: transition=" + transition, event);
        }
        for (Action a = transition.actions; a != null; a = a.before()) {
            if (a instanceof Action.NextEvent(var _, Object next)) {
                throw misused("enter must not give events: nextEvent=" + next, event);
            }
        }
    }

    private ProcessExit misused(String rule, @Nullable Object event) {
        return crashed(new IllegalStateException(rule), event);
    }

    // --- what Sys asks for ---

    @Override
    @SuppressWarnings("NullAway") // set before any callback that gets it
    protected S state() {
        return state;
    }

    @Override
    @SuppressWarnings("unchecked") // the caller's word
    protected void replaceState(UnaryOperator<Object> change) {
        state = (S) Objects.requireNonNull(change.apply(state()), "state");
    }

    @Override
    protected Object formatState() {
        return machine.formatState(state());
    }

    @Override
    protected Object formatMessage(Object message) {
        return machine.formatMessage(
                message instanceof Timeouts.Timeout timeout ? timeout.event : message);
    }
}
