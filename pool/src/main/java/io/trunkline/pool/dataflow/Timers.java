package io.trunkline.pool.dataflow;

import java.time.Duration;

/// The stage's timers, for operators.
@FunctionalInterface
interface Timers {
    /// Has something run in the stage after `delay`; what it emits goes on.
    void after(Duration delay, Runnable action);
}
