package io.trunkline.ets.internal.store;

import org.jspecify.annotations.Nullable;

/// A part of a table's keys in their order; a null end is open.
public record KeyRange(
        @Nullable Object low, boolean lowInclusive, @Nullable Object high, boolean highInclusive) {
    /// All keys.
    public static final KeyRange ALL = new KeyRange(null, true, null, true);
}
