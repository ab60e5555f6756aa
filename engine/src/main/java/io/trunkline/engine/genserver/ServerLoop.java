package io.trunkline.engine.genserver;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.From;
import io.trunkline.engine.Self;
import io.trunkline.engine.TimerRef;
import io.trunkline.engine.sys.SysBehaviour;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// The part of OTP's `gen_server` between the process and the callbacks: it holds the state, does
/// what outcomes ask for, and ends the server in order. Confined to the process.
final class ServerLoop<Q, S> extends SysBehaviour {
    private final GenServer<Q, S> server;
    private @Nullable S state;
    private @Nullable Object continuation;
    private @Nullable Timeouts timeouts;

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

    /// The process, for the server's own `self()`.
    Self process() {
        return self();
    }

    @Override
    @SuppressWarnings("NullAway") // set before any callback that gets it
    protected S state() {
        return state;
    }

    @Override
    public Class<?> code() {
        return server.getClass();
    }

    @Override
    public String toString() {
        return server.getClass().getName();
    }

    // --- what the process asks for ---

    @Override
    protected Start start() {
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
            run(() -> server.handleContinue(argument, state()), argument);
        }
    }

    @Override
    @SuppressWarnings("unchecked") // a request of another kind makes the callback throw
    protected void handleCall(Object request, From from) {
        disarmReceive();
        Outcome<S> outcome;
        try {
            outcome = made(server.handleCall((Q) request, from, state()));
        } catch (Throwable t) {
            throw crashed(t, request);
        }
        if (outcome.replies && outcome.isPlain() && timeouts == null) {
            // most calls end here: short, so that the compiler need not make the outcome at all
            state = outcome.state;
            reply(from, replyOf(outcome));
        } else {
            apply(outcome, from, request);
        }
    }

    @Override
    protected void handleCast(Object message) {
        disarmReceive();
        run(() -> server.handleCast(message, state()), message);
    }

    @Override
    protected void handleInfo(Object message) {
        if (message instanceof ReceiveTimeout(long number)) {
            onReceiveTimeout(number);
        } else if (message instanceof StateTimeout(long number, Object event)) {
            onStateTimeout(number, event);
        } else {
            disarmReceive();
            run(() -> server.handleInfo(message, state()), message);
        }
    }

    @Override
    protected void handleBatchEnd() {
        run(() -> server.handleBatchEnd(state()), null);
    }

    @Override
    protected void terminate(ExitReason reason) {
        server.terminate(reason, state());
    }

    // --- outcomes ---

    private void run(Supplier<Outcome<S>> callback, @Nullable Object message) {
        apply(outcomeOf(callback, message), null, message);
    }

    private Outcome<S> outcomeOf(Supplier<Outcome<S>> callback, @Nullable Object message) {
        try {
            return made(callback.get());
        } catch (Throwable t) {
            throw crashed(t, message);
        }
    }

    private static <S> Outcome<S> made(@Nullable Outcome<S> outcome) {
        return Objects.requireNonNull(outcome, "a callback must return an outcome: outcome=null");
    }

    private void apply(Outcome<S> first, @Nullable From caller, @Nullable Object message) {
        Object argument = applyOne(first, caller, message);
        // a loop, as a server may go on with itself for ever
        while (argument != null) {
            Object next = argument;
            argument =
                    applyOne(
                            outcomeOf(() -> server.handleContinue(next, state()), next),
                            null,
                            next);
        }
    }

    /// Does what an outcome asks for.
    ///
    /// @return the argument to continue with, or null
    private @Nullable Object applyOne(
            Outcome<S> outcome, @Nullable From from, @Nullable Object message) {
        if (outcome.replies && from == null) {
            throw crashed(
                    new IllegalStateException("reply must answer a call: reply=" + outcome.reply),
                    message);
        }
        if (outcome.stop != null) {
            stop(outcome, outcome.stop, from, message);
        }
        Timeouts t = timeouts;
        if (t != null && t.stateTimer != null && !Objects.equals(state, outcome.state)) {
            t.stateTimer.cancel();
            t.stateTimer = null;
            t.stateNumber++;
        }
        state = outcome.state;
        if (outcome.replies && from != null) {
            reply(from, replyOf(outcome));
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

    private void stop(
            Outcome<S> outcome, ExitReason reason, @Nullable From from, @Nullable Object message) {
        state = outcome.state;
        try {
            throw ended(reason, message);
        } finally {
            if (from != null && outcome.replies) {
                reply(from, replyOf(outcome));
            }
        }
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
            GenServer.Timeout timeout = new GenServer.Timeout();
            run(() -> server.handleInfo(timeout, state()), timeout);
        }
    }

    private void onStateTimeout(long number, Object event) {
        Timeouts t = timeouts();
        if (number == t.stateNumber && t.stateTimer != null) {
            t.stateTimer = null;
            disarmReceive();
            run(() -> server.handleTimeout(event, state()), event);
        }
    }

    // --- what Sys asks for ---

    /// A system message starts the receive timeout anew, in full; while the server is suspended the
    /// timeout is remembered but does not run.
    @Override
    protected void systemRequestHandled() {
        Timeouts t = timeouts;
        Duration receive = t == null ? null : t.receiveAfter;
        if (t != null && receive != null) {
            disarmReceive();
            if (isSuspended()) {
                t.receiveAfter = receive;
            } else {
                armReceive(receive); // unless a message that waits cancels it
            }
        }
    }

    @Override
    @SuppressWarnings("unchecked") // the caller's word
    protected void replaceState(UnaryOperator<Object> change) {
        state = (S) change.apply(state());
    }

    @Override
    protected Object formatState() {
        return server.formatState(state());
    }

    @Override
    protected Object formatMessage(Object message) {
        return switch (message) {
            case StateTimeout(var _, Object event) -> server.formatMessage(event);
            case ReceiveTimeout _ -> new GenServer.Timeout();
            default -> server.formatMessage(message);
        };
    }
}
