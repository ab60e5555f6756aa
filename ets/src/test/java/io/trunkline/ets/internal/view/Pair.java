package io.trunkline.ets.internal.view;

import io.trunkline.ets.internal.store.RowType;

/// A row for tests.
record Pair<K, V>(K key, V value) {
    static final RowType TYPE =
            new RowType() {
                @Override
                public Object key(Object row) {
                    return ((Pair<?, ?>) row).key();
                }

                @Override
                public boolean same(Object a, Object b) {
                    return a.equals(b);
                }
            };

    /// The values of pairs as the values of a map.
    static <K, V> Codec<K, V> codec() {
        return Codec.<K, V, Pair<K, V>>of(Pair::value, Pair::new);
    }
}
