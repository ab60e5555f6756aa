package io.trunkline.benchmarks.tables;

import io.trunkline.ets.internal.store.RowType;

/// A row of two elements.
record OrderedRow(Object key, int value) {
    static final RowType TYPE =
            new RowType() {
                @Override
                public Object key(Object row) {
                    return ((OrderedRow) row).key();
                }

                @Override
                public boolean same(Object a, Object b) {
                    return a.equals(b);
                }
            };
}
