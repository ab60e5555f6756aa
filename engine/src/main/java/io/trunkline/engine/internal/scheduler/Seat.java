package io.trunkline.engine.internal.scheduler;

import org.jctools.queues.varhandle.MpmcVarHandleArrayQueue;
import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// The right of one thread to run activations, and its queues; see [Runners].
final class Seat {
    private static final int LOCAL_CAPACITY = 256;

    final int index;

    /// First in, first out; others steal from it.
    final MpmcVarHandleArrayQueue<Activation> local = new MpmcVarHandleArrayQueue<>(LOCAL_CAPACITY);

    /// The one to run next; last in, first out.
    private volatile @Nullable Activation next;

    private volatile Occupancy occupancy = Occupancy.VACANT;

    /// Who has a seat, and whether it may be taken over. Compared by identity: a runner has one for
    /// each state.
    static final class Occupancy {
        /// Nobody has it.
        static final Occupancy VACANT = new Occupancy(null, false);

        final @Nullable Runner runner;

        /// Whether the runner may be inside a handler, and so be stuck; else it searches or sleeps,
        /// and nobody but itself changes the occupancy.
        final boolean running;

        Occupancy(@Nullable Runner runner, boolean running) {
            this.runner = runner;
            this.running = running;
        }
    }

    Seat(int index) {
        this.index = index;
    }

    /// Puts `activation` next.
    ///
    /// @return the one that was next, which the caller must queue
    @Nullable Activation swapNext(Activation activation) {
        return (Activation) NEXT.getAndSet(this, activation);
    }

    @Nullable Activation takeNext() {
        // volatile: sees a swap before it; the exchange that follows decides
        return next == null ? null : (Activation) NEXT.getAndSet(this, null);
    }

    boolean hasWork() {
        return next != null || !local.isEmpty();
    }

    Occupancy occupancy() {
        return occupancy;
    }

    void setOccupancy(Occupancy now) {
        occupancy = now;
    }

    boolean casOccupancy(Occupancy expected, Occupancy now) {
        return OCCUPANCY.compareAndSet(this, expected, now);
    }

    private static final VarHandle NEXT;
    private static final VarHandle OCCUPANCY;

    static {
        try {
            var lookup = MethodHandles.lookup();
            NEXT = lookup.findVarHandle(Seat.class, "next", Activation.class);
            OCCUPANCY = lookup.findVarHandle(Seat.class, "occupancy", Occupancy.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
