package io.trunkline.pool.stage;

import io.trunkline.engine.ExitReason;

/// What the end of a subscription means to its consumer, besides
/// [handleCancel][Stage#handleCancel].
public enum CancelMode {
    /// It ends with the same reason. The default.
    PERMANENT,
    /// It ends with the same reason, unless that is an orderly one.
    TRANSIENT,
    /// Nothing.
    TEMPORARY;

    boolean endsWith(ExitReason reason) {
        return switch (this) {
            case PERMANENT -> true;
            case TRANSIENT -> !reason.isOrderly();
            case TEMPORARY -> false;
        };
    }
}
