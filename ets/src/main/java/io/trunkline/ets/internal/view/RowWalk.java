package io.trunkline.ets.internal.view;

import io.trunkline.ets.internal.store.Cursor;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/// The rows that a cursor meets, one by one. Reads ahead, more and more: a few rows are cheap, and
/// many too. Not thread-safe.
final class RowWalk implements Iterator<Object> {
    private static final int FIRST_READ = 8;
    private static final int LONGEST_READ = 128;

    private final TableAccess table;
    private final Cursor cursor;
    private final List<Object> buffer = new ArrayList<>(FIRST_READ);
    private int ahead = FIRST_READ;
    private int next;
    private boolean more = true;

    /// @param cursor a walk over the rows of `table`
    RowWalk(TableAccess table, Cursor cursor) {
        this.table = table;
        this.cursor = cursor;
    }

    @Override
    public boolean hasNext() {
        if (next == buffer.size() && more) {
            buffer.clear();
            next = 0;
            more = fill(buffer, ahead);
            ahead = Math.min(2 * ahead, LONGEST_READ);
        }
        return next < buffer.size();
    }

    @Override
    public Object next() {
        if (!hasNext()) {
            throw new NoSuchElementException("no more rows");
        }
        return buffer.get(next++);
    }

    /// Takes the next rows out of the walk, `limit` of them or all that are left.
    List<Object> take(int limit) {
        List<Object> taken = new ArrayList<>();
        while (next < buffer.size() && taken.size() < limit) {
            taken.add(buffer.get(next++));
        }
        if (more && taken.size() < limit) {
            more = fill(taken, limit - taken.size());
        }
        return taken;
    }

    /// Goes on only while the table is there and may be read: the cursor would not know.
    private boolean fill(List<Object> rows, int limit) {
        table.reading();
        return cursor.fill(rows, limit);
    }
}
