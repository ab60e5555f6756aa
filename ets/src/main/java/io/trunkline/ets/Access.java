package io.trunkline.ets;

/// Who may use a table. Information about it is free to all.
public enum Access {
    /// Everybody reads and writes.
    PUBLIC,
    /// The owner writes, everybody reads.
    PROTECTED,
    /// Only the owner reads and writes.
    PRIVATE
}
