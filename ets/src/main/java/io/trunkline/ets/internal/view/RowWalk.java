package io.trunkline.ets.internal.view;

import io.trunkline.ets.internal.store.Cursor;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/// The rows that a cursor meets, one by one; reads some ahead.
public final class RowWalk implements Iterator<Object> {
    private static final int AHEAD = 128;

    private final Cursor cursor;
    private final List<Object> buffer = new ArrayList<>();
    private int next;
    private boolean more = true;

    public RowWalk(Cursor cursor) {
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
    public Object next() {
        if (!hasNext()) {
            throw new NoSuchElementException("no more rows");
        }
        return buffer.get(next++);
    }
}
