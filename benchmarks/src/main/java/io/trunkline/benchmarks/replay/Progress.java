package io.trunkline.benchmarks.replay;

import io.trunkline.benchmarks.report.Counts;
import io.trunkline.benchmarks.report.Moment;

import java.time.Duration;

/// Hears how a replay goes.
@FunctionalInterface
public interface Progress extends AutoCloseable {
    /// Called before the warm-up.
    default void warmingUp(Duration duration) {}

    /// Called after each interval, on one thread.
    ///
    /// @param soFar what has happened since the start
    void sampled(Moment moment, Counts soFar);

    /// Told that no more comes.
    @Override
    default void close() {}
}
