package io.trunkline.ets.internal.view;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.Objects;

/// An entry as a walk met it. It does not change when the table does; setting its value writes the
/// table, whatever is there by then.
final class LiveEntry<K, V> implements Map.Entry<K, V> {
    private final SetMap<K, V> map;
    private final K key;
    private V value;

    LiveEntry(SetMap<K, V> map, Object row) {
        this.map = map;
        this.key = map.key(row);
        this.value = map.value(row);
    }

    @Override
    public K getKey() {
        return key;
    }

    @Override
    public V getValue() {
        return value;
    }

    @Override
    public V setValue(V newValue) {
        map.put(key, newValue);
        V before = value;
        value = newValue;
        return before;
    }

    @Override
    public boolean equals(@Nullable Object o) {
        return o instanceof Map.Entry<?, ?> that
                && Objects.equals(key, that.getKey())
                && Objects.equals(value, that.getValue());
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(key) ^ Objects.hashCode(value);
    }

    @Override
    public String toString() {
        return key + "=" + value;
    }
}
