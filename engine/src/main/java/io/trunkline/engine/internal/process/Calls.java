package io.trunkline.engine.internal.process;

import io.trunkline.engine.Call;
import io.trunkline.engine.CallFailed;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.internal.timer.Deadlines;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/// Calls, from the caller's side.
final class Calls {
    /// How often a caller looks for its reply, and for a chance to run the server, before it parks:
    /// a few microseconds, less than a wake-up costs.
    private static final int LOOKS_BEFORE_PARKING = 100;

    private Calls() {}

    static <R> R call(ProcessCell target, Call<R> request, Duration timeout) {
        Objects.requireNonNull(request, "request");
        checkTimeout(timeout);
        Context caller = Context.current();
        caller.checkAlive();
        if (caller.runs(target)) {
            throw new CallFailed.CallingSelf(request, target, timeout);
        }
        checkNotAwaited(caller, request, target, timeout);
        PendingCall call = new PendingCall(request, target);
        int every = target.home.samplesOneIn;
        if (every != 0 && target.isSampled() && caller.picks(every)) {
            return timedCall(call, timeout, caller);
        }
        if (!target.runCall(call, caller)) {
            call.deadline = deadline(target, timeout);
            target.post(call, caller);
            lookForReply(call, caller);
        } else if (!call.isDone()) {
            call.deadline = deadline(target, timeout);
        }
        return await(call, timeout, caller);
    }

    /// As [#call], for one whose times are measured.
    @SuppressWarnings("TypeParameterUnusedInFormals") // the request had the type
    private static <R> R timedCall(PendingCall call, Duration timeout, Context caller) {
        ProcessCell target = call.target;
        Sampler sampler = target.home.sampler;
        Class<?> code = target.codeClass();
        long began = target.home.clock.nanoTime();
        if (target.runCall(call, caller)) {
            sampler.handledByCaller(code, target.home.clock.nanoTime() - began);
            if (!call.isDone()) {
                call.deadline = deadline(target, timeout);
            }
        } else {
            call.deadline = deadline(target, timeout);
            target.post(sampler.timed(call, began), caller);
            lookForReply(call, caller);
        }
        R reply = await(call, timeout, caller);
        sampler.called(code, target.home.clock.nanoTime() - began);
        return reply;
    }

    static <R> CompletableFuture<R> ask(ProcessCell target, Call<R> request, Duration timeout) {
        Objects.requireNonNull(request, "request");
        checkTimeout(timeout);
        Context caller = Context.current();
        caller.checkAlive();
        AskCall<R> call = new AskCall<>(request, target, timeout);
        call.deadline = deadline(target, timeout);
        if (call.deadline != Deadlines.NONE) {
            call.startTimer();
        }
        target.deliver(call, caller);
        return call.future();
    }

    static void stop(ProcessCell target, ExitReason reason, Duration timeout) {
        checkTimeout(timeout);
        Context caller = Context.current();
        caller.checkAlive();
        StopRequest request = new StopRequest(reason);
        if (caller.runs(target)) {
            throw new CallFailed.CallingSelf(request, target, timeout);
        }
        checkNotAwaited(caller, request, target, timeout);
        if (target.isDead()) {
            throw new CallFailed.NoProcess(request, target, timeout);
        }
        PendingCall call = new PendingCall(request, target);
        call.deadline = deadline(target, timeout);
        target.requestStop(call, reason, caller);
        if (!awaitOutcome(call, timeout, caller)) {
            throw timedOut(call, timeout);
        }
        ExitReason actual = call.failure();
        if (!reason.equals(actual)) {
            throw new CallFailed(
                    request, target, timeout, actual == null ? ExitReason.noProc() : actual);
        }
    }

    /// Waits for the end of a process.
    ///
    /// @return why it ended; null if it did not in time
    static @Nullable ExitReason awaitExit(ProcessCell target, Duration timeout, Context caller) {
        checkTimeout(timeout);
        if (caller.runs(target)) {
            throw new IllegalArgumentException(
                    "a process must not wait for its own end: pid=" + target);
        }
        PendingCall end = new PendingCall("end", target);
        end.deadline = deadline(target, timeout);
        end.track();
        return awaitOutcome(end, timeout, caller) ? end.failure() : null;
    }

    /// Refuses a call, by code of a process that is being started, to who waits for that.
    private static void checkNotAwaited(
            Context caller, Object request, ProcessCell target, Duration timeout) {
        if (Starting.isAwaited(caller.process(), target)) {
            throw new CallFailed.CallingStarter(request, target, timeout);
        }
    }

    private static void checkTimeout(Duration timeout) {
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("timeout must be >= 0: timeout=" + timeout);
        }
    }

    private static long deadline(ProcessCell target, Duration timeout) {
        return Deadlines.after(target.home.clock, timeout, "timeout");
    }

    private static void lookForReply(PendingCall call, Context caller) {
        for (int i = 0; i < LOOKS_BEFORE_PARKING && !call.isDone(); i++) {
            call.target.help(call, caller);
            Thread.onSpinWait();
        }
    }

    @SuppressWarnings("TypeParameterUnusedInFormals") // the request had the type
    private static <R> R await(PendingCall call, Duration timeout, Context caller) {
        if (!call.isDone() && !awaitOutcome(call, timeout, caller)) {
            throw timedOut(call, timeout);
        }
        CallFailed failure = failure(call, timeout);
        if (failure != null) {
            throw failure;
        }
        return replyOf(call);
    }

    /// Waits for the outcome of a call.
    ///
    /// @return false if the time is up, and the call abandoned
    private static boolean awaitOutcome(PendingCall call, Duration timeout, Context caller) {
        ProcessCell self = caller.process();
        boolean interrupted = false;
        try {
            while (!call.isDone()) {
                if (self != null && self.isDead()) {
                    call.abandon();
                    throw self.exitNow();
                }
                if (isLate(call) && call.abandon()) {
                    return false;
                }
                interrupted |= takeInterrupt(call, timeout, self, caller);
                call.target.home.scheduler.await(call, call.deadline, caller);
            }
            return true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static boolean isLate(PendingCall call) {
        long deadline = call.deadline;
        return deadline != Deadlines.NONE && call.target.home.clock.nanoTime() - deadline >= 0;
    }

    static CallFailed.TimedOut timedOut(PendingCall call, Duration timeout) {
        return new CallFailed.TimedOut(
                call.request, call.target, timeout, call.target.home.delays.of(call, timeout));
    }

    /// Takes in an interrupt of the thread that waits. It ends the wait of a thread that is no
    /// process; a process waits on and has it back afterwards. In a handler it is for the thread's
    /// owner, who gets it back when the handler has ended, or, if the process was killed, has done
    /// its work.
    ///
    /// @return whether the calling process must have it back after the call
    private static boolean takeInterrupt(
            PendingCall call, Duration timeout, @Nullable ProcessCell self, Context caller) {
        if (!Thread.interrupted() || (self != null && self.isDead())) {
            return false;
        }
        if (caller.depth > 0) {
            caller.interruptDeferred = true;
            return false;
        }
        if (self == null) {
            call.abandon();
            Thread.currentThread().interrupt();
            throw new CallFailed.Interrupted(call.request, call.target, timeout);
        }
        return true;
    }

    static @Nullable CallFailed failure(PendingCall call, Duration timeout) {
        ExitReason reason = call.failure();
        return switch (reason) {
            case null -> null;
            case ExitReason.Other other when other == Admission.NO_ROOM ->
                    new CallFailed.Rejected(call.request, call.target, timeout);
            case ExitReason.NoProc() ->
                    new CallFailed.NoProcess(call.request, call.target, timeout);
            default -> new CallFailed(call.request, call.target, timeout, reason);
        };
    }

    /// The server's word is all there is for the type of its reply.
    @SuppressWarnings({
        "unchecked",
        "NullAway",
        "TypeParameterUnusedInFormals"
    }) // a server may reply null where its protocol does
    static <R> R replyOf(PendingCall call) {
        return (R) call.reply();
    }
}
