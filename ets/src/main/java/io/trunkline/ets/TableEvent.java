package io.trunkline.ets;

/// What happened to a table, for those who [subscribe][Table#subscribe].
public sealed interface TableEvent<R> {
    /// A row came.
    record Inserted<R>(R row) implements TableEvent<R> {}

    /// A row took the place of another with its key.
    record Updated<R>(R before, R row) implements TableEvent<R> {}

    /// A row was deleted, by whatever operation.
    record Deleted<R>(R row) implements TableEvent<R> {}

    /// The time of a row was over.
    record Expired<R>(R row) implements TableEvent<R> {}

    /// A row gave way as the table was full.
    record Evicted<R>(R row) implements TableEvent<R> {}

    /// All rows were deleted in one step.
    record Cleared<R>() implements TableEvent<R> {}

    /// The table is gone; nothing comes after it.
    record Gone<R>() implements TableEvent<R> {}
}
