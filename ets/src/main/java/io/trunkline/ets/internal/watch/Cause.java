package io.trunkline.ets.internal.watch;

/// Why a row goes.
public enum Cause {
    DELETED,
    EXPIRED,
    EVICTED
}
