package io.trunkline.pool.worker;

import org.jspecify.annotations.Nullable;

/// Who runs a task: a worker, or someone else's thread as a guest.
class Runner {
    /// Submitters and waiters; see [WhenFull#CALLER_RUNS] and [WorkerTask].
    static final Runner GUEST = new Runner(null);

    /// What may be interrupted; null if nothing may.
    final @Nullable Thread thread;

    Runner(@Nullable Thread thread) {
        this.thread = thread;
    }

    void interrupt() {
        if (thread != null) {
            thread.interrupt();
        }
    }
}
