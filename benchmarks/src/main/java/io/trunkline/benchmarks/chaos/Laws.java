package io.trunkline.benchmarks.chaos;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/// What was found broken. Any thread.
final class Laws {
    private static final int TOLD = 40;

    private final Queue<String> broken = new ConcurrentLinkedQueue<>();
    private final AtomicLong count = new AtomicLong();

    void broken(String how) {
        if (count.incrementAndGet() <= TOLD) {
            broken.add(how);
        }
    }

    void check(boolean holds, String otherwise) {
        if (!holds) {
            broken(otherwise);
        }
    }

    void equal(String what, long expected, long actual) {
        if (expected != actual) {
            broken(what + ": expected " + expected + ", got: " + actual);
        }
    }

    long count() {
        return count.get();
    }

    /// The first of them.
    List<String> told() {
        return List.copyOf(broken);
    }
}
