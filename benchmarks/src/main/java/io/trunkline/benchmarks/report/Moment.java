package io.trunkline.benchmarks.report;

import org.HdrHistogram.Histogram;

/// What happened in one interval of a replay.
///
/// @param second when it ended, in seconds since the start
/// @param seconds how long it was
/// @param counts what happened in it
/// @param outstanding how many requests waited for an answer at its end
/// @param p50 the median of the whole request in it, in microseconds; likewise the next three
/// @param pool the connections to the upstream at its end
public record Moment(
        double second,
        double seconds,
        Counts counts,
        long outstanding,
        double p50,
        double p99,
        double p999,
        double max,
        PoolMoment pool) {
    static Moment of(
            double second,
            double seconds,
            Counts counts,
            long outstanding,
            Histogram total,
            PoolMoment pool) {
        return new Moment(
                second,
                seconds,
                counts,
                outstanding,
                micros(total, 50),
                micros(total, 99),
                micros(total, 99.9),
                micros(total, 100),
                pool);
    }

    private static double micros(Histogram histogram, double percentile) {
        return histogram.getValueAtPercentile(percentile) / 1e3;
    }
}
