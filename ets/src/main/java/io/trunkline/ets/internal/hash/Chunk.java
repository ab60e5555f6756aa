package io.trunkline.ets.internal.hash;

import io.trunkline.ets.internal.store.RowBuffer;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// Some entries in a row, as one look at a stripe found them. Owned by one walk.
///
/// Slots go into a buffer, behind what is in it; where slots are rows that may be the one which the
/// rows are wanted in.
final class Chunk {
    private static final long[] NONE = {};

    private final RowBuffer slots;
    private long[] prints;
    private long[] values;
    private long lastPrint;
    private int start;
    private int size;
    private boolean last;

    private Chunk(RowBuffer slots, long[] prints, long[] values) {
        this.slots = slots;
        this.prints = prints;
        this.values = values;
        this.start = slots.size();
    }

    /// For rows that are slots, of which none is left behind.
    static Chunk ofRows(RowBuffer rows) {
        return new Chunk(rows, NONE, NONE);
    }

    /// For slots with their prints, of which a walk may pass some only.
    static Chunk ofSlots(int capacity) {
        return new Chunk(new RowBuffer(capacity), new long[capacity], NONE);
    }

    /// For keys with their numbers, of which none is left behind.
    static Chunk ofCounters(int capacity) {
        return new Chunk(new RowBuffer(capacity), NONE, new long[capacity]);
    }

    void clear() {
        slots.truncate(start);
        size = 0;
        last = false;
    }

    /// Leaves in the buffer what there is and goes on behind it.
    void keep() {
        start = slots.size();
        size = 0;
    }

    void add(long print, @Nullable Object slot, long value) {
        if (prints != NONE) {
            prints = withRoom(prints);
            prints[size] = print;
        }
        if (values != NONE) {
            values = withRoom(values);
            values[size] = value;
        }
        lastPrint = print;
        size++;
        slots.add(slot);
    }

    /// Adds what is in the places `[from, to)` until it has `max` entries.
    ///
    /// @return where it stopped
    int addPlaces(long[] p, @Nullable Object[] s, long @Nullable [] v, int from, int to, int max) {
        if (prints == NONE && values == NONE) {
            int at = slots.addPresent(s, from, to, max - size);
            size = slots.size() - start;
            lastPrint = at > from ? p[at - 1] : lastPrint;
            return at;
        }
        int at = from;
        for (; at < to && size < max; at++) {
            if (p[at] != 0) {
                add(p[at], s[at], v == null || at >= v.length ? 0 : v[at]);
            }
        }
        return at;
    }

    private long[] withRoom(long[] array) {
        return size < array.length ? array : Arrays.copyOf(array, 2 * size);
    }

    /// Says that the stripe has no more.
    void setLast() {
        last = true;
    }

    boolean isLast() {
        return last;
    }

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    /// The print of an entry, if prints are kept; or as [#lastPrint()].
    long print(int index) {
        return index == size - 1 ? lastPrint : prints[index];
    }

    /// The print of the last entry; not known if the stripe has no more.
    long lastPrint() {
        return lastPrint;
    }

    long value(int index) {
        return values[index];
    }

    Object slot(int index) {
        return slots.get(start + index);
    }
}
