package io.trunkline.ets.internal.hash;

import io.trunkline.ets.internal.store.Keys;
import io.trunkline.ets.internal.store.RowType;

/// A row whose value is no final field: nothing but the store publishes it.
final class StressRow {
    static final RowType TYPE =
            new RowType() {
                @Override
                public Object key(Object row) {
                    return ((StressRow) row).key;
                }

                @Override
                public boolean same(Object a, Object b) {
                    return a == b;
                }
            };

    /// Prints that ascend with the keys, and say nothing else of them: each lookup looks at rows.
    static final Keys KEYS =
            new Keys() {
                @Override
                public long print(Object key) {
                    return (long) (Integer) key << 60;
                }

                @Override
                public boolean same(Object a, Object b) {
                    return a.equals(b);
                }

                @Override
                public int compareTies(Object a, Object b) {
                    return compare(a, b);
                }

                @Override
                public int compare(Object a, Object b) {
                    return ((Integer) a).compareTo((Integer) b);
                }

                @Override
                public long prefix(Object key) {
                    return (Integer) key;
                }
            };

    Integer key;
    int value;

    StressRow(int key, int value) {
        this.key = key;
        this.value = value;
    }
}
