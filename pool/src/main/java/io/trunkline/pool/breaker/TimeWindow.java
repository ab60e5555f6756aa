package io.trunkline.pool.breaker;

import io.trunkline.engine.Clock;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/// Remembers the calls of a given time, in ten parts: between nine and ten tenths of it.
///
/// A bucket counts the failed and slow calls of its part of the time. Good calls are counted once,
/// by the breaker; each bucket knows how many there were when it began, and the difference is how
/// many the window holds. Who records first in a new part begins its bucket by compare-and-set.
/// Calls that end while one bucket follows another are counted in one of the two.
final class TimeWindow extends Window {
    private static final int PARTS = 10;

    private final Limits limits;
    private final Clock clock;
    private final long partNanos;

    /// All calls that did not fail; raised by the breaker after [#good()].
    private final LongAdder successes;

    private final AtomicReference<Bucket> newest;

    /// @param nanos the time to remember, 10 or more
    TimeWindow(long nanos, Limits limits, Clock clock, LongAdder successes) {
        this.limits = limits;
        this.clock = clock;
        this.partNanos = nanos / PARTS;
        this.successes = successes;
        this.newest = new AtomicReference<>(new Bucket(clock.nanoTime(), successes.sum(), null));
    }

    @Override
    void good() {
        current();
    }

    @Override
    boolean bad(int outcome) {
        Bucket bucket = current();
        bucket.add(outcome);
        // a slow call that went well is not among the successes yet
        CircuitSnapshot.Recent sum = sumUpTo(bucket, Outcome.isFailed(outcome) ? 0 : 1);
        return limits.areReached(sum.calls(), sum.failed(), sum.slow());
    }

    @Override
    CircuitSnapshot.Recent recent() {
        return sumUpTo(current(), 0);
    }

    /// The bucket of now.
    private Bucket current() {
        long now = clock.nanoTime();
        Bucket bucket = newest.get();
        while (now - bucket.start >= partNanos) {
            long start = now - (now - bucket.start) % partNanos;
            Bucket next = new Bucket(start, successes.sum(), bucket);
            if (newest.compareAndSet(bucket, next)) {
                forgetBefore(next);
                return next;
            }
            bucket = newest.get();
        }
        return bucket;
    }

    /// Cuts off what the window does not reach back to. Racy: others may be walking there, and find
    /// what they would have found a moment earlier or later.
    private void forgetBefore(Bucket newest) {
        Bucket last = oldest(newest);
        last.older = null;
    }

    private Bucket oldest(Bucket newest) {
        Bucket oldest = newest;
        for (Bucket older = newest.older;
                older != null && newest.start - older.start < PARTS * partNanos;
                older = older.older) {
            oldest = older;
        }
        return oldest;
    }

    private CircuitSnapshot.Recent sumUpTo(Bucket newest, int uncounted) {
        long failed = 0;
        long slow = 0;
        Bucket bucket = newest;
        while (true) {
            long bad = bucket.bad.get();
            failed += bad & Bucket.FAILED_PART;
            slow += bad >>> Bucket.SLOW_SHIFT;
            Bucket older = bucket.older;
            if (older == null || newest.start - older.start >= PARTS * partNanos) {
                long good = successes.sum() - bucket.successesBefore + uncounted;
                return new CircuitSnapshot.Recent(good + failed, failed, slow);
            }
            bucket = older;
        }
    }

    private static final class Bucket {
        static final int SLOW_SHIFT = 32;
        static final long FAILED_PART = (1L << SLOW_SHIFT) - 1;

        final long start;
        final long successesBefore;
        final AtomicLong bad = new AtomicLong();
        volatile @Nullable Bucket older;

        Bucket(long start, long successesBefore, @Nullable Bucket older) {
            this.start = start;
            this.successesBefore = successesBefore;
            this.older = older;
        }

        void add(int outcome) {
            bad.addAndGet(
                    (Outcome.isFailed(outcome) ? 1 : 0)
                            + (Outcome.isSlow(outcome) ? 1L << SLOW_SHIFT : 0));
        }
    }
}
