package io.trunkline.ets.internal.view;

import org.jspecify.annotations.Nullable;

/// Between a table's rows and a map's values. Its methods may be functions of the application: they
/// run without a lock, and what they return is checked.
public interface Codec<K, V> {
    /// The value in a row.
    @Nullable V value(Object row);

    /// A row that has this key and this value.
    @Nullable Object row(K key, V value);
}
