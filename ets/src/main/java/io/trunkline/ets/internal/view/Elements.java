package io.trunkline.ets.internal.view;

import io.trunkline.ets.internal.store.RowWalk;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Objects;
import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/// The rows of a map, each as its key, its value or both: what the collections of a map share.
final class Elements<T> {
    private final SetMap<?, ?> map;
    private final Function<Object, T> element;
    private final int characteristics;
    private final @Nullable Comparator<? super T> order;

    /// @param distinct whether no two elements are equal
    /// @param order what the elements are sorted by, if they are
    Elements(
            SetMap<?, ?> map,
            Function<Object, T> element,
            boolean distinct,
            @Nullable Comparator<? super T> order) {
        this.map = map;
        this.element = element;
        this.order = order;
        this.characteristics =
                Spliterator.CONCURRENT
                        | Spliterator.NONNULL
                        | (distinct ? Spliterator.DISTINCT : 0)
                        | (map.keyOrder() != null ? Spliterator.ORDERED : 0)
                        | (order != null ? Spliterator.SORTED : 0);
    }

    SetMap<?, ?> map() {
        return map;
    }

    Iterator<T> iterator() {
        return new ElementIterator();
    }

    Spliterator<T> spliterator() {
        return new RowSpliterator<>(map.rows(), element, characteristics, order);
    }

    void forEach(Consumer<? super T> action) {
        Objects.requireNonNull(action, "action");
        map.rows().forEachRemaining(row -> action.accept(element.apply(row)));
    }

    /// Deletes each row whose element the filter takes, as it is when it goes.
    boolean removeIf(Predicate<? super T> filter) {
        Objects.requireNonNull(filter, "filter");
        map.table.writing();
        boolean removed = false;
        for (RowWalk<Object> rows = map.rows(); rows.hasNext(); ) {
            removed |= removeIf(rows.next(), filter);
        }
        return removed;
    }

    /// Deletes the first row whose element the filter takes.
    boolean removeFirst(Predicate<? super T> filter) {
        map.table.writing();
        for (RowWalk<Object> rows = map.rows(); rows.hasNext(); ) {
            if (removeIf(rows.next(), filter)) {
                return true;
            }
        }
        return false;
    }

    boolean retainAll(Collection<?> others) {
        Objects.requireNonNull(others, "others");
        return removeIf(it -> !others.contains(it));
    }

    private boolean removeIf(Object met, Predicate<? super T> filter) {
        Object row = met;
        while (row != null && filter.test(element.apply(row))) {
            if (map.table.writing().replace(row, null)) {
                return true;
            }
            row = map.table.writing().get(map.table.key(row));
        }
        return false;
    }

    private final class ElementIterator implements Iterator<T> {
        private final RowWalk<Object> rows = map.rows();
        private @Nullable Object last;

        @Override
        public boolean hasNext() {
            return rows.hasNext();
        }

        @Override
        public T next() {
            Object row = rows.next();
            last = row;
            return element.apply(row);
        }

        /// Deletes what is there now under the key, as maps of the JDK do.
        @Override
        public void remove() {
            if (last == null) {
                throw new IllegalStateException("next must have been called, once for each remove");
            }
            map.table.writing().take(map.table.key(last));
            last = null;
        }
    }
}
