package io.trunkline.pool.resource;

/// The calling thread was interrupted while it waited for a resource; its interrupted status is
/// set, and it is in no queue any more.
public final class CheckoutInterrupted extends RuntimeException {
    private static final long serialVersionUID = 1;

    CheckoutInterrupted(String pool) {
        super("CheckoutInterrupted: pool=" + pool);
    }
}
