package io.trunkline.pool.resource;

import java.util.concurrent.atomic.AtomicInteger;

/// A resource that knows how it is treated: it has one user at a time, and is closed once.
final class Thing {
    private final int number;
    private final AtomicInteger users = new AtomicInteger();
    private final AtomicInteger closings = new AtomicInteger();
    volatile boolean broken;

    Thing(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    /// Uses it.
    ///
    /// @throws AssertionError if somebody else does, or it is closed
    void use() {
        if (users.incrementAndGet() != 1 || closings.get() != 0) {
            throw new AssertionError("a resource must have one user and be open: " + this);
        }
        Thread.onSpinWait();
        users.decrementAndGet();
    }

    void close() {
        closings.incrementAndGet();
    }

    int closings() {
        return closings.get();
    }

    @Override
    public String toString() {
        return "thing " + number + ", users=" + users + ", closings=" + closings;
    }
}
