package io.trunkline.engine.internal.process;

import io.trunkline.engine.Behaviour.LastWords;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.ProcessExit;
import io.trunkline.engine.ProcessInfo;
import io.trunkline.engine.Receive;
import io.trunkline.engine.Request;
import io.trunkline.engine.Self;
import io.trunkline.engine.internal.mailbox.LimitedMailbox;
import io.trunkline.engine.internal.mailbox.Mailbox;
import io.trunkline.engine.internal.mailbox.UnboundedMailbox;
import io.trunkline.engine.internal.scheduler.Condition;
import io.trunkline.engine.internal.timer.Deadlines;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;

/// A process with a thread: one of its own, for a body that blocks in `receive`, or, implicitly,
/// one of the application's that wants to receive.
///
/// The thread is in HANDLING while it runs the body, and goes through POLLING to IDLE in `receive`;
/// senders then find IDLE and wake it.
final class ThreadedProcess extends ProcessCell implements Condition {
    private final @Nullable Consumer<Self> body;
    private final Thread thread;

    /// Whether the thread is inside the choice of a selective receive.
    private boolean choosing;

    private ThreadedProcess(
            Home home,
            @Nullable Consumer<Self> body,
            ProcessCell parent,
            Mailbox mailbox,
            @Nullable ThreadFactory threads) {
        super(home, home.table.nextNumber(), parent, HANDLING, mailbox);
        this.body = body;
        this.thread = threads == null ? Thread.currentThread() : threads.newThread(this::run);
    }

    static ThreadedProcess spawned(
            Home home, Consumer<Self> body, ProcessCell parent, Mailbox mailbox) {
        return new ThreadedProcess(home, body, parent, mailbox, home.bodies);
    }

    /// A process for the calling thread.
    static ThreadedProcess implicit(Home home) {
        ThreadedProcess process =
                new ThreadedProcess(home, null, home.root, new UnboundedMailbox(), null);
        process.trapExit(true);
        return process;
    }

    void begin() {
        home.threadBegins();
        thread.start();
    }

    Thread thread() {
        return thread;
    }

    @Override
    void endIfOrphaned(Context context) {
        if (body == null && !thread.isAlive()) {
            applyExit(home.root, ExitReason.kill(), false, context);
            context.burials.run();
        }
    }

    @Override
    ProcessInfo.Kind kind() {
        return body == null ? ProcessInfo.Kind.IMPLICIT : ProcessInfo.Kind.THREADED;
    }

    @Override
    String code() {
        return switch (body) {
            case null -> thread.getName();
            case JobCode<?> job -> job.toString();
            default -> body.getClass().getName();
        };
    }

    @Override
    Class<?> codeClass() {
        return body == null ? Object.class : body.getClass();
    }

    @Override
    @Nullable JobCode<?> job() {
        return body instanceof JobCode<?> job ? job : null;
    }

    @Override
    Thread runningThread() {
        return thread;
    }

    @Override
    public boolean isMortal() {
        return body != null;
    }

    @Override
    void wake(Context sender) {
        LockSupport.unpark(thread);
    }

    @Override
    void buried() {
        LockSupport.unpark(thread);
    }

    @Override
    void requestStop(PendingCall call, ExitReason reason, Context caller) {
        call.track();
        Signals.exit(this, reason, caller);
    }

    private void run() {
        Context context = Context.current();
        holder = context;
        // volatile: ordered before the look at the state, so that a killer which that look misses
        // finds whom to interrupt
        context.processVolatile(this);
        ExitReason reason = ExitReason.normal();
        try {
            if (body != null && !isDead()) {
                body.accept(new LocalSelf(this));
            }
        } catch (ProcessExit exit) {
            reason = exit.reason();
        } catch (Throwable t) {
            reason = ExitReason.crashed(t);
        }
        context.process(null);
        if (dieInHandling(reason, reason.isOrderly() ? null : LastWords.NONE, context)) {
            context.burials.run();
        }
        home.threadEnds();
    }

    // --- receive ---

    @Override
    public boolean isMet() {
        return phase() != IDLE;
    }

    @Override
    public void waiter(@Nullable Thread waiting) {}

    /// See [Self#receive(Function, Duration)].
    ///
    /// @param timeout null for no limit. The clock is read only once there is nothing to take:
    ///   reading it costs as much as taking a message
    /// @return null when the time is up
    <T> Receive.@Nullable Take<T> receive(
            Function<Object, Receive<T>> choice, @Nullable Duration timeout, Context context) {
        checkNotChoosing();
        checkTimeout(timeout);
        long deadline = Deadlines.NONE;
        Duration unread = timeout;
        SaveQueue queue = saveQueue();
        SaveQueue.Entry before = queue.head;
        while (true) {
            // in HANDLING: the choice is foreign code
            for (SaveQueue.Entry e; (e = before.next) != null; before = e) {
                Object message = e.message;
                if (message != null && chosen(choice, message) instanceof Receive.Take<T> taken) {
                    take(queue, before, message);
                    return taken;
                }
            }
            startPolling();
            while (!fill(queue)) {
                if (unread != null) {
                    deadline = Deadlines.after(home.clock, unread, "timeout");
                    unread = null;
                }
                if (!awaitMessage(deadline, context)) {
                    boolean late = fill(queue);
                    beginHandling();
                    if (late) {
                        break;
                    }
                    return null;
                }
            }
            if (phase() == POLLING) {
                beginHandling();
            }
        }
    }

    private <T> Receive<T> chosen(Function<Object, Receive<T>> choice, Object message) {
        choosing = true;
        try {
            return choice.apply(message);
        } finally {
            choosing = false;
        }
    }

    /// Refuses a change of the mailbox by a choice, which is walking over it.
    void checkNotChoosing() {
        if (choosing) {
            throw new IllegalStateException("a choice must not receive or flush: pid=" + this);
        }
    }

    /// Takes the oldest message.
    ///
    /// @param timeout null for no limit
    /// @return null when the time is up
    @Nullable Object receive(@Nullable Duration timeout, Context context) {
        checkNotChoosing();
        checkTimeout(timeout);
        startPolling();
        Object message = pollPlain();
        if (message != null) {
            countHandledInTurn();
        }
        beginHandling();
        if (message != null) {
            return message;
        }
        Receive.Take<Object> taken = receive(Receive::take, timeout, context);
        return taken == null ? null : taken.value();
    }

    private static void checkTimeout(@Nullable Duration timeout) {
        if (timeout != null) {
            Deadlines.check(timeout, "timeout");
        }
    }

    /// Takes the oldest message if it is there and no call: calls are taken by [#take] alone, which
    /// never leaves their callers without a place. In POLLING.
    private @Nullable Object pollPlain() {
        SaveQueue queue = saved;
        if (queue != null && !queue.isEmpty()) {
            SaveQueue.Entry first = queue.head.next;
            return first == null || first.message instanceof Request ? null : queue.poll();
        }
        Object message = mailbox.relaxedPoll();
        Object kept = message == null ? null : kept(message);
        if (kept instanceof Request) {
            saveQueue().add(kept);
            return null;
        }
        return kept;
    }

    private SaveQueue saveQueue() {
        SaveQueue queue = saved;
        if (queue == null) {
            queue = new SaveQueue();
            saved = queue;
        }
        return queue;
    }

    private void take(SaveQueue queue, SaveQueue.Entry before, Object message) {
        PendingCall call = PendingCall.in(message);
        if (call != null) {
            // in HANDLING, as it takes a lock
            call.track();
        }
        startPolling();
        queue.removeAfter(before);
        countHandledInTurn();
        beginHandling();
    }

    private void startPolling() {
        if (!casPhase(HANDLING, POLLING)) {
            throw exitNow();
        }
    }

    /// Moves what is in the mailbox to the queue; in POLLING. One at a time from a mailbox with a
    /// limit, which does not count what is in the queue.
    ///
    /// @return whether there was anything
    private boolean fill(SaveQueue queue) {
        boolean any = false;
        while (!mailbox.isEmpty() && !(any && mailbox instanceof LimitedMailbox)) {
            Object message = mailbox.relaxedPoll();
            if (message == null) {
                Thread.onSpinWait(); // its sender is between announcing and linking it
            } else {
                Object kept = kept(message);
                if (kept != null) {
                    queue.add(kept);
                    any = true;
                }
            }
        }
        return any;
    }

    @Override
    @Nullable Object kept(Object message) {
        if (message instanceof PendingCall call) {
            if (!call.isDone() && call.request instanceof io.trunkline.engine.Call<?> request) {
                return new Request(request, call);
            }
            home.countExpiredCall();
            return null;
        }
        return message instanceof Cast(Object cast) ? cast : message;
    }

    /// Waits for a message, from POLLING to POLLING.
    ///
    /// @return false when the time is up
    private boolean awaitMessage(long deadline, Context context) {
        endPolling(IDLE);
        if (!mailbox.isEmpty()) {
            casPhase(IDLE, SCHEDULED);
        }
        boolean interrupted = false;
        boolean inTime = true;
        while (inTime && phase() == IDLE) {
            inTime = deadline == Deadlines.NONE || home.clock.nanoTime() - deadline < 0;
            if (inTime) {
                interrupted |= Thread.interrupted();
                home.scheduler.await(this, deadline, context);
            }
        }
        if (interrupted && !isDead()) {
            Thread.currentThread().interrupt();
        }
        if (casPhase(SCHEDULED, POLLING)) {
            return true;
        }
        if (casPhase(IDLE, POLLING) || casPhase(SCHEDULED, POLLING)) {
            return false;
        }
        throw exitNow();
    }
}
