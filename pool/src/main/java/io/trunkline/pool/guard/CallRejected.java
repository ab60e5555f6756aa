package io.trunkline.pool.guard;

import java.time.Duration;

/// A call that a guard did not run: nothing has happened. It has no stack trace, as refusing must
/// cost little when it is needed most.
public abstract class CallRejected extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// Says why.
    protected CallRejected(String message) {
        super(message, null, false, false);
    }

    /// When a call may succeed at the earliest, counted from now; zero if nobody knows.
    public Duration retryAfter() {
        return Duration.ZERO;
    }
}
