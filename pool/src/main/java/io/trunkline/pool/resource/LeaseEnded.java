package io.trunkline.pool.resource;

/// The resource of a lease was asked for after the lease had ended.
public final class LeaseEnded extends IllegalStateException {
    private static final long serialVersionUID = 1;

    LeaseEnded(Lease<?> lease) {
        super("lease must be held: lease=" + lease);
    }
}
