package io.trunkline.ets.internal.table;

import io.trunkline.ets.internal.view.Codec;

/// Rows are the values of a map.
final class RowsAsValues<K, R> implements Codec<K, R> {
    @Override
    @SuppressWarnings("unchecked") // insert checks the class of rows
    public R value(Object row) {
        return (R) row;
    }

    @Override
    public Object row(K key, R value) {
        return value;
    }
}
