package io.trunkline.ets.internal.file;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// The rows that are to be written. How many there will be need not be known.
@FunctionalInterface
public interface RowSource {
    /// Adds the elements of the next rows to `batch`, which is empty. They are read before the next
    /// call. Elements may be null only in rows that are records.
    ///
    /// @return false if there are no more
    boolean fill(List<@Nullable Object[]> batch);
}
