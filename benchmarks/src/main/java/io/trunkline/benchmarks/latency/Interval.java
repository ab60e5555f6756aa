package io.trunkline.benchmarks.latency;

import org.HdrHistogram.Histogram;

/// What happened in one interval of a measurement.
///
/// @param second when it ended, in seconds since the start
/// @param seconds how long it was
/// @param count how many operations ended in it
/// @param p50 the median of their times in nanoseconds, 0 if there were none; likewise the next two
/// @param allocated bytes, by all threads but the one that takes samples
public record Interval(
        double second, double seconds, long count, long p50, long p99, long max, long allocated) {
    static Interval of(double second, double seconds, Histogram times, long allocated) {
        return new Interval(
                second,
                seconds,
                times.getTotalCount(),
                times.getValueAtPercentile(50),
                times.getValueAtPercentile(99),
                times.getMaxValue(),
                allocated);
    }
}
