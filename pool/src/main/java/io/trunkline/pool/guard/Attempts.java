package io.trunkline.pool.guard;

import io.trunkline.engine.spi.Gate;

import org.jspecify.annotations.Nullable;

import java.lang.ScopedValue.CallableOp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// The attempts of one call. Used by its caller, to whom attempts report their ends: an attempt is
/// put into `ended` before the bell is looked for, and the caller hangs up a new bell before it
/// looks there, so that one of the two sees the other.
final class Attempts<T extends @Nullable Object> {
    private static final Duration EVER = Duration.ofNanos(Long.MAX_VALUE);

    private final GuardTime time;
    private final String kind;
    private final CallableOp<? extends T, ? extends Exception> work;
    private final Queue<Attempt<T>> ended = new ConcurrentLinkedQueue<>();
    private final List<Runnable> cancellations = new ArrayList<>(2);
    private volatile @Nullable Gate bell;

    Attempts(GuardTime time, String kind, CallableOp<? extends T, ? extends Exception> work) {
        this.time = time;
        this.kind = kind;
        this.work = work;
    }

    Attempt<T> start() {
        Attempt<T> attempt = new Attempt<>(work);
        cancellations.add(time.start(kind, attempt::run, () -> ended(attempt)));
        return attempt;
    }

    /// Waits for the next that ends.
    Attempt<T> take() throws InterruptedException {
        Attempt<T> next = poll(EVER);
        while (next == null) {
            next = poll(EVER);
        }
        return next;
    }

    /// Waits for the next that ends.
    ///
    /// @return null if none did in time
    @Nullable Attempt<T> poll(Duration timeout) throws InterruptedException {
        Gate next = time.gate();
        bell = next;
        Attempt<T> attempt = ended.poll();
        if (attempt != null || !next.await(timeout)) {
            return attempt;
        }
        return ended.poll();
    }

    /// Ends those that have not.
    void cancel() {
        cancellations.forEach(Runnable::run);
    }

    private void ended(Attempt<T> attempt) {
        ended.add(attempt);
        Gate waiting = bell;
        if (waiting != null) {
            waiting.open();
        }
    }
}
