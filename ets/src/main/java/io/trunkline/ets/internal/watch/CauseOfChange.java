package io.trunkline.ets.internal.watch;

/// Why the calling thread is deleting rows, for those who are told while it does.
public final class CauseOfChange {
    private static final ThreadLocal<Cause> CURRENT = ThreadLocal.withInitial(() -> Cause.DELETED);

    /// The cause of what this thread is doing now.
    Cause ofThisChange() {
        return CURRENT.get();
    }

    /// Runs an action whose deletions have a cause of their own.
    void run(Cause cause, Runnable action) {
        CURRENT.set(cause);
        try {
            action.run();
        } finally {
            CURRENT.remove();
        }
    }
}
