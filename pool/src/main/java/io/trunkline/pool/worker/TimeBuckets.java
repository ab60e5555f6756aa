package io.trunkline.pool.worker;

import io.trunkline.pool.resource.TimeSummary;

import org.HdrHistogram.Histogram;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.ReentrantLock;

/// How often something took how long. To record is one atomic addition, in one of a few stripes.
///
/// The counters are never set back: an interval is what they have grown by since the last one, so
/// each recorded time is in exactly one interval, whatever is recorded meanwhile. Buckets are those
/// of a histogram of two digits.
final class TimeBuckets {
    private static final long LONGEST = TimeUnit.HOURS.toNanos(1);
    private static final int DIGITS = 2;
    private static final int BITS = 7;
    private static final int EXACT = 1 << BITS;
    private static final int BUCKETS = index(LONGEST) + 1;

    private final AtomicLongArray[] stripes;
    private final ReentrantLock lock = new ReentrantLock();

    /// Under the lock: what intervals have told of.
    private final long[] told;

    /// @param stripeCount 0 for one that is never recorded in
    TimeBuckets(int stripeCount) {
        told = new long[stripeCount == 0 ? 0 : BUCKETS];
        stripes = new AtomicLongArray[stripeCount];
        for (int i = 0; i < stripeCount; i++) {
            stripes[i] = new AtomicLongArray(BUCKETS);
        }
    }

    void record(int stripe, long nanos) {
        stripes[stripe].getAndIncrement(index(Math.clamp(nanos, 0, LONGEST)));
    }

    private static int index(long nanos) {
        if (nanos < EXACT) {
            return (int) nanos;
        }
        int shift = Long.SIZE - 1 - BITS - Long.numberOfLeadingZeros(nanos);
        return (shift << BITS) + (int) (nanos >>> shift);
    }

    /// The longest time of a bucket.
    private static long nanos(int index) {
        if (index < 2 * EXACT) {
            return index;
        }
        int shift = (index >> BITS) - 1;
        return ((long) (index & EXACT - 1) + EXACT + 1 << shift) - 1;
    }

    /// Those since this was last asked for.
    TimeSummary next() {
        Histogram interval = new Histogram(2 * LONGEST, DIGITS);
        lock.lock();
        try {
            for (int i = 0; i < told.length; i++) {
                long count = 0;
                for (AtomicLongArray stripe : stripes) {
                    count += stripe.get(i);
                }
                if (count != told[i]) {
                    interval.recordValueWithCount(nanos(i), count - told[i]);
                    told[i] = count;
                }
            }
        } finally {
            lock.unlock();
        }
        return new TimeSummary(
                interval.getTotalCount(),
                quantile(interval, 50),
                quantile(interval, 99),
                quantile(interval, 99.9),
                Duration.ofNanos(interval.getMaxValue()));
    }

    private static Duration quantile(Histogram histogram, double percentile) {
        return Duration.ofNanos(histogram.getValueAtPercentile(percentile));
    }
}
