package io.trunkline.engine.internal.process;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.From;
import io.trunkline.engine.Request;
import io.trunkline.engine.internal.scheduler.Condition;
import io.trunkline.engine.internal.timer.Deadlines;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/// A request on its way and the place where its reply is awaited. Its outcome is set once: a reply,
/// a failure, or that the caller gave up.
class PendingCall implements From, Condition {
    private static final Object NULL_REPLY = new Object();
    private static final Object ABANDONED = new Object();

    private record Failure(ExitReason reason) {}

    final Object request;
    final ProcessCell target;

    /// When the caller gives up; written before the call is put into a mailbox. A call that its
    /// caller handles itself has none until then, as reading the clock would cost a third of it.
    /// racy: a server that keeps the From of such a call may see none for a moment; tolerated, as
    /// it then only finds out later that the call has expired.
    long deadline = Deadlines.NONE;

    private volatile @Nullable Object outcome;
    private volatile @Nullable Thread waiter;

    /// Whether it is in the target's Relations.callers, or was.
    private volatile boolean tracked;

    PendingCall(Object request, ProcessCell target) {
        this.request = request;
        this.target = target;
    }

    /// The call that a message is or carries.
    static @Nullable PendingCall in(@Nullable Object message) {
        return switch (message) {
            case PendingCall call -> call;
            case Request(var _, PendingCall call) -> call;
            case null, default -> null;
        };
    }

    @Override
    public final void reply(Object reply) {
        complete(reply == null ? NULL_REPLY : reply);
    }

    @Override
    public final boolean isExpired() {
        return outcome != null
                || (deadline != Deadlines.NONE && target.home.clock.nanoTime() - deadline >= 0);
    }

    void fail(ExitReason reason) {
        complete(new Failure(reason));
    }

    /// Says that the caller gave up.
    ///
    /// @return false if there is an outcome already
    final boolean abandon() {
        return complete(ABANDONED);
    }

    public final boolean isDone() {
        return outcome != null;
    }

    /// Whether the target has it in mind: it was taken out of the mailbox and not answered.
    final boolean isTracked() {
        return tracked;
    }

    final boolean isAbandoned() {
        return outcome == ABANDONED;
    }

    /// Why it failed; null if it was answered.
    public final @Nullable ExitReason failure() {
        return outcome instanceof Failure(ExitReason reason) ? reason : null;
    }

    /// What it was answered.
    final @Nullable Object reply() {
        Object o = outcome;
        return o == NULL_REPLY ? null : o;
    }

    /// Sees to it that the call fails when the target ends, now that it is no longer in the mailbox
    /// nor being handled.
    final void track() {
        Relations relations = target.relations();
        relations.lock.lock();
        try {
            if (!relations.closed) {
                relations.callers.add(this);
                tracked = true;
            }
        } finally {
            relations.lock.unlock();
        }
        if (!tracked) {
            fail(target.goneReasonOr(target.goneReason()));
        } else if (isDone()) {
            // answered before it could see `tracked`: one of us two removes it
            untrack();
        }
    }

    /// Called once, on the thread that brought the outcome.
    void completed() {}

    @Override
    public final boolean isMet() {
        return outcome != null;
    }

    @Override
    public final void waiter(@Nullable Thread thread) {
        waiter = thread;
    }

    @Override
    public String toString() {
        return "call(" + target + ", " + request + ")";
    }

    private boolean complete(Object result) {
        if (!OUTCOME.compareAndSet(this, null, result)) {
            return false;
        }
        Thread thread = waiter;
        if (thread != null) {
            LockSupport.unpark(thread);
        }
        if (tracked) {
            untrack();
        }
        completed();
        return true;
    }

    private void untrack() {
        Relations relations = target.relationsOrNull();
        if (relations != null && relations != Relations.CLOSED) {
            relations.lock.lock();
            try {
                relations.callers.remove(this);
            } finally {
                relations.lock.unlock();
            }
        }
    }

    private static final VarHandle OUTCOME;

    static {
        try {
            OUTCOME =
                    MethodHandles.lookup()
                            .findVarHandle(PendingCall.class, "outcome", Object.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
