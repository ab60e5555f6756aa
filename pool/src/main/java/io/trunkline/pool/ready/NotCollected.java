package io.trunkline.pool.ready;

import org.jspecify.annotations.Nullable;

/// [Collected] has lost events, or did not get all.
public final class NotCollected extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotCollected(String why, @Nullable Throwable cause) {
        super("NotCollected: " + why, cause);
    }
}
