package io.trunkline.ets.internal.match;

/// How a table's rows look as tuples, to the head of a match specification and to calls such as
/// `element`. Inside a row, patterns look at tuples only. Stateless; any thread.
public interface RowView {
    /// How many elements a value has, or -1 if it is neither a tuple nor a row.
    int arity(Object value);

    /// An element of a tuple or row, at a position from 1 to its arity. Never null: a row that may
    /// hold null shows something else in its place.
    Object element(Object row, int position);

    /// Whether what rows have at a position is an integer that fits a long, and so can be had from
    /// [#longElement(Object, int)].
    default boolean isLong(int position) {
        return false;
    }

    /// The integer at a position where there can be nothing else.
    ///
    /// @param row a row: no tuple, unless rows are tuples
    default long longElement(Object row, int position) {
        throw new IllegalArgumentException("position must be that of a long: position=" + position);
    }
}
