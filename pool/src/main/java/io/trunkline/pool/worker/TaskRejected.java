package io.trunkline.pool.worker;

import java.util.concurrent.RejectedExecutionException;

/// A task that was not run: refused when it was submitted, or given up while it waited.
public final class TaskRejected extends RejectedExecutionException {
    private static final long serialVersionUID = 1;

    private final Reason reason;

    TaskRejected(String pool, Reason reason) {
        super("TaskRejected: pool=" + pool + ", reason=" + reason);
        this.reason = reason;
    }

    /// Why a task was not run.
    public enum Reason {
        /// The queue was full when it came.
        FULL,
        /// The queue was full, and another task took its place.
        DROPPED,
        /// It had waited longer than the pool lets tasks wait.
        WAITED_TOO_LONG,
        /// Its deadline passed before it began.
        DEADLINE,
        /// The pool was closed, or not running, when it came.
        CLOSED,
        /// The pool ended while it waited.
        ABANDONED
    }

    /// Why it was not run.
    public Reason reason() {
        return reason;
    }
}
