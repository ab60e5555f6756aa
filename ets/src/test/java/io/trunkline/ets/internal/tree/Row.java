package io.trunkline.ets.internal.tree;

import io.trunkline.ets.internal.store.RowType;

/// A row for tests.
record Row(Object key, Object value) {
    static final RowType TYPE =
            new RowType() {
                @Override
                public Object key(Object row) {
                    return ((Row) row).key();
                }

                @Override
                public boolean same(Object a, Object b) {
                    return a.equals(b);
                }
            };

    static Row of(Object key) {
        return new Row(key, key);
    }
}
