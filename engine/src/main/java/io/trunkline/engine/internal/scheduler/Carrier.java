package io.trunkline.engine.internal.scheduler;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// What the runtime knows of one thread. Confined to that thread but for [#step()].
public class Carrier {
    /// In place of a time.
    public static final long UNSEEN = Long.MIN_VALUE;

    private final Thread thread = Thread.currentThread();

    /// The thread that the steps of a simulated thread are made on; any other thread itself.
    private Thread base = thread;

    @Nullable Runner runner;

    /// What the watchdog saw last.
    private volatile Watchdog.@Nullable Look seen;

    /// Counts up when a handler begins and when it ends: odd means inside one.
    private long steps;

    /// The thread.
    public final Thread thread() {
        return thread;
    }

    /// Says that this thread is a simulated one, whose steps are made on `base`.
    public final void runsOn(Thread base) {
        this.base = base;
    }

    final Thread base() {
        return base;
    }

    /// Says that a handler begins, for the watchdog.
    public final void enterHandler() {
        // opaque: the watchdog only compares two looks milliseconds apart
        STEPS.setOpaque(this, steps + 1);
    }

    /// Says that it has ended.
    public final void leaveHandler() {
        // opaque: as in enterHandler
        STEPS.setOpaque(this, steps + 1);
    }

    /// Says that the handler has given up its seat, so that it is no longer the one that was seen.
    final void passHandler() {
        // opaque: as in enterHandler
        STEPS.setOpaque(this, steps + 2);
    }

    /// Says that the watchdog has seen a handler begin.
    final void seen(Watchdog.Look look) {
        seen = look;
    }

    /// When the present handler was seen first, which is some milliseconds after it began at the
    /// latest, in the clock's nanoseconds; [#UNSEEN] if it was not. Any thread may ask.
    public final long handlerSeen() {
        Watchdog.Look look = seen;
        return look == null || !look.goesOn() ? UNSEEN : look.since;
    }

    final boolean isInHandler() {
        return (step() & 1) == 1;
    }

    final long step() {
        // opaque: as in enterHandler
        return (long) STEPS.getOpaque(this);
    }

    private static final VarHandle STEPS;

    static {
        try {
            STEPS = MethodHandles.lookup().findVarHandle(Carrier.class, "steps", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
