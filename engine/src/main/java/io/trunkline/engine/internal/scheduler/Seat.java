package io.trunkline.engine.internal.scheduler;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jctools.queues.varhandle.MpmcVarHandleArrayQueue;
import org.jspecify.annotations.Nullable;

/// The right of one thread to run activations, and its queues; see [Runners].
final class Seat {
    private static final int LOCAL_CAPACITY = 256;

    final int index;

    /// First in, first out; others steal from it.
    final MpmcVarHandleArrayQueue<Activation> local = new MpmcVarHandleArrayQueue<>(LOCAL_CAPACITY);

    /// The one to run next; last in, first out.
    private volatile @Nullable Activation next;

    /// Who runs what is here; null while the seat is vacant.
    private volatile @Nullable Runner owner;

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

    @Nullable Runner owner() {
        return owner;
    }

    boolean casOwner(@Nullable Runner expected, @Nullable Runner now) {
        return OWNER.compareAndSet(this, expected, now);
    }

    private static final VarHandle NEXT;
    private static final VarHandle OWNER;

    static {
        try {
            var lookup = MethodHandles.lookup();
            NEXT = lookup.findVarHandle(Seat.class, "next", Activation.class);
            OWNER = lookup.findVarHandle(Seat.class, "owner", Runner.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
