package io.trunkline.ets.internal.store;

import java.util.Iterator;
import java.util.NoSuchElementException;

/// The rows that a cursor meets, one by one. Reads ahead, more and more: a few rows are cheap, and
/// many too. Not thread-safe.
///
/// @param <R> what the rows are known to be
public final class RowWalk<R> implements Iterator<R> {
    private static final int FIRST_READ = 8;
    private static final int LONGEST_READ = 128;

    private final Cursor cursor;
    private final Runnable access;
    private final RowBuffer buffer = new RowBuffer(FIRST_READ);
    private int ahead = FIRST_READ;
    private int next;
    private boolean more = true;

    /// @param access throws if the rows may not be read any more, which the cursor would not know;
    ///   asked each time before it reads ahead
    public RowWalk(Cursor cursor, Runnable access) {
        this.cursor = cursor;
        this.access = access;
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
    @SuppressWarnings("unchecked") // the caller knows what the rows are
    public R next() {
        if (!hasNext()) {
            throw new NoSuchElementException("no more rows");
        }
        return (R) buffer.get(next++);
    }

    /// Takes the next rows out of the walk, `limit` of them or all that are left.
    public RowBuffer take(int limit) {
        RowBuffer taken = new RowBuffer(Math.min(limit, LONGEST_READ));
        while (next < buffer.size() && taken.size() < limit) {
            taken.add(buffer.get(next++));
        }
        if (more && taken.size() < limit) {
            more = fill(taken, limit - taken.size());
        }
        return taken;
    }

    private boolean fill(RowBuffer rows, int limit) {
        access.run();
        return cursor.fill(rows, limit);
    }
}
