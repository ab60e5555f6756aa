package io.trunkline.observer.internal.history;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// The last of what happened; everything is counted, and only so many a second are kept, so that a
/// storm costs those who are in it next to nothing.
public final class Ring<T> {
    private static final long WINDOW = TimeUnit.SECONDS.toNanos(1);

    private final int size;
    private final int mostPerSecond;
    private final ReentrantLock lock = new ReentrantLock();

    // guarded by lock
    private final Deque<Numbered<T>> kept = new ArrayDeque<>();
    private long total;
    private long windowStart = System.nanoTime();
    private int inWindow;

    /// Something that happened.
    ///
    /// @param number from 1
    /// @param millis when, as in [System#currentTimeMillis()]
    public record Numbered<T>(long number, long millis, T event) {}

    Ring(int size, int mostPerSecond) {
        this.size = size;
        this.mostPerSecond = mostPerSecond;
    }

    /// Counts an event, and keeps what `make` makes of it if there is room this second.
    void add(Supplier<T> make) {
        long number;
        lock.lock();
        try {
            number = ++total;
            if (!hasRoom()) {
                return;
            }
        } finally {
            lock.unlock();
        }
        // others' code, so not under the lock
        T event = make.get();
        lock.lock();
        try {
            if (kept.size() == size) {
                kept.removeFirst();
            }
            kept.addLast(new Numbered<>(number, System.currentTimeMillis(), event));
        } finally {
            lock.unlock();
        }
    }

    private boolean hasRoom() {
        long now = System.nanoTime();
        if (now - windowStart >= WINDOW) {
            windowStart = now;
            inWindow = 0;
        }
        return ++inWindow <= mostPerSecond;
    }

    /// How many there were, kept or not.
    public long total() {
        lock.lock();
        try {
            return total;
        } finally {
            lock.unlock();
        }
    }

    /// What is kept, latest first.
    public List<Numbered<T>> latest() {
        lock.lock();
        try {
            return new ArrayList<>(kept).reversed();
        } finally {
            lock.unlock();
        }
    }
}
