package io.trunkline.engine.application;

import io.trunkline.engine.ExitReason;

/// What the end of an application's tree by itself means to its node; OTP's types of applications.
public enum OnExit {
    /// The node closes.
    PERMANENT,
    /// The node closes if the tree did not end with `normal`. A supervisor that gives up ends with
    /// `shutdown`, which counts as abnormal here.
    TRANSIENT,
    /// It is logged.
    TEMPORARY;

    /// Whether the node is to close.
    boolean closesNode(ExitReason reason) {
        return switch (this) {
            case PERMANENT -> true;
            case TRANSIENT -> !(reason instanceof ExitReason.Normal);
            case TEMPORARY -> false;
        };
    }
}
