package io.trunkline.ets.internal.view;

/// Between a table's rows and a map's values.
public interface Codec<K, V> {
    V value(Object row);

    /// A row that has this key and this value.
    Object row(K key, V value);
}
