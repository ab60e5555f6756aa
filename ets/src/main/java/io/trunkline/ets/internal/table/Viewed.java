package io.trunkline.ets.internal.table;

import io.trunkline.ets.internal.row.Rows;
import io.trunkline.ets.internal.store.Keys;
import io.trunkline.ets.internal.store.Store;
import io.trunkline.ets.internal.view.TableAccess;

import org.jspecify.annotations.Nullable;

/// A table as its views see it.
record Viewed(LocalTable<?> table, Keys keys, Rows rows) implements TableAccess {
    @Override
    public Store reading() {
        return table.reading();
    }

    @Override
    public Store writing() {
        return table.writing();
    }

    @Override
    public Object key(Object row) {
        return rows.key(row);
    }

    @Override
    public void check(@Nullable Object row) {
        rows.check(row);
    }

    @Override
    public void inserted() {
        table.trim();
    }
}
