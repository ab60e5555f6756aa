package io.trunkline.ets.internal.row;

import io.trunkline.ets.BadArg;
import io.trunkline.ets.internal.store.RowType;

import org.jspecify.annotations.Nullable;

/// How a table reads its rows, checks those that come in, and makes new ones from old ones.
/// Positions count from 1. Any thread.
public interface Rows extends RowType {
    /// Says whether an object may be a row, key included.
    ///
    /// @throws BadArg if it is none of the table's kind, too short, or has a key that may change
    void check(@Nullable Object row);

    /// The class of all rows.
    Class<?> rowClass();

    /// Where the key is; 0 while nobody knows.
    int keyPosition();

    /// How many elements a row has.
    int arity(Object row);

    /// An element of a row.
    ///
    /// @param position from 1 to the arity
    Object element(Object row, int position);

    /// A row with other elements in some places.
    ///
    /// @throws BadArg if the row cannot have such an element, or would have another key
    Object with(Object row, int[] positions, Object[] values);

    /// A row that has this key and is else like `row`.
    Object withKey(Object row, Object key);

    /// What [#with] takes for an integer at `position`, which may be a `BigInteger`.
    ///
    /// @throws ArithmeticException if the row has no room for it
    Object integer(Object row, int position, Number value);
}
