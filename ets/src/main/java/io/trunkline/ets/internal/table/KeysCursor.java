package io.trunkline.ets.internal.table;

import io.trunkline.ets.internal.store.Cursor;
import io.trunkline.ets.internal.store.RowBuffer;
import io.trunkline.ets.internal.store.Store;

import java.util.Iterator;
import java.util.List;

/// A walk over the rows of some keys.
final class KeysCursor implements Cursor {
    private final Store store;
    private final Iterator<Object> keys;

    KeysCursor(Store store, List<Object> keys) {
        this.store = store;
        this.keys = keys.iterator();
    }

    @Override
    public boolean fill(RowBuffer rows, int limit) {
        int before = rows.size();
        while (keys.hasNext() && rows.size() - before < limit) {
            rows.addAll(store.lookup(keys.next()));
        }
        return rows.size() - before >= limit;
    }
}
