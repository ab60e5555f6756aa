package io.trunkline.pool.resource;

import io.trunkline.engine.spi.ExitHook;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// The place of one resource. It is in one place at a time (empty, being started, idle, lent, or in
/// the hands of a thread that moves it), and who moves it owns its plain fields: they are handed on
/// by the pool's lock, by [IdleStack#push] and `pop`, or by the end of a lease.
final class Slot<R> {
    final PoolCore<R> core;
    final int index;

    /// The slot beneath this one in the [IdleStack], plus one; 0 for none. Read by threads that may
    /// have lost the race for it already: opaque there.
    private int below;

    // owned by who has the slot
    @Nullable R resource;
    long idleSince;
    long checkedAt;
    long endOfLife;

    /// When it was lent; published by `lease`, read by who ended that.
    long lentAt;

    @Nullable ExitHook hook;

    /// Which of its process's checkouts lent it; published by `lease`.
    int turn;

    /// The process that serves it has ended; under the pool's lock.
    boolean dead;

    /// How often it was lent. Written by who has the slot; read by snapshots, which are exact when
    /// the pool is at rest.
    private long lent;

    private volatile @Nullable Lease<R> lease;

    Slot(PoolCore<R> core, int index) {
        this.core = core;
        this.index = index;
    }

    int belowOpaque() {
        return (int) BELOW.getOpaque(this);
    }

    /// Opaque: the compare-and-set of the stack that follows publishes it.
    void setBelowOpaque(int value) {
        BELOW.setOpaque(this, value);
    }

    long lentOpaque() {
        return (long) LENT.getOpaque(this);
    }

    @Nullable Lease<R> lease() {
        return lease;
    }

    /// Volatile: before a look at whether the owner is dead; pairs with who says so and then looks
    /// at the leases.
    Lease<R> lend(R resource, Object owner) {
        Lease<R> made = new Lease<>(this, resource, owner);
        LENT.setOpaque(this, lent + 1);
        turn = owner instanceof ProcessOwner process ? process.nextTurn() : 0;
        lease = made;
        return made;
    }

    /// Ends the lease if it has not ended. A lease is a new object each time, so nobody ends
    /// another's.
    boolean end(Lease<R> held) {
        return lease == held && LEASE.compareAndSet(this, held, null);
    }

    // --- mechanics ---

    private static final VarHandle BELOW;
    private static final VarHandle LENT;
    private static final VarHandle LEASE;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            BELOW = lookup.findVarHandle(Slot.class, "below", int.class);
            LENT = lookup.findVarHandle(Slot.class, "lent", long.class);
            LEASE = lookup.findVarHandle(Slot.class, "lease", Lease.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
