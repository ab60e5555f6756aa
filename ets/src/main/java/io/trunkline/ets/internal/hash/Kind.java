package io.trunkline.ets.internal.hash;

/// How many rows a key may have.
public enum Kind {
    /// One.
    SET,
    /// Any number, each different from the others.
    BAG,
    /// Any number.
    DUPLICATE_BAG
}
