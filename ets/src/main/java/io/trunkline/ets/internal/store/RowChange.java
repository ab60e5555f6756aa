package io.trunkline.ets.internal.store;

import org.jspecify.annotations.Nullable;

/// One row's change: `before` is null for a new row, `after` for one that goes.
public record RowChange(@Nullable Object before, @Nullable Object after) {}
