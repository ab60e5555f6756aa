package io.trunkline.pool.guard;

import java.time.Duration;

/// Work took longer than its [TimeLimiter] lets it. It was interrupted, and may still be running.
public final class TimeLimitExceeded extends RuntimeException {
    private static final long serialVersionUID = 1;

    TimeLimitExceeded(Duration limit) {
        super("TimeLimitExceeded: limit=" + limit);
    }
}
