package io.trunkline.ets.internal.tree;

import org.jspecify.annotations.Nullable;

/// The range of keys that a node is in charge of: from `low`, below `high`; null where it is open.
record Fences(@Nullable Object low, @Nullable Object high) {
    static final Fences NONE = new Fences(null, null);

    /// How far all keys of the range begin alike.
    int commonPrefix(Rules rules) {
        return low == null || high == null ? 0 : rules.keys().commonPrefix(low, high);
    }
}
