package io.trunkline.pool.stage;

import org.jspecify.annotations.Nullable;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.function.Consumer;

/// Events as they travel: a part of an array that nobody changes any more. Immutable; parts share
/// the array.
final class Events<E> extends AbstractList<E> implements RandomAccess {
    private static final Events<Object> NONE = new Events<>(new Object[0], 0, 0);

    private final Object[] array;
    private final int from;
    private final int size;

    private Events(Object[] array, int from, int size) {
        this.array = array;
        this.from = from;
        this.size = size;
    }

    @SuppressWarnings("unchecked") // it has none
    static <E> Events<E> none() {
        return (Events<E>) NONE;
    }

    /// The array's events, which must not be changed from now on.
    static <E> Events<E> of(Object[] array, int size) {
        return new Events<>(array, 0, size);
    }

    /// A list's events, copied unless they are events already.
    ///
    /// @throws NullPointerException if one is null
    @SuppressWarnings("unchecked") // it is only read
    static <E> Events<E> copyOf(List<? extends E> list) {
        if (list instanceof Events<?> events) {
            return (Events<E>) events;
        }
        Object[] array = list.toArray();
        for (int i = 0; i < array.length; i++) {
            if (array[i] == null) {
                throw new NullPointerException("events must not be null: index=" + i);
            }
        }
        return array.length == 0 ? none() : new Events<>(array, 0, array.length);
    }

    /// Those from `first` up to and without `end`.
    Events<E> part(int first, int end) {
        return first == 0 && end == size ? this : new Events<>(array, from + first, end - first);
    }

    void copyTo(@Nullable Object[] target, int at, int first, int count) {
        System.arraycopy(array, from + first, target, at, count);
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    @SuppressWarnings("unchecked") // what was put in
    public E get(int index) {
        return (E) array[from + Objects.checkIndex(index, size)];
    }

    @Override
    @SuppressWarnings("unchecked") // what was put in
    public void forEach(Consumer<? super E> action) {
        for (int i = from, end = from + size; i < end; i++) {
            action.accept((E) array[i]);
        }
    }

    @Override
    public Object[] toArray() {
        return Arrays.copyOfRange(array, from, from + size, Object[].class);
    }

    @Override
    public Iterator<E> iterator() {
        return new Iterator<>() {
            private int next = from;

            @Override
            public boolean hasNext() {
                return next < from + size;
            }

            @Override
            @SuppressWarnings("unchecked") // what was put in
            public E next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return (E) array[next++];
            }
        };
    }
}
