package io.trunkline.engine.internal.process;

import io.trunkline.engine.Behaviour.LastWords;
import io.trunkline.engine.Call;
import io.trunkline.engine.Exit;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Pid;
import io.trunkline.engine.ProcessExit;
import io.trunkline.engine.ProcessInfo;
import io.trunkline.engine.internal.mailbox.LimitedMailbox;
import io.trunkline.engine.internal.mailbox.Mailbox;
import io.trunkline.engine.internal.mailbox.UnboundedMailbox;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// A process: its state word, its mailbox and its ties, and at once its [Pid], so that an idle
/// process is as few objects as possible and a pid leads to it directly.
public abstract class ProcessCell implements Pid {
    /* Overview
     *
     * The phases of the state word are explained in package-info.
     *
     * I1  At most one thread holds the consumer right: it is in POLLING, or it is the one that
     *     brought the phase to DEAD.
     * I2  A message is offered before the sender reads the phase; the holder makes the phase IDLE
     *     before it asks once more whether the mailbox is empty. So either the sender sees IDLE and
     *     schedules, or the holder sees the message (store-load on both sides: the offer is an
     *     atomic exchange, the phase is written volatile).
     * I3  After the phase is DEAD, `late` counts senders that offered although it is; whoever raises
     *     it from zero drains. The killer starts with one, so the drains never overlap.
     * I4  A caller that waits is in exactly one of these places, or answered: the mailbox,
     *     `handling`, Relations.callers. A burial empties all three.
     * I5  INTERRUPTING is set with DEAD by a killer that found HANDLING, until it has decided
     *     whether to interrupt the thread and has done so. The thread waits for it before it leaves
     *     the process behind, so an interrupt never strikes what it does next.
     */

    static final int IDLE = 0;
    static final int SCHEDULED = 1;
    static final int POLLING = 2;
    static final int HANDLING = 3;
    static final int DEAD = 4;
    private static final int PHASE = 7;

    private static final int TRAP_EXIT = 1 << 3;
    static final int CONTINUE = 1 << 4;
    private static final int INTERRUPTING = 1 << 5;

    /// How it was made: never changed while it lives.
    static final int CALLER_RUNS = 1 << 6;

    static final int HANDLES_EXPIRED = 1 << 7;
    static final int ENDS_BATCHES = 1 << 8;

    private static final int LATE_SHIFT = 9;
    private static final int LATE = 1 << LATE_SHIFT;

    private static final int SPINS_BEFORE_YIELD = 64;

    // immutable
    final Home home;
    final long number;
    final Mailbox mailbox;
    final ProcessCell parent;

    // any thread
    private volatile int state;
    private volatile @Nullable Relations relations;

    // owned by the holder of the run right, and by the killer after DEAD
    /// The caller whose request is being handled.
    @Nullable PendingCall handling;

    /// Messages taken out of the mailbox and not yet received.
    @Nullable SaveQueue saved;

    /// The thread that runs the process, while HANDLING.
    @Nullable Context holder;

    /// How many messages were handled in turns, or received, and how many by callers: two ints, for
    /// which there is room beside the other fields; see [Tallies].
    int handledInTurns;

    int handledByCallers;

    /// Written by the killer before the relations are closed.
    private volatile @Nullable ExitReason exitReason;

    /// Guarded by the process table.
    int slot;

    /// @param parent null for the node's root, which is its own
    /// @param firstState the first phase, and how it is made
    ProcessCell(
            Home home, long number, @Nullable ProcessCell parent, int firstState, Mailbox mailbox) {
        this.home = home;
        this.number = number;
        this.parent = parent == null ? this : parent;
        this.state = firstState;
        this.mailbox = mailbox;
    }

    // --- what differs between kinds of processes ---

    /// Brings the process to work after its phase became SCHEDULED.
    abstract void wake(Context sender);

    /// Called once the process is buried.
    abstract void buried();

    abstract ProcessInfo.Kind kind();

    /// The class that its code is in.
    abstract String code();

    /// As [#code()]; [Object] if it has none of its own.
    Class<?> codeClass() {
        return Object.class;
    }

    /// Whether its code holds messages back.
    boolean isSuspended() {
        return false;
    }

    /// What its code says that it did last.
    List<?> events() {
        return List.of();
    }

    /// Whether its code is a behaviour of this kind.
    public boolean isA(Class<?> behaviourType) {
        return false;
    }

    /// Its code, if all that it is for is to run one function.
    @Nullable JobCode<?> job() {
        return null;
    }

    /// The thread that runs its code at the moment, if there is one; read by others.
    @Nullable Thread runningThread() {
        Context on = holder; // racy: for people; a look at the wrong moment finds nobody
        return on != null && on.processVolatile() == this ? on.thread() : null;
    }

    /// Whether exit signals can end it; if not, even a kill becomes a message.
    public boolean isMortal() {
        return true;
    }

    /// Ends a process whose thread has ended without a word.
    void endIfOrphaned(Context context) {}

    /// Messages that its code has taken out of the mailbox and not handled yet.
    Collection<?> postponed() {
        return List.of();
    }

    /// Runs `call` on the calling thread if the process is idle and lets its callers do that.
    ///
    /// @return whether the call was handled, answered or not
    boolean runCall(PendingCall call, Context caller) {
        return false;
    }

    /// Runs what is ahead of `call`, and it, on the calling thread if nobody else runs the process.
    void help(PendingCall call, Context caller) {}

    /// Ends the process in order; see [Pid#stop(ExitReason, Duration)].
    abstract void requestStop(PendingCall call, ExitReason reason, Context caller);

    /// What to put into `saved` for a message from the mailbox; null if it is to be dropped.
    @Nullable Object kept(Object message) {
        return message;
    }

    // --- Pid ---

    @Override
    public final String nodeName() {
        return home.node.name();
    }

    @Override
    public final long number() {
        return number;
    }

    @Override
    public final boolean isAlive() {
        return !isDead();
    }

    @Override
    public final void send(Object message) {
        Objects.requireNonNull(message, "message");
        Context sender = Context.current();
        sender.checkAlive();
        deliver(message, sender);
    }

    @Override
    public final void cast(Object message) {
        Objects.requireNonNull(message, "message");
        Context sender = Context.current();
        sender.checkAlive();
        deliver(new Cast(message), sender);
    }

    @Override
    public final <R> R call(Call<R> request, Duration timeout) {
        return Calls.call(this, request, timeout);
    }

    @Override
    public final <R> CompletableFuture<R> ask(Call<R> request, Duration timeout) {
        return Calls.ask(this, request, timeout);
    }

    @Override
    public final void exit(ExitReason reason) {
        Objects.requireNonNull(reason, "reason");
        Context sender = Context.current();
        sender.checkAlive();
        Signals.exit(this, reason, sender);
    }

    @Override
    public final void stop(ExitReason reason, Duration timeout) {
        Calls.stop(this, reason, timeout);
    }

    @Override
    public final String toString() {
        return "<" + home.node.name() + "." + number + ">";
    }

    // --- messages ---

    /// Puts a message into the mailbox, if that has room or makes some, and sees to it that
    /// somebody comes for it.
    final void deliver(Object message, Context sender) {
        int every = home.samplesOneIn;
        post(every == 0 || !isSampled() || !sender.picks(every) ? message : timed(message), sender);
    }

    /// Whether the times of its messages can be measured.
    final boolean isSampled() {
        return this instanceof ScheduledProcess && !(mailbox instanceof LimitedMailbox);
    }

    private Object timed(Object message) {
        return home.sampler.timed(message, home.clock.nanoTime());
    }

    /// As [#deliver], for a message that is not looked at, or is timed already.
    final void post(Object message, Context sender) {
        if (isDead()) {
            undeliverable(message);
        } else if (put(message, sender)) {
            arrived(sender);
        }
    }

    /// Puts a message that no limit applies to into the mailbox.
    final void deliverUncounted(Object message, Context sender) {
        if (isDead()) {
            undeliverable(message);
        } else {
            mailbox.offerSignal(message);
            arrived(sender);
        }
    }

    private boolean put(Object message, Context sender) {
        // asking for the usual make keeps its offer inlined, whatever others are in use
        if (mailbox instanceof UnboundedMailbox unbounded) {
            return unbounded.offer(message);
        }
        return mailbox instanceof LimitedMailbox limited
                ? Admission.admit(this, limited, message, sender)
                : mailbox.offer(message);
    }

    private void arrived(Context sender) {
        int phase = state & PHASE;
        if (phase == DEAD || (phase == IDLE && !schedule(sender))) {
            drainLate();
        }
    }

    /// Puts an EXIT or DOWN into the mailbox. Unlike [#deliver] it runs nobody's code, so it may be
    /// called under a lock; a signal that finds the process dead is dropped, or left in the dead
    /// mailbox.
    final void deliverSignal(Object signal, Context sender) {
        if (isDead()) {
            return;
        }
        mailbox.offerSignal(signal);
        if ((state & PHASE) == IDLE) {
            schedule(sender);
        }
    }

    /// See [io.trunkline.engine.spi.NodeServices#signal].
    public final void signal(Object message) {
        deliverSignal(message, Context.current());
    }

    /// Makes an idle process run.
    ///
    /// @return false if it is dead
    private boolean schedule(Context sender) {
        int s;
        while (((s = state) & PHASE) == IDLE) {
            if (casState(s, s | SCHEDULED)) {
                wake(sender);
                return true;
            }
            home.tallies.countRetry();
        }
        return (s & PHASE) != DEAD;
    }

    final void undeliverable(Object message) {
        Object plain = plain(message);
        if (plain instanceof PendingCall call) {
            call.fail(goneReason());
        } else {
            home.deadLetter(this, plain);
        }
    }

    /// What was sent, without the envelope.
    private Object plain(Object message) {
        return message instanceof Timed timed ? home.sampler.take(timed) : message;
    }

    /// Takes the oldest message; only with the consumer right.
    final @Nullable Object poll() {
        SaveQueue q = saved;
        if (q != null) {
            Object message = q.poll();
            if (message != null) {
                return message;
            }
        }
        // as in put
        return mailbox instanceof UnboundedMailbox unbounded
                ? unbounded.relaxedPoll()
                : mailbox.relaxedPoll();
    }

    final boolean hasMessages() {
        SaveQueue q = saved;
        return (q != null && !q.isEmpty()) || !mailboxIsEmpty();
    }

    final boolean mailboxIsEmpty() {
        // as in put
        return mailbox instanceof UnboundedMailbox unbounded
                ? unbounded.isEmpty()
                : mailbox.isEmpty();
    }

    /// How many messages the mailbox has dropped.
    final long dropped() {
        return mailbox instanceof LimitedMailbox limited ? limited.dropped() : 0;
    }

    /// How many messages are in the mailbox or were taken out of it and not received; quick for a
    /// process that waits and has none.
    public final int backlog() {
        int phase = phase();
        SaveQueue q = saved; // racy: as in messageCount
        if (phase == DEAD || (phase == IDLE && q == null)) {
            return 0;
        }
        return mailbox.size() + (q == null ? 0 : q.size());
    }

    final int messageCount() {
        SaveQueue q = saved; // racy: a count for people, tolerated a little off
        return mailbox.size() + (q == null ? 0 : q.size()) + postponed().size();
    }

    // --- phases ---

    final boolean isDead() {
        return (state & PHASE) == DEAD;
    }

    final int phase() {
        return state & PHASE;
    }

    /// Whether it is made so.
    final boolean is(int flag) {
        return (state & flag) != 0;
    }

    /// Whether it is made so, and idle.
    final boolean isIdleAnd(int flag) {
        return (state & (PHASE | flag)) == (IDLE | flag);
    }

    /// Counts a message that a turn handles; by the holder, before it says that it handles it.
    final void countHandledInTurn() {
        if (++handledInTurns == 0) {
            home.tallies.carryTurns(this);
        }
    }

    /// Counts a call that its caller handles; as above.
    final void countHandledByCaller() {
        if (++handledByCallers == 0) {
            home.tallies.carryCallers(this);
        }
    }

    /// Leaves `from` for `to`, unless the process is in another phase.
    final boolean casPhase(int from, int to) {
        int s;
        while (((s = state) & PHASE) == from) {
            if (casState(s, (s & ~PHASE) | to)) {
                return true;
            }
            home.tallies.countRetry();
        }
        return false;
    }

    /// POLLING to HANDLING, by the holder.
    final void beginHandling() {
        // release: publishes `handling`, `holder` and `saved`; pairs with the killer's CAS from
        // HANDLING. Nobody else writes the word in POLLING
        STATE.setRelease(this, (state & ~PHASE) | HANDLING);
    }

    /// POLLING to IDLE or SCHEDULED, by the holder.
    final void endPolling(int to) {
        // volatile: ordered before the look at the mailbox that follows (I2)
        state = (state & ~PHASE) | to;
    }

    /// Clears the flag, by the holder, in POLLING.
    final boolean takeContinue() {
        int s = state;
        if ((s & CONTINUE) == 0) {
            return false;
        }
        state = s & ~CONTINUE;
        return true;
    }

    /// Sets the flag and makes the process SCHEDULED, by the holder, in HANDLING.
    ///
    /// @return false if it was killed
    final boolean endHandlingToContinue() {
        int s;
        while (((s = state) & PHASE) == HANDLING) {
            if (casState(s, (s & ~PHASE) | SCHEDULED | CONTINUE)) {
                return true;
            }
        }
        return false;
    }

    final boolean isTrapping() {
        return (state & TRAP_EXIT) != 0;
    }

    final boolean trapExit(boolean trap) {
        int s;
        do {
            s = state;
            if ((s & PHASE) == DEAD) {
                throw exitNow();
            }
        } while (!casState(s, trap ? s | TRAP_EXIT : s & ~TRAP_EXIT));
        return (s & TRAP_EXIT) != 0;
    }

    /// The error that ends code which runs on although its process is dead.
    final ProcessExit exitNow() {
        return new ProcessExit(goneReasonOr(ExitReason.killed()));
    }

    // --- death ---

    /// Applies an exit signal. A death it causes is left to `sender.burials`, for after all locks
    /// are released.
    final void applyExit(ProcessCell from, ExitReason reason, boolean link, Context sender) {
        boolean kill =
                !link && reason instanceof ExitReason.Kill && (isMortal() || from == home.root);
        boolean own = sender.process() == this;
        for (int spins = 0; ; spins++) {
            int s = state;
            int phase = s & PHASE;
            if (phase == DEAD) {
                return;
            }
            if (!kill) {
                if ((s & TRAP_EXIT) != 0) {
                    deliverSignal(new Exit(from, reason), sender);
                    return;
                }
                if (reason instanceof ExitReason.Normal && from != this) {
                    return;
                }
            }
            if (phase == POLLING) {
                pause(spins);
                continue;
            }
            boolean interrupt = phase == HANDLING && !own;
            if (casState(s, DEAD | LATE | (interrupt ? INTERRUPTING : 0))) {
                sender.burials.add(this, kill ? ExitReason.killed() : reason, interrupt);
                return;
            }
        }
    }

    /// Ends the process from inside, in HANDLING.
    ///
    /// @return false if it was killed before
    final boolean dieInHandling(ExitReason reason, Context self) {
        return dieInHandling(reason, null, self);
    }

    /// @param words for the report of a crash; null if there is to be none
    final boolean dieInHandling(ExitReason reason, @Nullable LastWords words, Context self) {
        int s;
        while (((s = state) & PHASE) == HANDLING) {
            if (casState(s, DEAD | LATE)) {
                self.burials.add(this, reason, words);
                return true;
            }
        }
        return false;
    }

    /// Ends a process that nobody has heard of, in HANDLING.
    final void discard() {
        if (casPhase(HANDLING, DEAD)) {
            detachRelations();
            home.table.retract(this);
        }
    }

    /// What the thread of a process does that was killed while it ran, before it turns to anything
    /// else: takes in the interrupt that was aimed at the process (I5).
    final void awaitInterrupt() {
        for (int spins = 0; (state & INTERRUPTING) != 0; spins++) {
            pause(spins);
        }
        Thread.interrupted();
    }

    final void interruptHolder() {
        Context thread = holder;
        // a process that runs another's handler as its caller is not interrupted: the handler
        // would be struck
        if (thread != null && thread.processVolatile() == this) {
            thread.thread().interrupt();
        }
        STATE.getAndBitwiseAnd(this, ~INTERRUPTING);
    }

    final void exitReason(ExitReason reason) {
        exitReason = reason;
    }

    /// Empties the mailbox of a dead process; called once, by its killer.
    final void drain(ExitReason reason) {
        PendingCall current = handling;
        if (current != null) {
            current.fail(reason);
        }
        SaveQueue q = saved;
        if (q != null) {
            q.forEach(message -> discard(message, reason));
        }
        postponed().forEach(message -> discard(message, reason));
        drainFrom(1, reason);
        if (mailbox instanceof LimitedMailbox limited) {
            limited.wakeAll();
        }
    }

    private void drainLate() {
        if (((int) STATE.getAndAdd(this, LATE)) >>> LATE_SHIFT == 0) {
            drainFrom(1, goneReason());
        }
    }

    private void drainFrom(int seen, ExitReason reason) {
        for (int mine = seen; mine != 0; ) {
            while (!mailbox.isEmpty()) {
                Object message = mailbox.relaxedPoll();
                if (message == null) {
                    Thread.onSpinWait(); // its sender is between announcing and linking it
                } else {
                    discard(message, reason);
                }
            }
            int before = ((int) STATE.getAndAdd(this, -mine * LATE)) >>> LATE_SHIFT;
            mine = before - mine;
        }
    }

    /// Tells the caller, or the listener, that a message will not be handled.
    final void discard(Object message, ExitReason reason) {
        Object plain = plain(message);
        PendingCall call = PendingCall.in(plain);
        if (call != null) {
            call.fail(reason);
        } else {
            home.deadLetter(this, plain);
        }
    }

    // --- ties ---

    /// Its relations; [Relations#CLOSED] once it is buried.
    final Relations relations() {
        Relations r = relations;
        if (r == null) {
            Relations made = new Relations();
            r = (Relations) RELATIONS.compareAndExchange(this, null, made);
            if (r == null) {
                r = made;
            }
        }
        return r;
    }

    /// Its relations if it has any.
    final @Nullable Relations relationsOrNull() {
        return relations;
    }

    /// Takes the relations away, so that nobody finds them any more.
    final @Nullable Relations detachRelations() {
        return (Relations) RELATIONS.getAndSet(this, Relations.CLOSED);
    }

    /// What a link, monitor or call to this dead process says.
    final ExitReason goneReason() {
        return home.node.isClosed() ? ExitReason.noConnection() : ExitReason.noProc();
    }

    final ExitReason goneReasonOr(ExitReason otherwise) {
        ExitReason reason = exitReason;
        return reason == null ? otherwise : reason;
    }

    final boolean isBefore(ProcessCell other) {
        return home == other.home ? number < other.number : home.order < other.home.order;
    }

    /// Who started it with a link, or the node.
    public final ProcessCell parent() {
        return parent;
    }

    /// Sends it an exit signal from the node, which can kill anything, and waits for its end.
    ///
    /// @param deadline until when to wait
    public final void end(ExitReason reason, long deadline) {
        Context context = Context.current();
        applyExit(home.root, reason, false, context);
        context.burials.run();
        if (isDead()) {
            return;
        }
        PendingCall awaited = new PendingCall("end", this);
        awaited.track();
        boolean interrupted = false;
        while (!awaited.isDone() && home.clock.nanoTime() - deadline < 0) {
            interrupted |= Thread.interrupted();
            home.scheduler.await(awaited, deadline, context);
        }
        awaited.abandon();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// What is known about it now.
    public final Optional<ProcessInfo> info() {
        return Infos.of(this);
    }

    /// Spins, then yields: for waits of a few instructions of another thread.
    static void pause(int spins) {
        if (spins < SPINS_BEFORE_YIELD) {
            Thread.onSpinWait();
        } else {
            Thread.yield();
        }
    }

    private static final VarHandle STATE;
    private static final VarHandle RELATIONS;

    static {
        try {
            var lookup = MethodHandles.lookup();
            STATE = lookup.findVarHandle(ProcessCell.class, "state", int.class);
            RELATIONS = lookup.findVarHandle(ProcessCell.class, "relations", Relations.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private boolean casState(int expected, int next) {
        return STATE.compareAndSet(this, expected, next);
    }
}
