package io.trunkline.engine.internal.timer;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// One thing to do at a time: made and scheduled once, by [TimerWheel#schedule]. It fires or is
/// cancelled, never both.
public abstract class Timer {
    private static final int PENDING = 0;
    private static final int FIRED = 1;
    private static final int CANCELLED = 2;

    final long deadline;

    /// Written under the wheel's lock, as are `wheelId` and `order`; null until scheduled.
    @Nullable TimerWheel wheel;

    long wheelId;
    long order;

    private volatile int state = PENDING;

    /// @param deadline in the node clock's nanoseconds
    protected Timer(long deadline) {
        this.deadline = deadline;
    }

    /// What to do, on the timer thread: must return soon and must not block.
    protected abstract void fire();

    /// Stops it.
    ///
    /// @return whether it was pending
    public final boolean stop() {
        if (!casState(PENDING, CANCELLED)) {
            return false;
        }
        TimerWheel on = wheel;
        if (on != null) {
            on.remove(this);
        }
        return true;
    }

    /// When it fires.
    public final long deadline() {
        return deadline;
    }

    /// Whether it neither fired nor was cancelled.
    public final boolean isPending() {
        return state == PENDING;
    }

    /// Whether it has fired, or is about to.
    public final boolean isFired() {
        return state == FIRED;
    }

    final boolean claimFire() {
        return casState(PENDING, FIRED);
    }

    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(Timer.class, "state", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private boolean casState(int expected, int next) {
        return STATE.compareAndSet(this, expected, next);
    }
}
