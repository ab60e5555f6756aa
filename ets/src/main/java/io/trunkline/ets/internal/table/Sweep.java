package io.trunkline.ets.internal.table;

import io.trunkline.ets.internal.row.Rows;
import io.trunkline.ets.internal.store.Cursor;
import io.trunkline.ets.internal.store.RowBuffer;
import io.trunkline.ets.internal.store.Store;

import org.jspecify.annotations.Nullable;

/// A walk that changes rows as it goes, each by itself.
final class Sweep {
    /// What a rule says of a row that shall stay as it is.
    static final Object LEAVE = new Object();

    private static final int AT_ONCE = 256;

    /// What becomes of a row.
    @FunctionalInterface
    interface Rule {
        /// Decides about one row.
        ///
        /// @return the row to put in its place, null to delete it, or [#LEAVE]
        @Nullable Object apply(Object row);
    }

    private final Store store;
    private final Rows rows;
    private final boolean oneRowPerKey;

    Sweep(Store store, Rows rows, boolean oneRowPerKey) {
        this.store = store;
        this.rows = rows;
        this.oneRowPerKey = oneRowPerKey;
    }

    /// Applies a rule to the rows that a cursor meets.
    ///
    /// @return how many it changed
    long run(Cursor cursor, Rule rule) {
        RowBuffer met = new RowBuffer(AT_ONCE);
        long changed = 0;
        boolean more = true;
        while (more) {
            met.clear();
            more = cursor.fill(met, AT_ONCE);
            for (Object row : met) {
                if (change(row, rule)) {
                    changed++;
                }
            }
        }
        return changed;
    }

    /// A row that was changed meanwhile is another row: the rule is asked about that one.
    private boolean change(Object met, Rule rule) {
        Object row = met;
        while (row != null) {
            Object result = rule.apply(row);
            if (result == LEAVE) {
                return false;
            }
            if (store.replace(row, result)) {
                return true;
            }
            row = oneRowPerKey ? store.get(rows.key(met)) : null;
        }
        return false;
    }
}
