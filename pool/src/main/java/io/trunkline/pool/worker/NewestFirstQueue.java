package io.trunkline.pool.worker;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.concurrent.locks.ReentrantLock;

/// A bounded queue that gives the oldest first, and the newest while more than half of it is taken.
/// Under a lock, which only this option pays for.
final class NewestFirstQueue implements TaskQueue {
    private final int capacity;
    private final ReentrantLock lock = new ReentrantLock();

    // --- under the lock ---
    private final ArrayDeque<QueuedTask<?>> tasks = new ArrayDeque<>();
    private long accepted;
    private int largest;
    private boolean closed;

    NewestFirstQueue(int capacity) {
        this.capacity = capacity;
    }

    @Override
    public Offer offer(QueuedTask<?> task) {
        lock.lock();
        try {
            if (closed) {
                return Offer.CLOSED;
            }
            if (tasks.size() == capacity) {
                return Offer.FULL;
            }
            tasks.addLast(task);
            accepted++;
            largest = Math.max(largest, tasks.size());
            return Offer.ACCEPTED;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public @Nullable QueuedTask<?> poll() {
        lock.lock();
        try {
            return tasks.size() > capacity / 2 ? tasks.pollLast() : tasks.pollFirst();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public @Nullable QueuedTask<?> pollOldest() {
        lock.lock();
        try {
            return tasks.pollFirst();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean dropEnded() {
        lock.lock();
        try {
            return tasks.removeIf(QueuedTask::isDone);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isEmpty() {
        return size() == 0;
    }

    @Override
    public int size() {
        lock.lock();
        try {
            return tasks.size();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long accepted() {
        lock.lock();
        try {
            return accepted;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int largest() {
        lock.lock();
        try {
            return largest;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }
}
