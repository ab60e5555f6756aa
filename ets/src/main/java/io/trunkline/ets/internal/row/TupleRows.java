package io.trunkline.ets.internal.row;

import io.trunkline.ets.BadArg;
import io.trunkline.ets.Terms;
import io.trunkline.ets.Tuple;
import io.trunkline.ets.internal.key.TermKeys;
import io.trunkline.ets.internal.match.TupleView;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/// Rows that are tuples, with the key at a fixed position.
public final class TupleRows implements Rows, TupleView {
    private final int keyPosition;

    public TupleRows(int keyPosition) {
        this.keyPosition = keyPosition;
    }

    @Override
    public void check(@Nullable Object row) {
        TermKeys.check(tuple(row).get(keyPosition));
    }

    @Override
    public void checkShape(@Nullable Object row) {
        tuple(row);
    }

    private Tuple tuple(@Nullable Object row) {
        if (!(row instanceof Tuple tuple)) {
            throw new BadArg(
                    "expected a row that is a Tuple, got: "
                            + (row == null ? "null" : row.getClass().getName() + " " + row));
        }
        if (tuple.arity() < keyPosition) {
            throw new BadArg(
                    "row must reach to the key: row=%s, keyPosition=%d"
                            .formatted(tuple, keyPosition));
        }
        return tuple;
    }

    @Override
    public Object key(Object row) {
        return ((Tuple) row).get(keyPosition);
    }

    @Override
    public boolean same(Object a, Object b) {
        return Terms.same(a, b);
    }

    @Override
    public Class<?> rowClass() {
        return Tuple.class;
    }

    @Override
    public int keyPosition() {
        return keyPosition;
    }

    @Override
    public Object with(Object row, int[] positions, Object[] values) {
        Tuple changed = (Tuple) row;
        for (int i = 0; i < positions.length; i++) {
            changed = changed.with(positions[i], values[i]);
        }
        return changed;
    }

    @Override
    public Object with(Object row, int position, Object value) {
        return ((Tuple) row).with(position, value);
    }

    @Override
    public @Nullable Object[] elements(Object row) {
        return ((Tuple) row).toArray();
    }

    @Override
    public Object ofElements(@Nullable Object[] elements) {
        Object[] present = new Object[elements.length];
        for (int i = 0; i < present.length; i++) {
            present[i] = Objects.requireNonNull(elements[i], "element");
        }
        return Tuple.of(present);
    }

    @Override
    public Object rowOf(Object result) {
        checkShape(result);
        return result;
    }

    @Override
    public Object withKey(Object row, Object key) {
        return ((Tuple) row).with(keyPosition, key);
    }

    @Override
    public Object integer(Object row, int position, Number value) {
        return value;
    }
}
