package io.trunkline.benchmarks.latency.workload;

/// `generator`: an operation that ends when it starts.
///
/// @param completions told at once
record Generator(Completions completions) implements Workload {
    @Override
    public void start(long number, long intended) {
        completions.done(intended);
    }
}
