package io.trunkline.pool.metrics;

import org.HdrHistogram.Histogram;

import java.time.Duration;

/// How long something took in an interval, exact to two digits.
///
/// @param count how often
/// @param p50 half took no longer
/// @param p99 99 in a hundred took no longer
/// @param p999 999 in a thousand took no longer
/// @param max the longest
public record TimeSummary(long count, Duration p50, Duration p99, Duration p999, Duration max) {

    static TimeSummary of(Histogram histogram) {
        return new TimeSummary(
                histogram.getTotalCount(),
                Duration.ofNanos(histogram.getValueAtPercentile(50)),
                Duration.ofNanos(histogram.getValueAtPercentile(99)),
                Duration.ofNanos(histogram.getValueAtPercentile(99.9)),
                Duration.ofNanos(histogram.getMaxValue()));
    }
}
