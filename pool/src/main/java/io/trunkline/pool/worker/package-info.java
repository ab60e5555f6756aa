/// Pools of supervised workers that run tasks from bounded queues.
///
/// [WorkerPool] is what callers have, [WorkerSpec] what it is made from, and [WorkerTask] the
/// promise of what a task gives.
///
/// *Layout.* `PoolRun` is one life of a pool, from the start of its processes to their end. `Desk`
/// is its process, which starts workers and lets them go. A `Worker` is one life of a worker, a
/// `Seat` its place, which outlives it; `Lane` is a queue with those who work on it, and
/// `QueuedTask` a task from its submission to its end.
///
/// *Ordering.* Who submits a task does so before it is run, and what it did happens before whoever
/// learns its result, as [java.util.concurrent.ExecutorService] has it.
@NullMarked
package io.trunkline.pool.worker;

import org.jspecify.annotations.NullMarked;
