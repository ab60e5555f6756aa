package io.trunkline.benchmarks.chaos;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.ProcessExit;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// The code of a task.
///
/// @param key whose order it keeps; null if none
/// @param way what it does, 0 to 999
/// @param mayEnd whether it may end the process that runs it
record Job(TaskBook book, int slot, @Nullable Key key, int way, boolean mayEnd)
        implements Callable<Integer> {
    private static final int BLOCK = 80;
    private static final int WORK = 250;
    private static final int THROW = 300;
    private static final int BREAK = 302;
    private static final int EXIT = 304;

    /// Whose tasks are run in order of their slots.
    static final class Key {
        private final AtomicInteger newest = new AtomicInteger(-1);
    }

    /// Ends a worker.
    static final class Broken extends Error {
        private static final long serialVersionUID = 1;

        Broken() {
            super("ordered", null, false, false);
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        book.ran(slot);
        if (key != null && key.newest.getAndAccumulate(slot, Math::max) > slot) {
            book.outOfOrder(slot);
        }
        if (way < BLOCK) {
            if (book.blocking) {
                block(TimeUnit.MICROSECONDS.toNanos(20L * way));
            }
        } else if (way < WORK) {
            long end = System.nanoTime() + 100L * way;
            while (System.nanoTime() - end < 0) {
                Thread.onSpinWait();
            }
        } else if (way < THROW) {
            throw new IllegalStateException("ordered");
        } else if (way < BREAK) {
            throw new Broken();
        } else if (way < EXIT && mayEnd) {
            throw new ProcessExit(ExitReason.other("ordered"));
        }
        return slot;
    }

    private static void block(long nanos) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; left > 0; left = end - System.nanoTime()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            LockSupport.parkNanos(left);
        }
    }
}
