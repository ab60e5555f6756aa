package io.trunkline.ets.internal.table;

import io.trunkline.ets.Chunk;
import io.trunkline.ets.Limit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// A part of a selection. The walk goes on once, for whoever asks first; who asks again gets the
/// same next chunk.
final class LocalChunk<T> implements Chunk<T> {
    private final List<T> results;
    private final Selection selection;
    private final Limit limit;
    private final Runnable access;

    private final ReentrantLock lock = new ReentrantLock();

    // guarded by the lock
    private boolean asked;
    private Optional<Chunk<T>> next = Optional.empty();

    private LocalChunk(List<T> results, Selection selection, Limit limit, Runnable access) {
        this.results = results;
        this.selection = selection;
        this.limit = limit;
        this.access = access;
    }

    /// @param access throws if the caller may not read any more
    @SuppressWarnings("unchecked") // the caller knows what the specification makes
    static <T> Optional<Chunk<T>> of(Selection selection, Limit limit, Runnable access) {
        List<Object> results = new ArrayList<>();
        selection.collect(results, limit.count());
        return results.isEmpty()
                ? Optional.empty()
                : Optional.of(new LocalChunk<>((List<T>) results, selection, limit, access));
    }

    @Override
    public List<T> results() {
        return results;
    }

    @Override
    public Optional<Chunk<T>> next() {
        access.run();
        lock.lock();
        try {
            if (!asked) {
                asked = true;
                next = of(selection, limit, access);
            }
            return next;
        } finally {
            lock.unlock();
        }
    }
}
