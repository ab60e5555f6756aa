package io.trunkline.pool.resource;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// How long checkouts waited. Only those that did are recorded one by one, so it costs the others
/// nothing: they are the difference to how many there were.
final class WaitTimes {
    private static final long LONGEST = TimeUnit.HOURS.toNanos(1);

    private final Recorder recorder = new Recorder(LONGEST, 2);
    private final ReentrantLock lock = new ReentrantLock();

    /// Under the lock: checkouts that an interval has told of.
    private long told;

    /// One waited for so long.
    void waited(long nanos) {
        recorder.recordValue(Math.clamp(nanos, 1, LONGEST));
    }

    /// Those since this was last asked for.
    ///
    /// @param checkouts how many there were in all
    TimeSummary next(long checkouts) {
        lock.lock();
        try {
            Histogram interval = recorder.getIntervalHistogram();
            long atOnce = checkouts - told - interval.getTotalCount();
            if (atOnce > 0) { // one that has just waited may be counted as a checkout later
                interval.recordValueWithCount(0, atOnce);
            }
            told += interval.getTotalCount();
            return TimeSummary.of(interval);
        } finally {
            lock.unlock();
        }
    }
}
