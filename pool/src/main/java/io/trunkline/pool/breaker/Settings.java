package io.trunkline.pool.breaker;

import io.trunkline.engine.Clock;
import io.trunkline.pool.guard.Backoff;
import io.trunkline.pool.guard.Failures;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/// How a breaker was built; see [BreakerBuilder].
///
/// @param count the size of a window of calls, 0 if it is none
/// @param timeNanos the size of a window of time, 0 if it is none
/// @param slowNanos from when on a call is slow, 0 if none ever is
record Settings(
        String name,
        Limits limits,
        int count,
        long timeNanos,
        long slowNanos,
        Backoff openFor,
        int probes,
        long probeLeaseNanos,
        @Nullable Predicate<? super Throwable> recorded,
        @Nullable Predicate<? super Throwable> ignored,
        @Nullable Predicate<@Nullable Object> failedResult,
        List<CircuitListener> listeners,
        Clock clock,
        @Nullable RandomGenerator random) {

    Window newWindow(LongAdder successes) {
        if (count > 0) {
            return new CountWindow(count, limits);
        }
        return timeNanos > 0
                ? new TimeWindow(timeNanos, limits, clock, successes)
                : new ConsecutiveWindow(limits.failures());
    }

    /// When a call begins; the clock is not read when it is of no interest.
    long begin() {
        return slowNanos > 0 ? clock.nanoTime() : 0;
    }

    /// How long a call took that began then.
    long took(long begun) {
        return slowNanos > 0 ? clock.nanoTime() - begun : 0;
    }

    int slowness(long tookNanos) {
        return slowNanos > 0 && tookNanos >= slowNanos ? Outcome.SLOW : Outcome.GOOD;
    }

    boolean isFailure(Throwable thrown) {
        try {
            if (ignored != null && ignored.test(thrown)) {
                return false;
            }
            return recorded != null ? recorded.test(thrown) : !Failures.isCallers(thrown);
        } catch (RuntimeException e) {
            if (e != thrown) {
                thrown.addSuppressed(e);
            }
            return true;
        }
    }

    long openNanos(int openings) {
        RandomGenerator generator = random == null ? ThreadLocalRandom.current() : random;
        return openFor.delay(openings, generator).toNanos();
    }
}
