package io.trunkline.ets.internal.hash;

import java.util.AbstractList;
import java.util.Objects;
import java.util.RandomAccess;

/// Two rows or more of one key, oldest first; what a bag holds under it. Never changes.
///
/// The array behind it may be longer, and shared with the lists that came of this one by [#with]:
/// only the newest list of such a family is ever appended to, so each element is written once.
final class RowList extends AbstractList<Object> implements RandomAccess {
    private final Object[] rows;
    private final int size;

    private RowList(Object[] rows, int size) {
        this.rows = rows;
        this.size = size;
    }

    static RowList of(Object first, Object second) {
        return new RowList(new Object[] {first, second}, 2);
    }

    /// @param rows not to be changed any more
    static RowList of(Object[] rows) {
        return new RowList(rows, rows.length);
    }

    /// With a row more. Must be called on the newest list only, under the lock of its key.
    RowList with(Object row) {
        if (size < rows.length && rows[size] == null) {
            // plain: readers get at it only through the new list, published by the version
            rows[size] = row;
            return new RowList(rows, size + 1);
        }
        Object[] more = new Object[size + (size >> 1) + 1];
        System.arraycopy(rows, 0, more, 0, size);
        more[size] = row;
        return new RowList(more, size + 1);
    }

    @Override
    public Object get(int index) {
        return rows[Objects.checkIndex(index, size)];
    }

    @Override
    public int size() {
        return size;
    }
}
