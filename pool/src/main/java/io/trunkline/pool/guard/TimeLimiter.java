package io.trunkline.pool.guard;

import io.trunkline.engine.Node;

import org.jspecify.annotations.Nullable;

import java.lang.ScopedValue.CallableOp;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/// Bounds how long a call takes.
///
/// The work runs on a virtual thread of its own: it is not the calling process, and sees none of
/// the caller's thread-locals. When the time is up, or the caller is interrupted, that thread is
/// interrupted and the caller goes on at once, whatever the work does about it. A call to a process
/// needs no such guard, as it has a timeout.
public final class TimeLimiter implements Guard {
    private final Duration limit;
    private final GuardTime time;
    private final LongAdder completed = new LongAdder();
    private final LongAdder expired = new LongAdder();

    private TimeLimiter(Duration limit, GuardTime time) {
        if (!limit.isPositive()) {
            throw new IllegalArgumentException("limit must be > 0: limit=" + limit);
        }
        this.limit = limit;
        this.time = time;
    }

    /// Makes a limiter.
    public static TimeLimiter of(Duration limit) {
        return new TimeLimiter(limit, GuardTime.SYSTEM);
    }

    /// Makes a limiter that follows a node's time. The work is a process of its own, linked to the
    /// calling one, and killed when its time is up; on a simulated node this needs the test kit.
    public static TimeLimiter of(Duration limit, Node node) {
        return new TimeLimiter(limit, GuardTime.of(node));
    }

    /// Runs a call within the limit.
    ///
    /// @throws TimeLimitExceeded if it took longer
    /// @throws GuardInterrupted if the caller was interrupted meanwhile
    @Override
    public <T extends @Nullable Object, X extends Exception> T call(
            CallableOp<? extends T, ? extends X> work) throws X {
        Attempts<T> attempts = new Attempts<>(time, "time-limited", work);
        attempts.start();
        try {
            Attempt<T> ended = attempts.poll(limit);
            if (ended == null) {
                expired.increment();
                throw new TimeLimitExceeded(limit);
            }
            completed.increment();
            return ended.<X>result();
        } catch (InterruptedException e) {
            throw GuardInterrupted.now("work");
        } finally {
            attempts.cancel();
        }
    }

    /// The counts of now.
    public Snapshot snapshot() {
        return new Snapshot(completed.sum(), expired.sum());
    }

    /// What a limiter has seen.
    ///
    /// @param completed how many calls ended in time, well or not
    /// @param expired how many did not
    public record Snapshot(long completed, long expired) {}
}
