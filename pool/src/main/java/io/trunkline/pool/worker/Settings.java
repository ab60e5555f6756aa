package io.trunkline.pool.worker;

import io.trunkline.engine.WaitStrategy;
import io.trunkline.engine.supervisor.Intensity;

import org.jspecify.annotations.Nullable;

/// What a [WorkerSpec] says, and no one changes any more. Times in nanoseconds, [Long#MAX_VALUE]
/// for no limit.
///
/// @param strategy how pinned workers wait; null for others
record Settings(
        String name,
        int workers,
        Kind kind,
        @Nullable WaitStrategy strategy,
        int capacity,
        WhenFull whenFull,
        long blockNanos,
        Dispatch dispatch,
        long maxWaitNanos,
        boolean newestFirst,
        Intensity intensity,
        boolean timed) {

    Settings {
        if (dispatch == Dispatch.BY_KEY && (newestFirst || whenFull == WhenFull.CALLER_RUNS)) {
            throw new IllegalArgumentException(
                    "dispatch by key must keep the order of tasks: newestFirst="
                            + newestFirst
                            + ", whenFull="
                            + whenFull);
        }
    }

    /// What a worker runs on.
    enum Kind {
        VIRTUAL,
        SCHEDULED,
        PINNED
    }

    /// Whether a task's age matters when its turn comes.
    boolean needsClock() {
        return timed || maxWaitNanos < Long.MAX_VALUE;
    }
}
