package io.trunkline.ets.internal.view;

import io.trunkline.ets.internal.store.Keys;

import java.util.Comparator;

/// The order of an ordered table's keys, or its reverse. Equal for all views of a table that have
/// one direction.
record KeyOrder(Keys keys, boolean descending) implements Comparator<Object> {
    @Override
    public int compare(Object a, Object b) {
        return descending ? keys.compare(b, a) : keys.compare(a, b);
    }

    @Override
    public KeyOrder reversed() {
        return new KeyOrder(keys, !descending);
    }
}
