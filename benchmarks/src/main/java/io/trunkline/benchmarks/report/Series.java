package io.trunkline.benchmarks.report;

import io.trunkline.examples.gateway.Step;

import org.HdrHistogram.Histogram;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// What happened so far: the sum of all intervals, and each of them. One thread at a time may use
/// it.
public final class Series {
    private static final int DIGITS = 3;

    private final Measurements measurements;
    private final IntervalLog log;
    private final Circuit circuit;
    private final Supplier<PoolMoment> pool;
    private final long start;
    private final long split;
    private final Map<Step, Histogram> totals = new EnumMap<>(Step.class);
    private final Histogram before = new Histogram(DIGITS);
    private final Histogram after = new Histogram(DIGITS);
    private final List<Moment> moments = new ArrayList<>();
    private List<Circuit.Change> changes = List.of();
    private Counts counted;
    private long last;

    /// @param circuit the upstream's; its changes go into the log as comments
    /// @param pool tells of the connections to the upstream; asked at the end of each interval
    /// @param start the present, in nanoseconds
    /// @param split the moment that divides [#before()] from [#after()]
    public Series(
            Measurements measurements,
            IntervalLog log,
            Circuit circuit,
            Supplier<PoolMoment> pool,
            long start,
            long split) {
        this.measurements = measurements;
        this.log = log;
        this.circuit = circuit;
        this.pool = pool;
        this.start = start;
        this.split = split;
        last = start;
        counted = measurements.counts();
        for (Step step : Step.values()) {
            totals.put(step, new Histogram(DIGITS));
        }
    }

    /// Ends an interval.
    ///
    /// @param now the present, in nanoseconds
    /// @return what happened in it
    public Moment sample(long now) {
        Counts counts = measurements.counts();
        Map<Step, Histogram> interval = measurements.interval();
        List<Circuit.Change> changed = circuit.since(start);
        changed.subList(changes.size(), changed.size()).forEach(log::add);
        changes = changed;
        interval.forEach((step, histogram) -> {
            totals.get(step).add(histogram);
            log.add(step, histogram);
        });
        (now <= split ? before : after).add(interval.get(Step.TOTAL));
        var moment =
                Moment.of(
                        (now - start) / 1e9,
                        (now - last) / 1e9,
                        counts.since(counted),
                        counts.unanswered(),
                        interval.get(Step.TOTAL),
                        pool.get());
        moments.add(moment);
        counted = counts;
        last = now;
        return moment;
    }

    /// The times of whole requests in the intervals that ended before the split.
    public Histogram before() {
        return before;
    }

    /// The times of whole requests in the other intervals.
    public Histogram after() {
        return after;
    }

    /// The changes of the circuit's state so far.
    public List<Circuit.Change> changes() {
        return List.copyOf(changes);
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
