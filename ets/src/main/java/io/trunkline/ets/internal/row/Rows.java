package io.trunkline.ets.internal.row;

import io.trunkline.ets.BadArg;
import io.trunkline.ets.internal.match.RowView;
import io.trunkline.ets.internal.store.RowType;

import org.jspecify.annotations.Nullable;

/// How a table reads its rows, checks those that come in, and makes new ones from old ones.
/// Positions count from 1. Any thread.
public interface Rows extends RowType, RowView {
    /// Says whether an object may be a row, key included.
    ///
    /// @throws BadArg if it is none of the table's kind, too short, or has a key that may change
    void check(@Nullable Object row);

    /// As [#check], but the key may be any: that of a row which will be given another.
    ///
    /// @throws BadArg if it is none of the table's kind or too short
    void checkShape(@Nullable Object row);

    /// The class of all rows.
    Class<?> rowClass();

    /// Where the key is; 0 while nobody knows.
    int keyPosition();

    /// A row with other elements in some places.
    ///
    /// @throws BadArg if the row cannot have such an element, or would have another key
    Object with(Object row, int[] positions, Object[] values);

    /// A row with another element in one place.
    ///
    /// @throws BadArg if the row cannot have such an element, or would have another key
    Object with(Object row, int position, Object value);

    /// All elements of a row; null where a component is.
    @Nullable Object[] elements(Object row);

    /// A row of all its elements.
    ///
    /// @throws BadArg if there is none of these
    Object ofElements(@Nullable Object[] elements);

    /// What a match specification made, as a row: its elements, if rows are no tuples.
    ///
    /// @throws BadArg if it is none
    Object rowOf(Object result);

    /// A row that has this key and is else like `row`.
    Object withKey(Object row, Object key);

    /// What [#with] takes for an integer at `position`, which may be a `BigInteger`.
    ///
    /// @throws ArithmeticException if the row has no room for it
    Object integer(Object row, int position, Number value);
}
