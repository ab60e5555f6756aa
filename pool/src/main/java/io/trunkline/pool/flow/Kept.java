package io.trunkline.pool.flow;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/// Events that a subscriber has not requested, in the batches in which they came. Confined to its
/// bridge.
final class Kept<E> {
    private final Queue<List<E>> later = new ArrayDeque<>();
    private List<E> batch = List.of();
    private int next;

    void add(List<E> events) {
        if (inBatch() == 0) {
            batch = events;
            next = 0;
        } else {
            later.add(events);
        }
    }

    /// How many [#next()] gives without another look.
    int inBatch() {
        if (next == batch.size() && !later.isEmpty()) {
            batch = later.remove();
            next = 0;
        }
        return batch.size() - next;
    }

    boolean isEmpty() {
        return inBatch() == 0;
    }

    E next() {
        return batch.get(next++);
    }

    @Override
    public String toString() {
        return "Kept[%d events in %d batches]"
                .formatted(inBatch() + later.stream().mapToInt(List::size).sum(), 1 + later.size());
    }
}
