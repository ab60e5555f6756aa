package io.trunkline.ets.internal.match;

import io.trunkline.ets.Atom;
import io.trunkline.ets.Terms;

/// What can be asked of tuples and of rows that look like them.
final class RowFunctions {
    private final RowView rows;

    RowFunctions(RowView rows) {
        this.rows = rows;
    }

    Object isTuple(Object value) {
        return rows.arity(value) >= 0;
    }

    Object element(Object position, Object tuple) {
        int arity = rows.arity(tuple);
        return Terms.isInteger(position)
                        && Terms.compare(position, 1) >= 0
                        && Terms.compare(position, arity) <= 0
                ? rows.element(tuple, ((Number) position).intValue())
                : Node.FAILED;
    }

    Object tupleSize(Object tuple) {
        int arity = rows.arity(tuple);
        return arity < 0 ? Node.FAILED : (Object) (long) arity;
    }

    Object size(Object value) {
        int arity = rows.arity(value);
        return arity < 0 ? Binaries.byteSize(value) : (Object) (long) arity;
    }

    Object isRecord(Object value, Object tag, Object size) {
        if (!(tag instanceof Atom || tag instanceof Boolean) || !Terms.isInteger(size)) {
            return Node.FAILED;
        }
        int arity = rows.arity(value);
        return arity > 0
                && Terms.same((long) arity, size)
                && Terms.same(rows.element(value, 1), tag);
    }
}
