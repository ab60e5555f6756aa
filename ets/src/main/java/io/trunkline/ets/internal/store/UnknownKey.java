package io.trunkline.ets.internal.store;

/// A walk from key to key asked for the neighbour of a key that is not there.
public final class UnknownKey extends RuntimeException {
    public UnknownKey(Object key) {
        super(
                "key must be in the table, or have been deleted since it was fixed: key=" + key,
                null,
                false,
                false);
    }
}
