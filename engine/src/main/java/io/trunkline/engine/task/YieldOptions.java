package io.trunkline.engine.task;

import java.time.Duration;

/// How several tasks are asked at once; see [Task#yieldMany(java.util.List, YieldOptions)].
///
/// @param timeout how long to wait for all together; default 5 s
/// @param limit after how many done ones not to wait for the others; default: all
/// @param onTimeout what becomes of those that are not done then; default NOTHING
public record YieldOptions(Duration timeout, int limit, Unfinished onTimeout) {
    private static final YieldOptions DEFAULTS =
            new YieldOptions(Task.DEFAULT_TIMEOUT, Integer.MAX_VALUE, Unfinished.NOTHING);

    /// What becomes of tasks that are not done when the wait is over.
    public enum Unfinished {
        /// They go on and can be asked again.
        NOTHING,
        /// They are let go, as by [Task#ignore()].
        IGNORE,
        /// They are killed, as by [Task#brutalKill()].
        KILL
    }

    public YieldOptions {
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("timeout must be >= 0: timeout=" + timeout);
        }
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be >= 1: limit=" + limit);
        }
    }

    /// The defaults named above.
    public static YieldOptions defaults() {
        return DEFAULTS;
    }

    /// These options with another timeout.
    public YieldOptions withTimeout(Duration timeout) {
        return new YieldOptions(timeout, limit, onTimeout);
    }

    /// These options with another limit.
    public YieldOptions withLimit(int limit) {
        return new YieldOptions(timeout, limit, onTimeout);
    }

    /// These options with another fate of unfinished tasks.
    public YieldOptions withOnTimeout(Unfinished onTimeout) {
        return new YieldOptions(timeout, limit, onTimeout);
    }
}
