package io.trunkline.ets.internal.view;

import io.trunkline.ets.internal.store.Keys;
import io.trunkline.ets.internal.store.Store;

/// A table as its views see it: each call checks that the table is there and that the caller may.
public interface Access {
    Store reading();

    Store writing();

    Keys keys();

    /// The key of a row.
    Object key(Object row);

    /// Says whether an object may be a row.
    ///
    /// @throws io.trunkline.ets.BadArg if not
    void check(Object row);
}
