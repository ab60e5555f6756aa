package io.trunkline.ets.internal.view;

import org.jspecify.annotations.Nullable;

import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;

/// Between a table's rows and a map's values. Its methods may be functions of the application: they
/// run without a lock, and what they return is checked.
public interface Codec<K, V> {
    /// The value in a row.
    @Nullable V value(Object row);

    /// A row that has this key and this value.
    @Nullable Object row(K key, V value);

    /// The rows themselves are the values. They must be of the class `V`.
    static <K, V> Codec<K, V> rows() {
        return new Codec<>() {
            @Override
            @SuppressWarnings("unchecked") // the table checks the class of its rows
            public V value(Object row) {
                return (V) row;
            }

            @Override
            public Object row(K key, V value) {
                return value;
            }
        };
    }

    /// Values that the application makes from rows, and rows from them. Rows must be of the class
    /// `R`.
    static <K, V, R> Codec<K, V> of(
            Function<? super R, ? extends V> value,
            BiFunction<? super K, ? super V, ? extends R> row) {
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(row, "row");
        return new Codec<>() {
            @Override
            @SuppressWarnings("unchecked") // the table checks the class of its rows
            public @Nullable V value(Object encoded) {
                return value.apply((R) encoded);
            }

            @Override
            public @Nullable Object row(K key, V decoded) {
                return row.apply(key, decoded);
            }
        };
    }
}
