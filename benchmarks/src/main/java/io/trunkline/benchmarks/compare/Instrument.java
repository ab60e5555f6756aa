package io.trunkline.benchmarks.compare;

/// Finds figures.
@FunctionalInterface
public interface Instrument {
    /// Measures one side of a workload, in the calling thread, which it blocks for seconds.
    Finding measure(Workload workload, Source source);
}
