package io.trunkline.engine.internal.process;

import io.trunkline.engine.Behaviour;
import io.trunkline.engine.Behaviour.LastWords;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.ProcessExit;
import io.trunkline.engine.ProcessInfo;
import io.trunkline.engine.StartOptions;
import io.trunkline.engine.internal.mailbox.Mailboxes;
import io.trunkline.engine.internal.scheduler.Activation;
import io.trunkline.engine.internal.scheduler.Carrier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// A process that runs a [Behaviour]: on a runner when it has messages, or on the thread of a
/// caller that finds it idle.
sealed class ScheduledProcess extends ProcessCell implements Activation permits PinnedProcess {
    /* Overview
     *
     * A turn goes SCHEDULED -> POLLING -> (HANDLING -> POLLING)* -> IDLE, or back to SCHEDULED when
     * it has had its share.
     *
     * A caller's run goes IDLE -> POLLING -> HANDLING -> IDLE on the caller's thread. It must be
     * invisible:
     *  - order: it runs only if the mailbox is empty once the run right is held, as an earlier
     *    message of the same caller could be in it;
     *  - self: the context's current process is the server meanwhile;
     *  - a kill aimed at the caller: the killer interrupts a thread only while its current process
     *    is the victim. Caller: current = server (volatile), CAS of the server's phase, read own
     *    state. Killer: CAS of the caller's state, read current. One of the two sees the other, so
     *    either the caller does not begin, or the killer does not interrupt; and the caller finds
     *    out about its death when the handler has ended;
     *  - an interrupt of the thread that is pending when the run begins is put aside until it ends;
     *  - depth: chains of such runs end at MAX_DEPTH and take the ordinary path.
     */

    private static final Logger log = LoggerFactory.getLogger(ScheduledProcess.class);

    /// Messages in one turn.
    private static final int BATCH = 128;

    /// Handlers on one stack.
    private static final int MAX_DEPTH = 16;

    /// Null once the process is buried, so that a pid that somebody keeps does not keep its state.
    private volatile @Nullable Behaviour behaviour;

    ScheduledProcess(
            Home home,
            long number,
            Behaviour behaviour,
            StartOptions options,
            @Nullable ProcessCell parent) {
        super(home, number, parent, HANDLING | flags(options), Mailboxes.of(options.mailbox()));
        this.behaviour = behaviour;
    }

    /// In the state word, as there is no room for fields of their own.
    private static int flags(StartOptions options) {
        boolean pinned = options.pinned() != null;
        boolean handlesExpired = options.expiredCalls() == StartOptions.ExpiredCalls.HANDLE;
        return (options.callerRuns() && !pinned ? CALLER_RUNS : 0)
                | (handlesExpired ? HANDLES_EXPIRED : 0)
                | (pinned ? ENDS_BATCHES : 0);
    }

    @Override
    ProcessInfo.Kind kind() {
        return ProcessInfo.Kind.SCHEDULED;
    }

    @Override
    String code() {
        return String.valueOf(behaviour);
    }

    @Override
    Class<?> codeClass() {
        Behaviour code = behaviour;
        return code == null ? Behaviour.class : code.code();
    }

    @Override
    boolean isSuspended() {
        Behaviour code = behaviour;
        return code != null && code.isSuspended();
    }

    @Override
    List<?> events() {
        Behaviour code = behaviour;
        return code == null ? List.of() : code.events();
    }

    @Override
    public boolean isA(Class<?> behaviourType) {
        return behaviourType.isInstance(behaviour);
    }

    @Override
    @Nullable JobCode<?> job() {
        return behaviour instanceof JobCode<?> job ? job : null;
    }

    @Override
    void wake(Context sender) {
        home.scheduler.submit(this, sender);
    }

    /// As [#wake], for a process that has just had a turn.
    void wakeLast(Context context) {
        home.scheduler.submitLast(this, context);
    }

    /// Whether its thread comes by itself, so that it is SCHEDULED where others are IDLE.
    boolean staysScheduled() {
        return false;
    }

    /// Whether its starter may run `onStart`.
    boolean startsAnywhere() {
        return true;
    }

    @Override
    void buried() {
        behaviour = null;
    }

    @Override
    Collection<?> postponed() {
        Behaviour code = behaviour;
        try {
            return code == null ? List.of() : code.postponed();
        } catch (RuntimeException e) {
            log.error("{} ({}) does not say what it postponed", this, code(), e);
            return List.of();
        }
    }

    @Override
    void requestStop(PendingCall call, ExitReason reason, Context caller) {
        deliver(call, caller);
    }

    // --- turns ---

    @Override
    public void activate(Carrier carrier) {
        Context context = (Context) carrier;
        turn(context, null);
        if (context.depth == 0) {
            context.interruptDeferred = false; // nobody owns a runner but the runtime
        }
    }

    /// Runs a batch of messages.
    ///
    /// @param until the call to stop after, or null
    final void turn(Context context, @Nullable PendingCall until) {
        if (!casPhase(SCHEDULED, POLLING)) {
            return; // an older submission: somebody has run it meanwhile, or it is dead
        }
        ProcessCell outer = enter(context);
        try {
            if (outer != null && outer.isDead()) {
                yieldTurn(context); // its killer may be about to interrupt this thread
                return;
            }
            if (takeContinue() && !handle(Own.CONTINUE, context)) {
                return;
            }
            boolean endsBatches = is(ENDS_BATCHES);
            boolean inBatch = false;
            for (int left = BATCH; left > 0; ) {
                Object message = poll();
                if (message == null) {
                    if (hasMessages()) {
                        break; // its sender is about to link it: come back later
                    }
                    if (inBatch) {
                        inBatch = false;
                        if (!handle(Own.BATCH_END, context)) {
                            return;
                        }
                        continue;
                    }
                    holder = null;
                    if (staysScheduled()) {
                        endPolling(SCHEDULED);
                        return;
                    }
                    endPolling(IDLE);
                    if (!hasMessages() || !casPhase(IDLE, POLLING)) {
                        return;
                    }
                    holder = context;
                } else {
                    if (!handle(message, context)) {
                        return;
                    }
                    if (message instanceof Starting starting
                            && starting.continues()
                            && !handle(Own.CONTINUE, context)) {
                        return;
                    }
                    left--;
                    inBatch |= endsBatches && !(message instanceof Starting);
                    if (until != null && until.isDone()) {
                        break;
                    }
                }
            }
            if (!inBatch || handle(Own.BATCH_END, context)) {
                yieldTurn(context);
            }
        } finally {
            leave(context, outer);
            context.burials.run();
        }
    }

    /// From POLLING to IDLE, or to the end of the queue.
    private void yieldTurn(Context context) {
        holder = null;
        if (!hasMessages()) {
            endPolling(IDLE);
            if (!hasMessages() || !casPhase(IDLE, SCHEDULED)) {
                return;
            }
        } else {
            endPolling(SCHEDULED);
        }
        wakeLast(context);
    }

    /// Handles one message, from POLLING to POLLING.
    ///
    /// @return false if the process has ended
    private boolean handle(Object message, Context context) {
        if (message instanceof Timed timed) {
            return handleTimed(timed, context);
        }
        PendingCall call = message instanceof PendingCall pending ? pending : null;
        if (call != null && call.isDone() && !is(HANDLES_EXPIRED) && !isStop(call)) {
            home.countExpiredCall();
            return true;
        }
        if (call == null ? !(message instanceof Own) : !(call instanceof Starting)) {
            countHandledInTurn();
        }
        handling = call;
        beginHandling();
        boolean outermost = context.depth == 1;
        if (outermost) {
            context.enterHandler();
        }
        Throwable thrown = dispatch(message, call);
        if (outermost) {
            context.leaveHandler();
        }
        if (thrown != null) {
            crash(thrown, message, context);
            return false;
        }
        afterCall(call);
        if (!casPhase(HANDLING, POLLING)) {
            awaitInterrupt();
            return false;
        }
        return true;
    }

    /// As [#handle], for a message whose times are measured.
    private boolean handleTimed(Timed timed, Context context) {
        Sampler sampler = home.sampler;
        Class<?> code = codeClass();
        long sent = timed.sentAt();
        long began = home.clock.nanoTime();
        boolean goesOn = handle(sampler.take(timed), context);
        sampler.handled(code, began - sent, home.clock.nanoTime() - began);
        return goesOn;
    }

    /// An order to stop counts, even if who gave it no longer waits for the end.
    private static boolean isStop(PendingCall call) {
        return call.request instanceof StopRequest;
    }

    private @Nullable Throwable dispatch(Object message, @Nullable PendingCall call) {
        Behaviour code = behaviour;
        if (code == null) {
            // killed and buried just after HANDLING began
            if (call == null && !(message instanceof Own)) {
                home.deadLetter(this, message);
            }
            return exitNow();
        }
        try {
            if (call instanceof Starting starting) {
                starting.run(code);
            } else if (call != null) {
                if (call.request instanceof StopRequest(ExitReason reason)) {
                    code.onStop(reason);
                } else {
                    code.onCall(call.request, call);
                }
            } else if (message instanceof Cast(Object cast)) {
                code.onCast(cast);
            } else if (message instanceof Own own) {
                switch (own) {
                    case CONTINUE -> code.onContinue();
                    case BATCH_END -> code.onBatchEnd();
                }
            } else {
                code.onMessage(message);
            }
            return null;
        } catch (Throwable t) {
            return t;
        }
    }

    /// Keeps a caller in mind that was not answered.
    private void afterCall(@Nullable PendingCall call) {
        if (call != null) {
            if (!call.isDone()) {
                call.track();
            }
            handling = null;
        }
    }

    private void crash(Throwable thrown, Object message, Context context) {
        ExitReason reason = reasonOf(thrown);
        if (!dieInHandling(reason, lastWords(reason, message), context)) {
            awaitInterrupt();
        }
    }

    /// What to report of a crash; null if there is nothing to report.
    private @Nullable LastWords lastWords(ExitReason reason, Object message) {
        Behaviour code = behaviour;
        if (reason.isOrderly()
                || code == null
                || (message instanceof Starting starting && starting.saysThatItFailed())) {
            return null;
        }
        LastWords words;
        try {
            words = code.lastWords();
        } catch (Throwable t) {
            log.error("{} ({}) does not say its last words", this, code(), t);
            words = LastWords.NONE;
        }
        return words.message().isPresent()
                ? words
                : new LastWords(shown(message), words.state(), words.events());
    }

    private static Optional<Object> shown(Object message) {
        return switch (message) {
            case PendingCall call -> Optional.of(call.request);
            case Cast(Object cast) -> Optional.of(cast);
            case Own _ -> Optional.empty();
            default -> Optional.of(message);
        };
    }

    static ExitReason reasonOf(Throwable thrown) {
        return thrown instanceof ProcessExit exit ? exit.reason() : ExitReason.crashed(thrown);
    }

    // --- runs on other threads than runners ---

    @Override
    boolean runCall(PendingCall call, Context caller) {
        if (caller.depth >= MAX_DEPTH || !isIdleAnd(CALLER_RUNS)) {
            return false;
        }
        ProcessCell outer = caller.process();
        if (outer != null) {
            caller.processVolatile(this);
        }
        if (!casPhase(IDLE, POLLING)) {
            caller.process(outer);
            return false;
        }
        if (hasMessages() || (outer != null && outer.isDead())) {
            caller.process(outer);
            yieldTurn(caller);
            return false;
        }
        boolean interrupted = Thread.interrupted();
        caller.process(this);
        countHandledByCaller();
        holder = caller;
        handling = call;
        beginHandling();
        handleForCaller(call, outer, caller);
        restoreInterrupt(caller, interrupted);
        if (outer != null) {
            caller.checkAlive();
        }
        return true;
    }

    /// Handles a call from its caller's thread, from HANDLING to IDLE, SCHEDULED or DEAD, and makes
    /// `outer` the thread's process again.
    private void handleForCaller(PendingCall call, @Nullable ProcessCell outer, Context caller) {
        caller.depth++;
        Throwable thrown = dispatch(call, call);
        if (thrown == null) {
            afterCall(call);
        }
        leave(caller, outer);
        holder = null;
        if (thrown != null) {
            crash(thrown, call, caller);
        } else if (call instanceof Starting starting && starting.continues()) {
            if (endHandlingToContinue()) {
                home.scheduler.submit(this, caller);
            } else {
                awaitInterrupt();
            }
        } else {
            endCallersRun(caller);
        }
        caller.burials.run();
    }

    /// From HANDLING to IDLE; a message that came meanwhile goes to a runner.
    private void endCallersRun(Context caller) {
        if (saved != null && casPhase(HANDLING, POLLING)) {
            yieldTurn(caller);
        } else if (casPhase(HANDLING, IDLE)) {
            if (!mailboxIsEmpty() && casPhase(IDLE, SCHEDULED)) {
                home.scheduler.submit(this, caller);
            }
        } else {
            awaitInterrupt();
        }
    }

    @Override
    void help(PendingCall call, Context caller) {
        if (caller.depth >= MAX_DEPTH || phase() != SCHEDULED || !is(CALLER_RUNS)) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        turn(caller, call);
        restoreInterrupt(caller, interrupted);
        caller.checkAlive();
    }

    private static void restoreInterrupt(Context caller, boolean interrupted) {
        if (interrupted || (caller.interruptDeferred && caller.depth == 0)) {
            caller.interruptDeferred = false;
            Thread.currentThread().interrupt();
        }
    }

    /// Becomes what the thread runs.
    ///
    /// @return what it ran before
    private @Nullable ProcessCell enter(Context context) {
        ProcessCell outer = context.process();
        if (outer == null) {
            context.process(this);
        } else {
            context.processVolatile(this);
        }
        context.depth++;
        holder = context;
        return outer;
    }

    private static void leave(Context context, @Nullable ProcessCell outer) {
        context.depth--;
        if (outer == null) {
            context.process(null);
        } else {
            context.processVolatile(outer);
        }
    }

    // --- the start ---

    /// Says what the process handles from the first, before anybody can know and kill it: its start
    /// fails then.
    void expect(Starting starting, Context starter) {
        handling = starting;
        holder = starter;
    }

    /// Runs `onStart` on the calling thread, which made the process and so holds it in HANDLING.
    void start(Starting starting, Context starter) {
        boolean interrupted = Thread.interrupted();
        ProcessCell outer = starter.process();
        if (outer != null) {
            starter.processVolatile(this);
        } else {
            starter.process(this);
        }
        handleForCaller(starting, outer, starter);
        restoreInterrupt(starter, interrupted);
    }

    /// Leaves the start, which is its first message, to a runner.
    void startLater(PendingCall start, Context starter) {
        holder = null;
        mailbox.offerSignal(start);
        if (casPhase(HANDLING, SCHEDULED)) {
            home.scheduler.submit(this, starter);
        }
    }

    /// What a process does of its own accord, in the place of a message.
    private enum Own {
        CONTINUE,
        BATCH_END
    }
}
