package io.trunkline.benchmarks.latency.workload;

/// One kind of operation, with all that it needs, set up and running until it is closed.
public interface Workload extends AutoCloseable {
    /// Starts an operation, and waits for its end only where its real callers would. Its end is
    /// told to the [Completions] that the workload was opened with, once, by any thread. Only one
    /// thread at a time may start operations.
    ///
    /// @param number of the operation, from 0
    /// @param intended when it was meant to start, handed on to [Completions#done(long)]
    void start(long number, long intended);

    @Override
    default void close() {}

    /// Hears of operations that have ended.
    @FunctionalInterface
    interface Completions {
        /// Notes that an operation has just ended. Any thread may call it, and never waits.
        ///
        /// @param intended when it was meant to start
        void done(long intended);
    }
}
