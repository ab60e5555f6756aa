package io.trunkline.pool.guard;

import io.trunkline.engine.spi.Gate;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/// Places that are taken and left: a fair semaphore, whose waiting is that of a [GuardTime].
///
/// Who leaves raises `free` and then looks at `waiting`; who waits raises `waiting`, under the
/// lock, and then tries `free` again. Both are sequentially consistent, so that one of the two sees
/// the other, and nobody waits beside a free place. Who comes while others wait goes to the lock,
/// and behind them.
final class Places {
    private final GuardTime time;
    private final AtomicInteger free;

    /// Changes under the lock.
    private final AtomicInteger waiting = new AtomicInteger();

    private final ReentrantLock lock = new ReentrantLock();

    /// Under the lock.
    private final ArrayDeque<Gate> queue = new ArrayDeque<>();

    Places(int places, GuardTime time) {
        this.free = new AtomicInteger(places);
        this.time = time;
    }

    int free() {
        return free.get();
    }

    int waiting() {
        return waiting.get();
    }

    /// Takes a place if there is one and nobody waits for it.
    boolean tryTake() {
        return waiting.get() == 0 && takeFree();
    }

    /// Takes a place, waiting for it for up to `timeout`.
    ///
    /// @throws InterruptedException if the thread, being no process, was interrupted; it has no
    ///   place then
    boolean take(Duration timeout) throws InterruptedException {
        if (tryTake()) {
            return true;
        }
        if (timeout.isZero()) {
            return false;
        }
        Gate turn = enqueue();
        boolean came;
        try {
            came = turn.await(timeout);
        } catch (Throwable t) { // interrupted, or killed
            if (!withdraw(turn)) {
                leave();
            }
            throw t;
        }
        return came || !withdraw(turn);
    }

    /// Leaves a place.
    void leave() {
        free.incrementAndGet();
        if (waiting.get() > 0) {
            lock.lock();
            try {
                grant();
            } finally {
                lock.unlock();
            }
        }
    }

    private Gate enqueue() {
        Gate turn = time.gate();
        lock.lock();
        try {
            waiting.incrementAndGet();
            queue.add(turn);
            grant();
        } finally {
            lock.unlock();
        }
        return turn;
    }

    /// Takes one who gives up out of the queue.
    ///
    /// @return false if it has a place by now
    private boolean withdraw(Gate turn) {
        lock.lock();
        try {
            boolean waited = queue.remove(turn);
            if (waited) {
                waiting.decrementAndGet();
            }
            return waited;
        } finally {
            lock.unlock();
        }
    }

    /// Under the lock: gives what is free to those who wait.
    private void grant() {
        while (!queue.isEmpty() && takeFree()) {
            waiting.decrementAndGet();
            queue.remove().open();
        }
    }

    private boolean takeFree() {
        int seen;
        do {
            seen = free.get();
            if (seen == 0) {
                return false;
            }
        } while (!free.compareAndSet(seen, seen - 1));
        return true;
    }
}
