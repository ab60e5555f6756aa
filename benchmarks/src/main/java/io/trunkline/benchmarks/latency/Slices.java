package io.trunkline.benchmarks.latency;

import java.util.ArrayList;
import java.util.List;

/// The intervals of a measurement, one after the other. A thread that was started after this was
/// made takes samples; others may look when it has ended.
final class Slices {
    private final Meter meter;
    private final long start;
    private final Allocation allocation = new Allocation();
    private final List<Slice> slices = new ArrayList<>();
    private long last;

    /// @param start of the measurement, as of [System#nanoTime()]
    Slices(Meter meter, long start) {
        this.meter = meter;
        this.start = start;
        last = start;
    }

    /// Ends an interval.
    void sample(long now) {
        slices.add(
                new Slice(
                        (now - start) / 1e9,
                        (now - last) / 1e9,
                        meter.interval(),
                        allocation.bytes()));
        last = now;
    }

    List<Slice> all() {
        return List.copyOf(slices);
    }
}
