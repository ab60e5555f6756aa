package io.trunkline.benchmarks.latency.diff;

import org.HdrHistogram.Histogram;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// Runs that did not take place: latencies with a long tail, in a machine's moods.
final class SyntheticRun {
    private static final int INTERVALS = 60;
    private static final int PER_INTERVAL = 400;

    /// The spread of the logarithm: p99 is some four times the median.
    private static final double SPREAD = 0.6;

    /// How many intervals a mood lasts.
    private static final int MOOD = 2;

    private final SplittableRandom random;

    SyntheticRun(long seed) {
        random = new SplittableRandom(seed);
    }

    /// A run with one row.
    ///
    /// @param scale what all latencies are multiplied by
    /// @param moods by how much neighbouring intervals are slower or faster than others, together
    RecordedRun run(String row, double scale, double moods) {
        return run(Map.of(row, scale), moods);
    }

    /// A run with rows that are slower or faster.
    RecordedRun run(Map<String, Double> scales, double moods) {
        Map<String, List<Histogram>> rows = new LinkedHashMap<>();
        scales.forEach((row, scale) -> rows.put(row, intervals(scale, moods)));
        return new RecordedRun("run", "a machine", rows);
    }

    private List<Histogram> intervals(double scale, double moods) {
        List<Histogram> intervals = new ArrayList<>();
        double mood = 1;
        for (int i = 0; i < INTERVALS; i++) {
            if (i % MOOD == 0) {
                mood = Math.exp(moods * random.nextGaussian());
            }
            var interval = new Histogram(3);
            for (int k = 0; k < PER_INTERVAL; k++) {
                double nanos = 10_000 * scale * mood * Math.exp(SPREAD * random.nextGaussian());
                interval.recordValue((long) nanos);
            }
            interval.setStartTimeStamp(i * 100L);
            interval.setEndTimeStamp((i + 1) * 100L);
            intervals.add(interval);
        }
        return intervals;
    }
}
