package io.trunkline.ets.internal.hash;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Objects;

/// Some entries in a row, as one look at a stripe found them. Owned by one walk.
final class Chunk {
    private static final long[] NO_VALUES = {};

    private long[] prints;
    private @Nullable Object[] slots;
    private long[] values;
    private int size;
    private boolean last;

    Chunk(int capacity, boolean counting) {
        prints = new long[capacity];
        slots = new Object[capacity];
        values = counting ? new long[capacity] : NO_VALUES;
    }

    void clear() {
        size = 0;
        last = false;
    }

    void add(long print, @Nullable Object slot, long value) {
        if (size == slots.length) {
            prints = Arrays.copyOf(prints, 2 * size);
            slots = Arrays.copyOf(slots, 2 * size);
            values = values == NO_VALUES ? NO_VALUES : Arrays.copyOf(values, 2 * size);
        }
        if (values != NO_VALUES) {
            values[size] = value;
        }
        prints[size] = print;
        slots[size++] = slot;
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

    long print(int index) {
        return prints[index];
    }

    long lastPrint() {
        return prints[size - 1];
    }

    long value(int index) {
        return values[index];
    }

    Object slot(int index) {
        return Objects.requireNonNull(slots[index]);
    }
}
