package io.trunkline.ets.internal.table;

import io.trunkline.ets.internal.view.Codec;

import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;

/// The values of a map are made of rows, and rows of keys and values, by the caller's functions.
final class PartsAsValues<R, K, V> implements Codec<K, V> {
    private final Function<? super R, ? extends V> value;
    private final BiFunction<? super K, ? super V, ? extends R> row;

    PartsAsValues(
            Function<? super R, ? extends V> value,
            BiFunction<? super K, ? super V, ? extends R> row) {
        this.value = Objects.requireNonNull(value, "value");
        this.row = Objects.requireNonNull(row, "row");
    }

    @Override
    @SuppressWarnings("unchecked") // insert checks the class of rows
    public V value(Object stored) {
        return value.apply((R) stored);
    }

    @Override
    public Object row(K key, V part) {
        return row.apply(key, part);
    }
}
