package io.trunkline.pool.guard;

/// The calling thread was interrupted while it waited in a guard; its interrupted status is set.
public final class GuardInterrupted extends RuntimeException {
    private static final long serialVersionUID = 1;

    GuardInterrupted(String waitedFor) {
        super("GuardInterrupted: waitedFor=" + waitedFor);
    }

    /// Sets the status, and says so.
    static GuardInterrupted now(String waitedFor) {
        Thread.currentThread().interrupt();
        return new GuardInterrupted(waitedFor);
    }
}
