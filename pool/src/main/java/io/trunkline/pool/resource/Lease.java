package io.trunkline.pool.resource;

/// The right to use one resource, from a checkout until it is closed.
///
/// It belongs to the process, or the thread, that checked it out, and ends with that: at once with
/// a process; with a thread when somebody waits for a resource or for the end of the pool. Any
/// thread may end it; only the first end counts, and nothing is given back twice.
///
/// @param <R> a resource
public final class Lease<R> implements AutoCloseable {
    final Slot<R> slot;
    private final R resource;
    final Object owner;

    Lease(Slot<R> slot, R resource, Object owner) {
        this.slot = slot;
        this.resource = resource;
        this.owner = owner;
    }

    /// The resource.
    ///
    /// @throws LeaseEnded if the lease has ended, or the process that serves the resource has
    public R get() {
        if (slot.lease() != this) {
            throw new LeaseEnded(this);
        }
        return resource;
    }

    /// The resource, whether or not the lease has ended.
    R resource() {
        return resource;
    }

    /// Whether it has not ended.
    public boolean isHeld() {
        return slot.lease() == this;
    }

    /// Gives the resource back. Never blocks.
    @Override
    public void close() {
        slot.core.leases.checkin(slot, this, true);
    }

    /// Gives the resource back as broken: it is closed, and replaced if need be. Never blocks.
    public void invalidate() {
        slot.core.leases.checkin(slot, this, false);
    }

    @Override
    public String toString() {
        return "Lease[" + resource + " of " + slot.core.settings.name() + "]";
    }
}
