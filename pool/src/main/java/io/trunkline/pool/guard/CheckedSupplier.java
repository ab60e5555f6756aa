package io.trunkline.pool.guard;

import org.jspecify.annotations.Nullable;

/// A supplier that may fail with any exception.
///
/// @param <T> what it supplies
@FunctionalInterface
public interface CheckedSupplier<T extends @Nullable Object> {
    /// Supplies.
    T get() throws Exception;
}
