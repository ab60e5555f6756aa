package io.trunkline.ets.internal.tree;

import io.trunkline.ets.internal.store.Keys;
import io.trunkline.ets.internal.store.RowType;

/// A row whose content is no final field: only the table publishes it.
final class Entry {
    static final Keys KEYS =
            new Keys() {
                @Override
                public long print(Object key) {
                    throw new UnsupportedOperationException("print(" + key + ")");
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
                    return Integer.compare((Integer) a, (Integer) b);
                }

                @Override
                public long prefix(Object key) {
                    return (Integer) key;
                }
            };

    static final RowType TYPE =
            new RowType() {
                @Override
                public Object key(Object row) {
                    return ((Entry) row).key;
                }

                @Override
                public boolean same(Object a, Object b) {
                    return a == b;
                }
            };

    final Integer key;
    int content;

    Entry(Integer key, int content) {
        this.key = key;
        this.content = content;
    }
}
