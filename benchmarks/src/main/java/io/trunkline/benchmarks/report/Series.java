package io.trunkline.benchmarks.report;

import io.trunkline.examples.gateway.Step;

import org.HdrHistogram.Histogram;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What happened so far: the sum of all intervals, and each of them. One thread at a time may use
/// it.
public final class Series {
    private final Measurements measurements;
    private final IntervalLog log;
    private final long start;
    private final Map<Step, Histogram> totals = new EnumMap<>(Step.class);
    private final List<Moment> moments = new ArrayList<>();
    private Counts before;
    private long last;

    /// @param start the present, in nanoseconds
    public Series(Measurements measurements, IntervalLog log, long start) {
        this.measurements = measurements;
        this.log = log;
        this.start = start;
        last = start;
        before = measurements.counts();
        for (Step step : Step.values()) {
            totals.put(step, new Histogram(3));
        }
    }

    /// Ends an interval.
    ///
    /// @param now the present, in nanoseconds
    /// @return what happened in it
    public Moment sample(long now) {
        Counts counts = measurements.counts();
        Map<Step, Histogram> interval = measurements.interval();
        interval.forEach((step, histogram) -> {
            totals.get(step).add(histogram);
            log.add(step, histogram);
        });
        var moment =
                Moment.of(
                        (now - start) / 1e9,
                        (now - last) / 1e9,
                        counts.since(before),
                        counts.unanswered(),
                        interval.get(Step.TOTAL));
        moments.add(moment);
        before = counts;
        last = now;
        return moment;
    }

    /// Every interval so far.
    public List<Moment> moments() {
        return List.copyOf(moments);
    }

    /// The times of each step so far.
    public Map<Step, Histogram> totals() {
        return totals;
    }
}
