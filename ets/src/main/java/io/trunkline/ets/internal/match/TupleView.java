package io.trunkline.ets.internal.match;

import io.trunkline.ets.Tuple;

/// How tuples look as what they are: as rows of a table, or in one.
public interface TupleView extends RowView {
    /// Tuples of no table.
    TupleView TUPLES = new TupleView() {};

    @Override
    default int arity(Object value) {
        return value instanceof Tuple tuple ? tuple.arity() : -1;
    }

    @Override
    default Object element(Object row, int position) {
        return ((Tuple) row).get(position);
    }
}
