package io.trunkline.ets;

/// What a table does with rows that have the same key, and whether it keeps keys in order.
public enum TableType {
    /// One row a key; `1` and `1.0` are two keys.
    SET,
    /// One row a key, in the order of keys; `1` and `1.0` are one key.
    ORDERED_SET,
    /// Any number of rows a key, oldest first, but each row once.
    BAG,
    /// Any number of rows a key, oldest first, equal ones too.
    DUPLICATE_BAG;

    /// Whether a key may have several rows.
    public boolean isBag() {
        return this == BAG || this == DUPLICATE_BAG;
    }
}
