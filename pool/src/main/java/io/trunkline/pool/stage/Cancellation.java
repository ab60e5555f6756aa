package io.trunkline.pool.stage;

import io.trunkline.engine.ExitReason;

import java.util.Objects;

/// Why a subscription ended, for [Stage#handleCancel].
public record Cancellation(Kind kind, ExitReason reason) {
    /// The reason with which a producer that keeps one subscription a process refuses another.
    public static final ExitReason ALREADY_SUBSCRIBED = ExitReason.other("already_subscribed");

    /// The reason with which a stage ends that has been drained: all it had was delivered.
    public static final ExitReason DRAINED = ExitReason.shutdown("drained");

    /// How it ended.
    public enum Kind {
        /// One side cancelled it.
        CANCEL,
        /// The other side's process ended.
        DOWN
    }

    public Cancellation {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(reason, "reason");
    }
}
