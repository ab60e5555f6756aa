package io.trunkline.pool.metrics;

import org.HdrHistogram.Histogram;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/// A reader of a [TimeRecorder]: it tells of each time recorded once, in one interval after the
/// other. Readers know nothing of each other. Any thread may use it; it costs a few microseconds,
/// and those who record nothing.
public final class Intervals {
    private static final int DIGITS = 2;

    private final TimeRecorder recorder;
    private final LongSupplier instants;
    private final ReentrantLock lock = new ReentrantLock();

    // under the lock: what was told
    private final long[][] told = new long[TimeRecorder.OCTAVES][];
    private long toldInstants;

    Intervals(TimeRecorder recorder, LongSupplier instants) {
        this.recorder = recorder;
        this.instants = instants;
        next();
    }

    /// What was recorded since this was asked last, or since the reader was made.
    public TimeSummary next() {
        lock.lock();
        try {
            Histogram interval = new Histogram(DIGITS);
            for (int octave = 0; octave < TimeRecorder.OCTAVES; octave++) {
                tell(octave, interval);
            }
            long count = instants.getAsLong();
            if (count > toldInstants) {
                interval.recordValueWithCount(0, count - toldInstants);
                toldInstants = count;
            }
            return TimeSummary.of(interval);
        } finally {
            lock.unlock();
        }
    }

    private void tell(int octave, Histogram interval) {
        long[] now = recorder.sum(octave);
        if (now == null) {
            return;
        }
        long[] before = told[octave];
        for (int cell = 0; cell < now.length; cell++) {
            long count = now[cell] - (before == null ? 0 : before[cell]);
            if (count > 0) {
                interval.recordValueWithCount(TimeRecorder.least(octave, cell), count);
            }
        }
        told[octave] = now;
    }
}
