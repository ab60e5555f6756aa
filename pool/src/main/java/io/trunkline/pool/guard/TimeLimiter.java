package io.trunkline.pool.guard;

import org.jspecify.annotations.Nullable;

import java.lang.ScopedValue.CallableOp;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;

/// Bounds how long a call takes.
///
/// The work runs on a virtual thread of its own: it is not the calling process, and sees none of
/// the caller's thread-locals. When the time is up, or the caller is interrupted, that thread is
/// interrupted and the caller goes on at once, whatever the work does about it. A call to a process
/// needs no such guard, as it has a timeout.
public final class TimeLimiter implements Guard {
    private final Duration limit;
    private final long nanos;
    private final LongAdder completed = new LongAdder();
    private final LongAdder expired = new LongAdder();

    private TimeLimiter(Duration limit) {
        if (!limit.isPositive()) {
            throw new IllegalArgumentException("limit must be > 0: limit=" + limit);
        }
        this.limit = limit;
        this.nanos = TimeUnit.NANOSECONDS.convert(limit);
    }

    /// Makes a limiter.
    public static TimeLimiter of(Duration limit) {
        return new TimeLimiter(limit);
    }

    /// Runs a call within the limit.
    ///
    /// @throws TimeLimitExceeded if it took longer
    /// @throws GuardInterrupted if the caller was interrupted meanwhile
    @Override
    public <T extends @Nullable Object, X extends Exception> T call(
            CallableOp<? extends T, ? extends X> work) throws X {
        Attempt<T> attempt = new Attempt<>(work, done -> {});
        attempt.start("time-limited");
        try {
            T result = attempt.get(nanos, TimeUnit.NANOSECONDS);
            completed.increment();
            return result;
        } catch (ExecutionException e) {
            completed.increment();
            throw Attempt.<X>failureOf(e);
        } catch (TimeoutException e) {
            attempt.cancel(true);
            expired.increment();
            throw new TimeLimitExceeded(limit);
        } catch (InterruptedException e) {
            attempt.cancel(true);
            throw GuardInterrupted.now("work");
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
