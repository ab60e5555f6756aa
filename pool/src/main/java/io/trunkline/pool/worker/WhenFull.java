package io.trunkline.pool.worker;

/// What becomes of a task for a queue that is full.
public enum WhenFull {
    /// It is refused: [TaskRejected]. The default.
    REJECT,
    /// Its submitter waits for room; see [WorkerSpec#blockFor(java.time.Duration)]. A worker of the
    /// pool is refused at once, as it would wait for itself.
    BLOCK,
    /// The task that waits longest is dropped in its favour, and fails with [TaskRejected].
    DROP_OLDEST,
    /// Its submitter runs it, before `execute` returns.
    CALLER_RUNS
}
