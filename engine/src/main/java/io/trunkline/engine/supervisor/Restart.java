package io.trunkline.engine.supervisor;

import io.trunkline.engine.ExitReason;

/// When a child that has ended is started again.
public enum Restart {
    /// Always.
    PERMANENT,
    /// When it ended in another way than `normal`, `shutdown` or `shutdown` with a detail. If it
    /// did not, its supervisor keeps its specification.
    TRANSIENT,
    /// Never; its supervisor forgets it.
    TEMPORARY;

    /// Whether a child that ended with `reason` is to be restarted.
    boolean follows(ExitReason reason) {
        return switch (this) {
            case PERMANENT -> true;
            case TRANSIENT -> !reason.isOrderly();
            case TEMPORARY -> false;
        };
    }
}
