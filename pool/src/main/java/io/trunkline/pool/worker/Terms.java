package io.trunkline.pool.worker;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/// On what terms a task is run.
///
/// ```java
/// pool.submit(() -> charge(order), Terms.key(order.customer()).withDeadline(ofSeconds(2)));
/// ```
///
/// @param key whose tasks are run in order, with [Dispatch#BY_KEY]; null for none. It is only
///   compared and hashed
/// @param deadline from the submission to the end, null for none. A task that has not begun by then
///   is rejected; one that runs is cancelled, and fails with [WorkFailed.DeadlineExceeded]
/// @param idempotent whether it may be run more than once: if its worker crashes it is run again
///   instead of failing, ahead of those that wait. A task that itself crashes its worker each time
///   is run until its deadline or until the pool gives up
public record Terms(@Nullable Object key, @Nullable Duration deadline, boolean idempotent) {
    private static final Terms DEFAULTS = new Terms(null, null, false);

    public Terms {
        if (deadline != null && !deadline.isPositive()) {
            throw new IllegalArgumentException("deadline must be > 0: deadline=" + deadline);
        }
    }

    /// No key, no deadline, not idempotent.
    public static Terms defaults() {
        return DEFAULTS;
    }

    /// The defaults with a key.
    public static Terms key(Object key) {
        return new Terms(key, null, false);
    }

    /// The defaults with a deadline.
    public static Terms deadline(Duration deadline) {
        return new Terms(null, deadline, false);
    }

    /// These terms with a key.
    public Terms withKey(Object key) {
        return new Terms(key, deadline, idempotent);
    }

    /// These terms with a deadline.
    public Terms withDeadline(Duration deadline) {
        return new Terms(key, deadline, idempotent);
    }

    /// These terms for a task that may be run more than once.
    public Terms asIdempotent() {
        return new Terms(key, deadline, true);
    }
}
