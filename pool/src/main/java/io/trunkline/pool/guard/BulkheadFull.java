package io.trunkline.pool.guard;

/// There was no place in a [Bulkhead] in time.
public final class BulkheadFull extends CallRejected {
    private static final long serialVersionUID = 1;

    BulkheadFull(int places, int waiting) {
        super("BulkheadFull: places=" + places + ", waiting=" + waiting);
    }
}
