package io.trunkline.benchmarks.chaos;

import io.trunkline.pool.worker.TaskRejected;
import io.trunkline.pool.worker.WorkFailed;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.CancellationException;

/// How a task may end, as its submitter sees it.
enum TaskEnd {
    COMPLETED,
    THREW,
    CRASHED,
    LATE,
    CANCELLED,
    FULL,
    DROPPED,
    WAITED_TOO_LONG,
    DEADLINE,
    CLOSED,
    ABANDONED,
    /// Its submitter was killed while it submitted, and never knew.
    UNKNOWN;

    static TaskEnd of(@Nullable Throwable failure) {
        return switch (failure) {
            case null -> COMPLETED;
            case TaskRejected rejected -> of(rejected.reason());
            case CancellationException _ -> CANCELLED;
            case WorkFailed.Crashed _ -> CRASHED;
            case WorkFailed.DeadlineExceeded _ -> LATE;
            default -> THREW;
        };
    }

    static TaskEnd of(TaskRejected.Reason reason) {
        return switch (reason) {
            case FULL -> FULL;
            case DROPPED -> DROPPED;
            case WAITED_TOO_LONG -> WAITED_TOO_LONG;
            case DEADLINE -> DEADLINE;
            case CLOSED -> CLOSED;
            case ABANDONED -> ABANDONED;
        };
    }

    /// Whether its code must not have run, unless it may be run more than once.
    boolean isWithoutRun() {
        return switch (this) {
            case FULL, DROPPED, WAITED_TOO_LONG, DEADLINE, CLOSED, ABANDONED -> true;
            case COMPLETED, THREW, CRASHED, LATE, CANCELLED, UNKNOWN -> false;
        };
    }

    /// Whether its code must have run.
    boolean isAfterRun() {
        return this == COMPLETED || this == THREW;
    }
}
