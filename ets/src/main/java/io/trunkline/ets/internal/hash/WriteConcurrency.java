package io.trunkline.ets.internal.hash;

/// How a table is prepared for several writers at once. It says nothing of what they see.
public enum WriteConcurrency {
    /// Begins with one stripe, and splits only what grows.
    FALSE,
    /// Begins with enough stripes for all processors.
    TRUE,
    /// Begins with one stripe, and splits also those on which writers meet.
    AUTO
}
