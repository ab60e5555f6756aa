package io.trunkline.ets.internal.view;

import org.jspecify.annotations.Nullable;

/// The keys of a map.
class KeyView<K> extends SetView<K> {
    private final SetMap<K, ?> map;

    KeyView(SetMap<K, ?> map) {
        super(new Elements<>(map, map::key, true, map.keyOrder()));
        this.map = map;
    }

    @Override
    public final boolean contains(@Nullable Object key) {
        return map.containsKey(key);
    }

    @Override
    public final boolean remove(@Nullable Object key) {
        return map.take(key) != null;
    }
}
