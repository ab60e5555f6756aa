package io.trunkline.benchmarks.tables;

import io.trunkline.ets.internal.store.RowType;

/// A row of a key and a number.
record HashRow(Object key, long value) {
    static final RowType TYPE =
            new RowType() {
                @Override
                public Object key(Object row) {
                    return ((HashRow) row).key;
                }

                @Override
                public boolean same(Object a, Object b) {
                    return a.equals(b);
                }
            };
}
