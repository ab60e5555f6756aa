package io.trunkline.ets.internal.table;

import io.trunkline.ets.internal.store.Cursor;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;

/// The rows that a cursor meets, one by one. Weakly consistent: reads some rows ahead.
final class RowIterator<R> implements Iterator<R> {
    private static final int AHEAD = 128;

    private final Cursor cursor;
    private final List<Object> buffer = new ArrayList<>();
    private int next;
    private boolean more = true;

    RowIterator(Cursor cursor) {
        this.cursor = cursor;
    }

    @Override
    public boolean hasNext() {
        if (next == buffer.size() && more) {
            buffer.clear();
            next = 0;
            more = cursor.fill(buffer, AHEAD);
        }
        return next < buffer.size();
    }

    @Override
    @SuppressWarnings("unchecked") // insert checks the class of rows
    public R next() {
        if (!hasNext()) {
            throw new NoSuchElementException("no more rows");
        }
        return (R) buffer.get(next++);
    }

    Spliterator<R> spliterator() {
        return Spliterators.spliteratorUnknownSize(
                this, Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.CONCURRENT);
    }
}
