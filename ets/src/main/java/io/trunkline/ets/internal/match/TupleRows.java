package io.trunkline.ets.internal.match;

import io.trunkline.ets.Tuple;

/// Rows that are tuples.
public enum TupleRows implements RowView {
    INSTANCE;

    @Override
    public int arity(Object value) {
        return value instanceof Tuple tuple ? tuple.arity() : -1;
    }

    @Override
    public Object element(Object row, int position) {
        return ((Tuple) row).get(position);
    }
}
