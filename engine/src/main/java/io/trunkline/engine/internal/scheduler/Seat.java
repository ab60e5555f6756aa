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

    /// Who has a seat and what for. Compared by identity: a runner has one for each state.
    static final class Occupancy {
        /// Nobody has it.
        static final Occupancy VACANT = new Occupancy(null, State.VACANT);

        final @Nullable Runner runner;
        final State state;

        Occupancy(@Nullable Runner runner, State state) {
            this.runner = runner;
            this.state = state;
        }

        /// Whether the runner may be inside a handler, and so be stuck.
        boolean isRunning() {
            return state == State.RUNNING;
        }

        /// Whether work must wake somebody for this seat to be of use.
        boolean isIdle() {
            return state == State.VACANT || state == State.SLEEPING;
        }
    }

    enum State {
        /// Left by whom it becomes idle; ended by a spare that searches or a runner that runs.
        VACANT,
        /// Ended by the runner itself (to any other), or by a spare that takes over.
        RUNNING,
        /// Counted in `searching`. Ended by the runner itself.
        SEARCHING,
        /// Ended by whoever wakes the runner, or by itself: to SEARCHING.
        SLEEPING
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

    /// How many activations wait here.
    int queued() {
        return local.size() + (next == null ? 0 : 1);
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
