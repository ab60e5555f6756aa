package io.trunkline.ets.internal.store;

/// A walk over a store, in pieces.
///
/// Each key that is there from the first call to the last is met exactly once; one that comes or
/// goes meanwhile may be met or not, and rows are met as they are when the walk comes by. It needs
/// no fixing, holds nothing between calls, and need not be closed. Not thread-safe.
public interface Cursor {
    /// Adds the rows of the next keys to `rows`: of as many whole keys as it takes to add `limit`
    /// rows or more. All of one key's rows are read in one step.
    ///
    /// @return false at the end: fewer than `limit` rows were added, and there are no more
    boolean fill(RowBuffer rows, int limit);
}
