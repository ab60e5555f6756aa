package io.trunkline.ets;

/// How a table is laid out for writers; it never changes what the table does.
public enum WriteConcurrency {
    /// For one writer at a time: as few locks as the size asks for.
    OFF,
    /// For many writers from the start.
    ON,
    /// Starts as OFF, and divides where writers are seen to wait for each other.
    AUTO
}
