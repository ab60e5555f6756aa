package io.trunkline.ets.internal.store;

import org.jspecify.annotations.Nullable;

/// Makes a row from the one that is there. Runs under the lock of its key: it must be quick, have
/// no side effect on tables, and run no code of the application.
@FunctionalInterface
public interface RowFunction {
    /// Says what is to be there, under the same key.
    ///
    /// @param row what is there; null if nothing is
    /// @return `row` itself to change nothing; null to delete it, or to leave the key without a row
    @Nullable Object apply(@Nullable Object row);
}
