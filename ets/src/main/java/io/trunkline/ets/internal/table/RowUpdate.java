package io.trunkline.ets.internal.table;

import io.trunkline.ets.BadArg;
import io.trunkline.ets.internal.row.Rows;
import io.trunkline.ets.internal.store.RowFunction;

import org.jspecify.annotations.Nullable;

/// A change of elements of the row of a key. Used once, by one thread.
abstract class RowUpdate implements RowFunction {
    final Rows rows;
    private final Object key;
    private final @Nullable Object otherwise;

    /// Whether the key had a row.
    boolean found;

    /// @param otherwise the row to begin with if the key has none
    RowUpdate(Rows rows, Object key, @Nullable Object otherwise) {
        this.rows = rows;
        this.key = key;
        this.otherwise = otherwise;
    }

    @Override
    public final @Nullable Object apply(@Nullable Object row) {
        found = row != null;
        if (row != null) {
            return change(row);
        }
        return otherwise == null ? absent(key) : change(rows.withKey(otherwise, key));
    }

    /// The row as it shall be.
    abstract Object change(Object row);

    /// What to do without a row to begin with.
    @Nullable Object absent(Object absentKey) {
        throw new BadArg("key must be in the table: key=" + absentKey);
    }

    /// @throws BadArg unless it is the position of an element that may change
    final void checkPosition(Object row, int position) {
        int arity = rows.arity(row);
        if (position < 1 || position > arity || position == rows.keyPosition()) {
            throw new BadArg(
                    "position must be that of an element that is not the key: position=%d, row=%s"
                            .formatted(position, row));
        }
    }
}
