package io.trunkline.ets.internal.table;

import io.trunkline.ets.BadArg;
import io.trunkline.ets.CounterOp;
import io.trunkline.ets.Terms;
import io.trunkline.ets.internal.row.Rows;

import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.util.List;

/// Adds to elements of a row; see [io.trunkline.ets.Table#updateCounter].
final class CountersUpdate extends RowUpdate {
    private final List<CounterOp> ops;
    private final Number[] results;

    CountersUpdate(Rows rows, Object key, List<CounterOp> ops, @Nullable Object otherwise) {
        super(rows, key, otherwise);
        this.ops = ops;
        this.results = new Number[ops.size()];
    }

    List<Number> results() {
        return List.of(results);
    }

    @Override
    Object change(Object row) {
        for (CounterOp op : ops) {
            checkPosition(row, op.position());
            integerAt(row, op.position());
        }
        int[] positions = new int[results.length];
        Object[] values = new Object[results.length];
        for (int i = 0; i < results.length; i++) {
            CounterOp op = ops.get(i);
            Number before = null;
            for (int j = i - 1; j >= 0 && before == null; j--) {
                before = positions[j] == op.position() ? results[j] : null;
            }
            if (before == null) {
                before = integerAt(row, op.position());
            }
            positions[i] = op.position();
            results[i] = apply(op, before);
            values[i] = rows.integer(row, op.position(), results[i]);
        }
        return rows.with(row, positions, values);
    }

    private Number integerAt(Object row, int position) {
        return integer(rows.element(row, position), row, position);
    }

    static Number integer(Object element, Object row, int position) {
        if (Terms.isInteger(element)) {
            return (Number) element;
        }
        throw new BadArg(
                "element must be an integer: element=%s, position=%d, row=%s"
                        .formatted(element, position, row));
    }

    private static Number apply(CounterOp op, Number before) {
        Number after = add(before, op.increment());
        Number threshold = op.threshold();
        Number resetTo = op.resetTo();
        if (threshold == null || resetTo == null) {
            return after;
        }
        int passed = Terms.compare(after, threshold);
        boolean down = Terms.compare(op.increment(), 0) < 0;
        return (down ? passed < 0 : passed > 0) ? canonical(big(resetTo)) : after;
    }

    static Number add(Number a, Number b) {
        if (!(a instanceof BigInteger) && !(b instanceof BigInteger)) {
            long x = a.longValue();
            long y = b.longValue();
            long sum = x + y;
            if (((x ^ sum) & (y ^ sum)) >= 0) { // no overflow
                return sum;
            }
        }
        return canonical(big(a).add(big(b)));
    }

    private static BigInteger big(Number integer) {
        return integer instanceof BigInteger big ? big : BigInteger.valueOf(integer.longValue());
    }

    private static Number canonical(BigInteger value) {
        return value.bitLength() < Long.SIZE ? (Number) value.longValue() : value;
    }
}
