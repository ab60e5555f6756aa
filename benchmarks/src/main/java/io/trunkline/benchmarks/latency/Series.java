package io.trunkline.benchmarks.latency;

import io.trunkline.benchmarks.report.IntervalLog;

import org.HdrHistogram.Histogram;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The intervals of a measurement, one after the other. A thread that was started after this was
/// made takes samples; others may look when it has ended.
final class Series {
    private final Meter meter;
    private final long start;
    private final Allocation allocation = new Allocation();
    private final List<Histogram> histograms = new ArrayList<>();
    private final List<Interval> intervals = new ArrayList<>();
    private long last;

    /// @param start of the measurement, as of [System#nanoTime()]
    Series(Meter meter, long start) {
        this.meter = meter;
        this.start = start;
        last = start;
    }

    /// Ends an interval.
    void sample(long now) {
        Histogram times = meter.interval();
        histograms.add(times);
        intervals.add(
                Interval.of((now - start) / 1e9, (now - last) / 1e9, times, allocation.bytes()));
        last = now;
    }

    List<Interval> intervals() {
        return List.copyOf(intervals);
    }

    /// The times of all operations.
    Histogram total() {
        var total = new Histogram(Meter.DIGITS);
        histograms.forEach(total::add);
        return total;
    }

    /// Writes the histogram log. While operations run nothing is written: to compress a histogram
    /// would take a millisecond from them.
    void write(Path file, List<String> comments) throws IOException {
        long startMillis = histograms.getFirst().getStartTimeStamp();
        try (var log = new IntervalLog(file, comments, startMillis)) {
            histograms.forEach(log::add);
        }
    }
}
