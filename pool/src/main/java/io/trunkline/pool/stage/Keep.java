package io.trunkline.pool.stage;

/// Which events a full buffer keeps.
public enum Keep {
    /// The oldest: what comes is discarded.
    FIRST,
    /// The newest: the oldest are discarded. The default.
    LAST
}
