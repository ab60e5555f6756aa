package io.trunkline.engine.genserver;

import io.trunkline.engine.Behaviour;
import io.trunkline.engine.Exit;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.From;
import io.trunkline.engine.Pid;
import io.trunkline.engine.ProcessExit;
import io.trunkline.engine.Self;
import io.trunkline.engine.TimerRef;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/// The part of OTP's `gen_server` between the process and the callbacks: it holds the state, does
/// what outcomes ask for, and ends the server in order. Confined to the process.
final class ServerLoop<Q, S> implements Behaviour {
    private static final Logger log = LoggerFactory.getLogger(GenServer.class);

    private final GenServer<Q, S> server;
    private @Nullable Self self;
    private @Nullable S state;
    private @Nullable Object continuation;
    private @Nullable Timeouts timeouts;
    private boolean suspended;

    /// What waits while the server is suspended; read by whoever asks for it.
    private volatile @Nullable Queue<Held> held;

    ServerLoop(GenServer<Q, S> server) {
        this.server = server;
    }

    /// The timeouts of servers that use any.
    private static final class Timeouts {
        /// Names the receive timeout that counts; those sent under an older number are stale.
        long receiveNumber;

        @Nullable Duration receiveAfter;
        @Nullable TimerRef receiveTimer;

        /// As `receiveNumber`, of the state timeout.
        long stateNumber;

        @Nullable TimerRef stateTimer;
    }

    private record ReceiveTimeout(long number) implements Notice {}

    private record StateTimeout(long number, Object event) implements Notice {}

    /// Something that waits for the end of a suspension.
    ///
    /// @param what the message, or the caller
    private record Held(Object what, Runnable handling) {}

    Self self() {
        Self s = self;
        if (s == null) {
            throw new IllegalStateException("server must be started: server=" + server);
        }
        return s;
    }

    @SuppressWarnings("NullAway") // set before any callback that gets it
    private S state() {
        return state;
    }

    @Override
    public String toString() {
        return server.getClass().getName();
    }

    // --- what the process asks for ---

    @Override
    public Start onStart(Self newSelf) {
        self = newSelf;
        return switch (server.init()) {
            case Init.Ignore<S>() -> new Start.Ignore();
            case Init.Stop<S>(ExitReason reason) -> new Start.Stop(reason);
            case Init.Ok<S>(Outcome<S> first) -> {
                state = first.state;
                Outcome.Next next = first.next;
                if (next == null) {
                    yield new Start.Ready();
                }
                arm(next);
                continuation = next.continuation();
                yield continuation == null ? new Start.Ready() : new Start.Continue();
            }
        };
    }

    @Override
    public void onContinue() {
        Object argument = continuation;
        continuation = null;
        if (argument != null) {
            run(() -> server.handleContinue(argument, state()), null);
        }
    }

    @Override
    public void onCall(Object request, From from) {
        if (request instanceof Sys.SystemRequest<?> system) {
            onSystemRequest(system, from);
        } else if (suspended) {
            hold(from, () -> callUnlessExpired(request, from));
        } else {
            call(request, from);
        }
    }

    private void callUnlessExpired(Object request, From from) {
        if (!self().skips(from)) {
            call(request, from);
        }
    }

    @SuppressWarnings("unchecked") // a request of another kind makes the callback throw
    private void call(Object request, From from) {
        disarmReceive();
        Outcome<S> outcome;
        try {
            outcome = made(server.handleCall((Q) request, from, state()));
        } catch (Throwable t) {
            throw crashed(t);
        }
        apply(outcome, from);
    }

    @Override
    public void onCast(Object message) {
        if (suspended) {
            hold(message, () -> onCast(message));
            return;
        }
        disarmReceive();
        run(() -> server.handleCast(message, state()), null);
    }

    @Override
    public void onMessage(Object message) {
        if (message instanceof ReceiveTimeout(long number)) {
            onReceiveTimeout(number);
        } else if (message instanceof Exit(Pid from, ExitReason reason)
                && from.equals(self().parent())) {
            throw ended(reason);
        } else if (suspended) {
            hold(message, () -> onMessage(message));
        } else if (message instanceof StateTimeout(long number, Object event)) {
            onStateTimeout(number, event);
        } else {
            disarmReceive();
            run(() -> server.handleInfo(message, state()), null);
        }
    }

    @Override
    public void onBatchEnd() {
        if (!suspended) {
            run(() -> server.handleBatchEnd(state()), null);
        }
    }

    @Override
    public void onStop(ExitReason reason) {
        throw ended(reason);
    }

    // --- outcomes ---

    private void run(Supplier<Outcome<S>> callback, @Nullable From from) {
        apply(outcomeOf(callback), from);
    }

    private Outcome<S> outcomeOf(Supplier<Outcome<S>> callback) {
        try {
            return made(callback.get());
        } catch (Throwable t) {
            throw crashed(t);
        }
    }

    private static <S> Outcome<S> made(@Nullable Outcome<S> outcome) {
        return Objects.requireNonNull(outcome, "a callback must return an outcome: outcome=null");
    }

    private void apply(Outcome<S> first, @Nullable From caller) {
        Object argument = applyOne(first, caller);
        // a loop, as a server may go on with itself for ever
        while (argument != null) {
            Object next = argument;
            argument = applyOne(outcomeOf(() -> server.handleContinue(next, state())), null);
        }
    }

    /// Does what an outcome asks for.
    ///
    /// @return the argument to continue with, or null
    private @Nullable Object applyOne(Outcome<S> outcome, @Nullable From from) {
        if (outcome.replies && from == null) {
            throw crashed(
                    new IllegalStateException("reply must answer a call: reply=" + outcome.reply));
        }
        if (outcome.stop != null) {
            stop(outcome, outcome.stop, from);
        }
        Timeouts t = timeouts;
        if (t != null && t.stateTimer != null && !Objects.equals(state, outcome.state)) {
            t.stateTimer.cancel();
            t.stateTimer = null;
            t.stateNumber++;
        }
        state = outcome.state;
        if (outcome.replies && from != null) {
            from.reply(replyOf(outcome));
        }
        Outcome.Next next = outcome.next;
        if (next == null) {
            return null;
        }
        arm(next);
        return next.continuation();
    }

    @SuppressWarnings("NullAway") // null is a reply where the server's protocol says so
    private static Object replyOf(Outcome<?> outcome) {
        return outcome.reply;
    }

    private void stop(Outcome<S> outcome, ExitReason reason, @Nullable From from) {
        state = outcome.state;
        try {
            throw ended(reason);
        } finally {
            if (from != null && outcome.replies) {
                from.reply(replyOf(outcome));
            }
        }
    }

    // --- ends ---

    /// Runs `terminate` for a callback that threw.
    private ProcessExit crashed(Throwable thrown) {
        if (!self().pid().isAlive()) {
            // killed meanwhile: nothing of it runs any more
            return thrown instanceof ProcessExit exit ? exit : new ProcessExit(ExitReason.killed());
        }
        return ended(reasonOf(thrown));
    }

    /// Runs `terminate` and says with what reason to end.
    private ProcessExit ended(ExitReason reason) {
        ExitReason last = reason;
        try {
            server.terminate(reason, state());
        } catch (Throwable t) {
            last = reasonOf(t);
        }
        if (!last.isOrderly()) {
            Throwable cause = last instanceof ExitReason.Crashed(Throwable c) ? c : null;
            log.error("{} ({}) terminates: {}", self().pid(), this, last, cause);
        }
        return new ProcessExit(last);
    }

    private static ExitReason reasonOf(Throwable thrown) {
        return thrown instanceof ProcessExit exit ? exit.reason() : ExitReason.crashed(thrown);
    }

    // --- timeouts ---

    private Timeouts timeouts() {
        Timeouts t = timeouts;
        if (t == null) {
            t = new Timeouts();
            timeouts = t;
        }
        return t;
    }

    private void arm(Outcome.Next next) {
        Duration receive = next.timeout();
        if (receive != null) {
            armReceive(receive);
        }
        Duration after = next.stateTimeout();
        if (after != null) {
            Timeouts t = timeouts();
            if (t.stateTimer != null) {
                t.stateTimer.cancel();
            }
            Object event = Objects.requireNonNull(next.event(), "event");
            t.stateTimer = self().sendAfter(after, new StateTimeout(++t.stateNumber, event));
        }
    }

    private void armReceive(Duration after) {
        disarmReceive();
        Timeouts t = timeouts();
        t.receiveAfter = after;
        ReceiveTimeout message = new ReceiveTimeout(++t.receiveNumber);
        if (after.isZero()) {
            // behind the messages that wait already
            self().pid().send(message);
        } else {
            t.receiveTimer = self().sendAfter(after, message);
        }
    }

    private void disarmReceive() {
        Timeouts t = timeouts;
        if (t != null && t.receiveAfter != null) {
            t.receiveNumber++;
            t.receiveAfter = null;
            if (t.receiveTimer != null) {
                t.receiveTimer.cancel();
                t.receiveTimer = null;
            }
        }
    }

    private void onReceiveTimeout(long number) {
        Timeouts t = timeouts();
        if (number == t.receiveNumber && t.receiveAfter != null) {
            disarmReceive();
            run(() -> server.handleInfo(new GenServer.Timeout(), state()), null);
        }
    }

    private void onStateTimeout(long number, Object event) {
        Timeouts t = timeouts();
        if (number == t.stateNumber && t.stateTimer != null) {
            t.stateTimer = null;
            disarmReceive();
            run(() -> server.handleTimeout(event, state()), null);
        }
    }

    // --- system requests ---

    private void onSystemRequest(Sys.SystemRequest<?> request, From from) {
        // a system message starts the receive timeout anew, in full
        Duration receive = timeouts == null ? null : timeouts.receiveAfter;
        switch (request) {
            case Sys.GetState() -> from.reply(state());
            case Sys.ReplaceState replace -> replaceState(replace, from);
            case Sys.Suspend() -> {
                suspended = true;
                from.reply(true);
            }
            case Sys.Resume() -> {
                from.reply(true);
                resume(receive);
                return;
            }
        }
        if (receive != null) {
            rearm(receive);
        }
    }

    /// While the server is suspended the timeout is remembered but does not run.
    private void rearm(Duration receive) {
        armReceive(receive);
        Timeouts t = timeouts();
        if (suspended) {
            disarmReceive();
            t.receiveAfter = receive;
        }
    }

    private void resume(@Nullable Duration receive) {
        suspended = false;
        if (receive != null) {
            armReceive(receive); // unless a message that waits cancels it
        }
        Queue<Held> waiting = held;
        Held next;
        while (waiting != null && self().pid().isAlive() && (next = waiting.poll()) != null) {
            next.handling().run();
        }
    }

    private void hold(Object what, Runnable handling) {
        Queue<Held> waiting = held;
        if (waiting == null) {
            waiting = new ConcurrentLinkedQueue<>();
            held = waiting;
        }
        waiting.add(new Held(what, handling));
    }

    @Override
    public Collection<?> postponed() {
        Queue<Held> waiting = held;
        return waiting == null ? List.of() : waiting.stream().map(Held::what).toList();
    }

    private void replaceState(Sys.ReplaceState replace, From from) {
        try {
            state = changed(replace);
            from.reply(state());
        } catch (Throwable t) {
            from.reply(new Sys.Refused(t));
        }
    }

    @SuppressWarnings("unchecked") // the caller's word
    private S changed(Sys.ReplaceState replace) {
        return (S) replace.change().apply(state());
    }
}
