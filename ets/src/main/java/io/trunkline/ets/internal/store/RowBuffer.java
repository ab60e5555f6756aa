package io.trunkline.ets.internal.store;

import org.jspecify.annotations.Nullable;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.function.Predicate;

/// Rows that a walk has met, in one array that stores copy into straight from theirs. What is taken
/// out of it may stay reachable until something else is put there. Not thread-safe.
public final class RowBuffer extends AbstractList<Object> implements RandomAccess {
    private static final int FIRST = 8;
    private static final int LONGEST = Integer.MAX_VALUE - 8;

    private @Nullable Object[] rows;
    private int size;

    public RowBuffer() {
        this(FIRST);
    }

    /// @param capacity how many rows it has room for before it grows
    public RowBuffer(int capacity) {
        rows = new Object[Math.max(1, capacity)];
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    @SuppressWarnings("NullAway") // what was torn is taken back before anybody looks at it
    public Object get(int index) {
        return rows[Objects.checkIndex(index, size)];
    }

    @Override
    public boolean add(@Nullable Object row) {
        if (size == rows.length) {
            grow(1);
        }
        rows[size++] = row;
        return true;
    }

    /// Adds elements of an array; nulls as well, which the caller must take back.
    public void addAll(@Nullable Object[] source, int from, int count) {
        if (count > rows.length - size) {
            grow(count);
        }
        System.arraycopy(source, from, rows, size, count);
        size += count;
    }

    /// Adds what is no null in `[from, to)` of an array, up to a number of rows.
    ///
    /// @return where it stopped: behind the last row that it added, if it added so many; else `to`
    public int addPresent(@Nullable Object[] source, int from, int to, int most) {
        int room = Math.min(to - from, most);
        if (room > rows.length - size) {
            grow(room);
        }
        @Nullable Object[] target = rows;
        int next = size;
        int end = next + room;
        int at = from;
        for (; at < to && next < end; at++) {
            Object row = source[at];
            if (row != null) {
                target[next++] = row;
            }
        }
        size = next;
        return at;
    }

    private void grow(int more) {
        int needed = Math.addExact(size, more);
        long wanted = Math.max(needed, size + (size >> 1) + (long) FIRST);
        rows = Arrays.copyOf(rows, (int) Math.min(wanted, Math.max(needed, LONGEST)));
    }

    /// Takes back all but the first rows.
    public void truncate(int newSize) {
        size = Math.min(size, newSize);
    }

    @Override
    public void clear() {
        size = 0;
    }

    @Override
    public boolean removeIf(Predicate<? super Object> filter) {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            Object row = get(i);
            rows[kept] = row; // whether it stays or not: a branch would be hard to predict
            kept += filter.test(row) ? 0 : 1;
        }
        boolean removed = kept < size;
        size = kept;
        return removed;
    }

    @Override
    @SuppressWarnings("NullAway") // as in get
    public Object[] toArray() {
        return Arrays.copyOf(rows, size);
    }
}
