package io.trunkline.ets.internal.view;

import io.trunkline.ets.internal.store.RowWalk;

import org.jspecify.annotations.Nullable;

import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.function.Function;

/// The elements of a walk. It splits off what the walk meets next, in batches that grow: nobody
/// knows where the middle of a walk is.
final class RowSpliterator<T> implements Spliterator<T> {
    private static final int BATCH_STEP = 1 << 10;
    private static final int LARGEST_BATCH = 1 << 16;

    private final Iterator<Object> rows;
    private final Function<Object, T> element;
    private final int characteristics;
    private final @Nullable Comparator<? super T> order;

    /// How many elements there are at most.
    private final long estimate;

    private int batch = BATCH_STEP;

    RowSpliterator(
            RowWalk<Object> rows,
            Function<Object, T> element,
            int characteristics,
            @Nullable Comparator<? super T> order) {
        this(rows, element, characteristics, order, Long.MAX_VALUE);
    }

    private RowSpliterator(
            Iterator<Object> rows,
            Function<Object, T> element,
            int characteristics,
            @Nullable Comparator<? super T> order,
            long estimate) {
        this.rows = rows;
        this.element = element;
        this.characteristics = characteristics;
        this.order = order;
        this.estimate = estimate;
    }

    @Override
    public boolean tryAdvance(Consumer<? super T> action) {
        Objects.requireNonNull(action, "action");
        if (!rows.hasNext()) {
            return false;
        }
        action.accept(element.apply(rows.next()));
        return true;
    }

    @Override
    public @Nullable Spliterator<T> trySplit() {
        if (!(rows instanceof RowWalk<Object> walk)) {
            return null; // a batch
        }
        List<Object> part = walk.take(batch);
        if (part.isEmpty()) {
            return null;
        }
        batch = Math.min(batch + BATCH_STEP, LARGEST_BATCH);
        return new RowSpliterator<>(part.iterator(), element, characteristics, order, part.size());
    }

    @Override
    public long estimateSize() {
        return estimate;
    }

    @Override
    public int characteristics() {
        return characteristics;
    }

    @Override
    public @Nullable Comparator<? super T> getComparator() {
        if (order == null) {
            throw new IllegalStateException(
                    "elements must be sorted: characteristics=" + characteristics);
        }
        return order;
    }
}
