package io.trunkline.pool.resource;

import io.trunkline.pool.metrics.Intervals;
import io.trunkline.pool.metrics.TimeRecorder;

import org.jspecify.annotations.Nullable;

/// Lends slots and takes them back.
final class Leases<R> {
    private final PoolCore<R> core;
    private final Settings<R> settings;

    /// Null if it is of no interest, as it costs a look at the clock at either end.
    private final @Nullable TimeRecorder holds;

    Leases(PoolCore<R> core) {
        this.core = core;
        this.settings = core.settings;
        this.holds = settings.holdTimes() ? new TimeRecorder() : null;
    }

    /// Lends a slot that the caller has taken.
    Lease<R> lend(Slot<R> slot, Object owner) {
        if (holds != null) {
            slot.lentAt = core.clock.nanoTime();
        }
        return slot.lend(PoolCore.resourceOf(slot), owner);
    }

    /// Ends a lease, if it has not ended; the slot is the caller's then.
    boolean end(Slot<R> slot, Lease<R> lease) {
        if (!slot.end(lease)) {
            return false;
        }
        if (holds != null) {
            holds.record(core.clock.nanoTime() - slot.lentAt);
        }
        return true;
    }

    /// Ends a lease; does nothing if it has ended.
    void checkin(Slot<R> slot, Lease<R> lease, boolean fit) {
        if (fit && !core.idlePath.isGuarded()) {
            if (!end(slot, lease)) {
                return;
            }
            if (!core.isOld(slot)) {
                stampIdle(slot);
                if (core.idlePath.push(slot)) {
                    return;
                }
            }
            core.enter();
            try {
                core.offer(slot, true);
            } finally {
                core.leave();
            }
            return;
        }
        core.enter();
        try {
            if (end(slot, lease)) {
                core.offer(slot, fit);
            }
        } finally {
            core.leave();
        }
    }

    /// The work with a resource has failed.
    void failed(Lease<R> lease, Throwable failure) {
        boolean fit = false;
        try {
            fit = !settings.discardOn().test(failure);
        } finally {
            checkin(lease.slot, lease, fit);
        }
    }

    /// Says since when a slot is idle.
    void stampIdle(Slot<R> slot) {
        if (settings.sweeps()) {
            slot.idleSince = core.clock.nanoTime();
        }
    }

    /// A reader of how long resources were lent.
    Intervals holds() {
        if (holds == null) {
            throw new IllegalStateException(
                    "hold times must be recorded to be read: pool=" + settings.name());
        }
        return holds.intervals();
    }
}
