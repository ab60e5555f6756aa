package io.trunkline.ets.internal.view;

import org.jspecify.annotations.Nullable;

import java.util.Comparator;
import java.util.Map;

/// The entries of a map.
final class EntryView<K, V> extends SetView<Map.Entry<K, V>> {
    private final SetMap<K, V> map;

    EntryView(SetMap<K, V> map) {
        super(new Elements<>(map, row -> new LiveEntry<>(map, row), true, orderOf(map)));
        this.map = map;
    }

    private static <K, V> @Nullable Comparator<Map.Entry<K, V>> orderOf(SetMap<K, V> map) {
        var order = map.keyOrder();
        return order == null ? null : Map.Entry.comparingByKey(order);
    }

    @Override
    public boolean contains(@Nullable Object o) {
        return o instanceof Map.Entry<?, ?> entry
                && entry.getKey() != null
                && entry.getValue() != null
                && entry.getValue().equals(map.get(entry.getKey()));
    }

    @Override
    public boolean remove(@Nullable Object o) {
        return o instanceof Map.Entry<?, ?> entry
                && entry.getKey() != null
                && map.remove(entry.getKey(), entry.getValue());
    }
}
