package io.trunkline.benchmarks.measure;

import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

import java.time.Duration;

/// Latencies of one kind, recorded by any thread.
final class Latencies {
    static final String HEADER =
            "%-34s %9s %9s %9s %9s %9s %9s"
                    .formatted("", "count", "p50", "p90", "p99", "p99.9", "max");

    private final Histogram nanos = new ConcurrentHistogram(Duration.ofHours(1).toNanos(), 3);

    void record(long latency) {
        nanos.recordValue(Math.max(0, latency));
    }

    double millisAt(double percentile) {
        return nanos.getValueAtPercentile(percentile) / 1e6;
    }

    /// One line under [#HEADER], in milliseconds.
    String line(String name) {
        return "%-34s %9d %9.3f %9.3f %9.3f %9.3f %9.3f"
                .formatted(
                        name,
                        nanos.getTotalCount(),
                        millisAt(50),
                        millisAt(90),
                        millisAt(99),
                        millisAt(99.9),
                        nanos.getMaxValue() / 1e6);
    }
}
