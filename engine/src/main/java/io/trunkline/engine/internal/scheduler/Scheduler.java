package io.trunkline.engine.internal.scheduler;

import io.trunkline.engine.NodeStatistics;
import io.trunkline.engine.internal.timer.Deadlines;

/// Runs activations.
public interface Scheduler {
    /// Runs `activation` soon: it is what the calling thread just gave work to.
    ///
    /// @param carrier the calling thread's
    void submit(Activation activation, Carrier carrier);

    /// Runs `activation` after the others: it has had its turn.
    ///
    /// @param carrier the calling thread's
    void submitLast(Activation activation, Carrier carrier);

    /// Waits until the condition is met, the deadline has passed or the thread is interrupted; may
    /// return early. Others run meanwhile.
    ///
    /// @param deadline in the node clock's nanoseconds, or [Deadlines#NONE]
    void await(Condition condition, long deadline, Carrier carrier);

    /// Says that the calling thread is about to block, so that others run meanwhile.
    void beginBlocking(Carrier carrier);

    /// Ends [#beginBlocking].
    void endBlocking(Carrier carrier);

    /// What it has and what it did.
    ///
    /// @param retries for [NodeStatistics.Scheduling#retries()], which others count
    Statistics statistics(long retries);

    /// A scheduler's part of a node's statistics.
    record Statistics(
            NodeStatistics.Runners runners,
            NodeStatistics.Queues queues,
            NodeStatistics.Scheduling scheduling) {}

    /// Ends all runners and waits for them.
    void close();
}
