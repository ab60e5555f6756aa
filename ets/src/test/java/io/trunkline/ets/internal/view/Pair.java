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
    @SuppressWarnings("unchecked") // a test's table has keys and values of one class each
    static <K, V> Codec<K, V> values() {
        return new Codec<>() {
            @Override
            public V value(Object row) {
                return ((Pair<K, V>) row).value();
            }

            @Override
            public Object row(K key, V value) {
                return new Pair<>(key, value);
            }
        };
    }

    /// Pairs as the values of a map.
    @SuppressWarnings("unchecked")
    static <K, V> Codec<K, Pair<K, V>> pairs() {
        return new Codec<>() {
            @Override
            public Pair<K, V> value(Object row) {
                return (Pair<K, V>) row;
            }

            @Override
            public Object row(K key, Pair<K, V> value) {
                return value;
            }
        };
    }
}
