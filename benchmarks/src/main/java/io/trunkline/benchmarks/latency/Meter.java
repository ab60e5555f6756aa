package io.trunkline.benchmarks.latency;

import io.trunkline.benchmarks.latency.workload.Workload;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/// Times operations in nanoseconds, to three digits. Any thread may record; one at a time may look.
final class Meter implements Workload.Completions {
    static final int DIGITS = 3;

    /// Fixed, as a recorder that grows stops everybody. Nothing takes longer than an hour.
    private static final long LONGEST = TimeUnit.HOURS.toNanos(1);

    private final Recorder recorder = new Recorder(1, LONGEST, DIGITS);
    private final LongAdder finished = new LongAdder();
    private @Nullable Histogram emptied;

    @Override
    public void done(long intended) {
        recorder.recordValue(Math.clamp(System.nanoTime() - intended, 0, LONGEST));
        finished.increment();
    }

    /// How many operations have ended since the meter was made.
    long finished() {
        return finished.sum();
    }

    /// The times since the last look.
    Histogram interval() {
        emptied = recorder.getIntervalHistogram(emptied);
        // Kept, so only as large as its values need.
        var copy = new Histogram(1, Math.max(2, emptied.getMaxValue()), DIGITS);
        copy.add(emptied);
        copy.setStartTimeStamp(emptied.getStartTimeStamp());
        copy.setEndTimeStamp(emptied.getEndTimeStamp());
        return copy;
    }
}
