package io.trunkline.ets.internal.view;

import io.trunkline.ets.internal.store.Keys;
import io.trunkline.ets.internal.store.Store;

import org.jspecify.annotations.Nullable;

/// A table as its views see it. Any thread.
public interface TableAccess {
    /// The rows, for reading. Asked anew by each call to a view, and by a walk each time that it
    /// goes on.
    ///
    /// @throws io.trunkline.ets.BadArg if the table is gone, or the caller may not read it
    Store reading();

    /// The rows, for reading and writing.
    ///
    /// @throws io.trunkline.ets.BadArg if the table is gone, or the caller may not write it
    Store writing();

    /// How the table tells its keys apart; always the same object.
    Keys keys();

    /// The key of a row that was checked before.
    Object key(Object row);

    /// Says whether an object may be a row, key included.
    ///
    /// @throws io.trunkline.ets.BadArg if not
    void check(@Nullable Object row);

    /// To be called after each insert by [#writing()]: a table of bounded size makes room then.
    default void inserted() {}
}
