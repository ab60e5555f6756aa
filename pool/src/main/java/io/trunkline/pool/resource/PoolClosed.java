package io.trunkline.pool.resource;

/// The pool lends nothing any more.
public final class PoolClosed extends RuntimeException {
    private static final long serialVersionUID = 1;

    PoolClosed(String pool) {
        super("PoolClosed: pool=" + pool);
    }
}
