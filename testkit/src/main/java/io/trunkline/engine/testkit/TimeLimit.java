package io.trunkline.engine.testkit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/// Ends a test that takes too long, which goes on in the thread that made this.
///
/// It dumps what there is to see, then interrupts the test; waits inside a process ignore that, so
/// if it does not help the test's node is closed under it.
final class TimeLimit implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(TimeLimit.class);
    private static final Duration GRACE = Duration.ofSeconds(2);

    private enum State {
        RUNNING,
        ENDED,
        EXPIRED
    }

    private final Duration limit;
    private final Supplier<String> processes;
    private final Runnable lastResort;
    private final Thread test = Thread.currentThread();
    private final AtomicReference<State> state = new AtomicReference<>(State.RUNNING);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);

    /// Published by `interrupted`.
    private String dump = "";

    /// @param processes describes the processes, on any thread
    /// @param lastResort ends the waits of a test that an interrupt does not end, on any thread
    TimeLimit(Duration limit, Supplier<String> processes, Runnable lastResort) {
        this.limit = limit;
        this.processes = processes;
        this.lastResort = lastResort;
        Thread.ofPlatform().daemon().name("time limit of " + test.getName()).start(this::watch);
    }

    private void watch() {
        try {
            if (ended.await(limit.toNanos(), TimeUnit.NANOSECONDS)
                    || !state.compareAndSet(State.RUNNING, State.EXPIRED)) {
                return;
            }
            dump = "processes:\n" + processes.get() + "threads:\n" + threads();
            log.error("a test must end within {}: thread={}\n{}", limit, test.getName(), dump);
            test.interrupt();
            interrupted.countDown();
            if (!ended.await(GRACE.toNanos(), TimeUnit.NANOSECONDS)) {
                lastResort.run();
            }
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts this thread", e);
        }
    }

    /// Ends the watch.
    @Override
    public void close() {
        state.compareAndSet(State.RUNNING, State.ENDED);
        ended.countDown();
    }

    /// Ends the watch if the time is up, and takes the interrupt in; for the test's thread.
    ///
    /// @return what was to be seen then; null if the time is not up, or this has been told before
    @Nullable AssertionError failure() {
        if (!state.compareAndSet(State.EXPIRED, State.ENDED)) {
            return null;
        }
        close();
        boolean waiting = true;
        while (waiting) {
            try {
                interrupted.await();
                waiting = false;
            } catch (InterruptedException e) {
                // it is the one that is waited for
            }
        }
        Thread.interrupted();
        return new AssertionError("expected the test to end within " + limit + "\n" + dump);
    }

    private static String threads() {
        StringBuilder text = new StringBuilder();
        Thread.getAllStackTraces()
                .forEach((thread, stack) -> {
                    text.append("  ").append(thread.getName()).append(' ');
                    text.append(thread.getState()).append('\n');
                    for (StackTraceElement frame : stack) {
                        text.append("    at ").append(frame).append('\n');
                    }
                });
        return text.toString();
    }
}
