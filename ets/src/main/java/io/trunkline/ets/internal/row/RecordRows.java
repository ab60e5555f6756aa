package io.trunkline.ets.internal.row;

import io.trunkline.ets.Atom;
import io.trunkline.ets.BadArg;
import io.trunkline.ets.TableSpec;
import io.trunkline.ets.Terms;
import io.trunkline.ets.Tuple;
import io.trunkline.ets.internal.key.TermKeys;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.RecordComponent;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Function;

/// Rows that are records of one class. Components are read by their accessors, and changed rows are
/// made with the canonical constructor; both are found once.
///
/// The key is told by a function, which is an accessor, but nobody says of which component. That is
/// found out from the rows: the position that always has the key.
public final class RecordRows implements Rows {
    private static final Atom UNDEFINED = Atom.of("undefined");

    private final Class<?> rowClass;
    private final Function<Object, Object> key;
    private final RecordComponent[] components;
    private final RecordShape shape;

    /// Bit i - 1: component i may be the key's. Racy: only ever loses bits, and a thread that
    /// misses a loss finds it again with the next row that shows it.
    private long candidates;

    /// Set once one candidate is left.
    private volatile int keyPosition;

    /// @throws BadArg if the components cannot be read from here
    @SuppressWarnings("unchecked") // rows are of the class that the function takes
    public RecordRows(TableSpec<?> spec) {
        rowClass = spec.rowClass();
        key = (Function<Object, Object>) (Function<?, ?>) spec.key().orElseThrow();
        components = rowClass.getRecordComponents();
        try {
            shape = RecordShape.of(rowClass, spec.lookup().orElse(null));
        } catch (ReflectiveOperationException | RuntimeException e) {
            BadArg refused =
                    new BadArg(
                            "record must be readable by this module, or come with"
                                    + " lookup(MethodHandles.lookup()): class="
                                    + rowClass.getName());
            refused.initCause(e);
            throw refused;
        }
        candidates = components.length >= 64 ? 0 : (1L << components.length) - 1;
    }

    @Override
    public void checkShape(@Nullable Object row) {
        if (row == null || row.getClass() != rowClass) {
            throw new BadArg(
                    "expected a row that is a %s, got: %s"
                            .formatted(
                                    rowClass.getName(),
                                    row == null ? "null" : row.getClass().getName()));
        }
    }

    @Override
    public void check(@Nullable Object row) {
        checkShape(row);
        Object rowKey = TermKeys.check(key.apply(Objects.requireNonNull(row)));
        if (keyPosition == 0) {
            narrow(row, rowKey);
        }
    }

    /// Strikes out the components that are not the key in this row.
    private void narrow(Object row, Object rowKey) {
        long left = candidates;
        for (int i = 0; i < components.length; i++) {
            if ((left & 1L << i) != 0 && !Objects.equals(element(row, i + 1), rowKey)) {
                left &= ~(1L << i);
            }
        }
        candidates = left;
        if (Long.bitCount(left) == 1) {
            keyPosition = Long.numberOfTrailingZeros(left) + 1;
        }
    }

    @Override
    public Object key(Object row) {
        return key.apply(row);
    }

    @Override
    public boolean same(Object a, Object b) {
        if (a == b) {
            return true;
        }
        // backwards: rows that are compared mostly have the same key, and that is mostly in front
        for (int i = shape.arity() - 1; i >= 0; i--) {
            boolean same =
                    shape.isLong(i)
                            ? shape.longComponent(a, i) == shape.longComponent(b, i)
                            : Terms.same(shape.component(a, i), shape.component(b, i));
            if (!same) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Class<?> rowClass() {
        return rowClass;
    }

    @Override
    public int keyPosition() {
        return keyPosition;
    }

    @Override
    public int arity(Object value) {
        if (value.getClass() == rowClass) {
            return shape.arity();
        }
        return value instanceof Tuple tuple ? tuple.arity() : -1;
    }

    /// A null component is the atom `undefined` to those who look at rows as tuples.
    @Override
    public Object element(Object row, int position) {
        if (row instanceof Tuple tuple) {
            return tuple.get(position);
        }
        Object component = shape.component(row, position - 1);
        return component == null ? UNDEFINED : component;
    }

    @Override
    public boolean isLong(int position) {
        return shape.isLong(position - 1);
    }

    @Override
    public long longElement(Object row, int position) {
        return shape.longComponent(row, position - 1);
    }

    @Override
    public Object with(Object row, int[] positions, Object[] values) {
        Object changed = make(row, positions, values);
        if (keyPosition == 0 || !keepsKey(positions)) {
            requireSameKey(row, changed);
        }
        return changed;
    }

    private void requireSameKey(Object row, Object changed) {
        Object before = key(row);
        Object after = key(changed);
        if (!Terms.same(before, after)) {
            throw new BadArg("key must stay: key=%s, changed to=%s".formatted(before, after));
        }
    }

    private boolean keepsKey(int[] positions) {
        int position = keyPosition;
        for (int changed : positions) {
            if (changed == position) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Object with(Object row, int position, Object value) {
        Object changed = make(row, position, value);
        int known = keyPosition;
        if (known == 0 || known == position) {
            requireSameKey(row, changed);
        }
        return changed;
    }

    private Object make(Object row, int position, Object value) {
        if (!shape.isPair()) {
            @Nullable Object[] elements = elements(row);
            elements[position - 1] = value;
            return ofElements(elements);
        }
        Object other = shape.component(row, 2 - position);
        Object first = position == 1 ? value : other;
        Object second = position == 1 ? other : value;
        try {
            return shape.makePair(first, second);
        } catch (ClassCastException | NullPointerException e) {
            throw refused(e, first, second);
        }
    }

    @Override
    public Object withKey(Object row, Object newKey) {
        int position = keyPosition;
        if (Terms.same(key(row), newKey)) {
            return row;
        }
        if (position == 0) {
            throw new BadArg(
                    "default row must have the key, as the table has seen no row yet that shows"
                            + " which component that is: key="
                            + newKey);
        }
        return make(row, position, newKey);
    }

    @Override
    public @Nullable Object[] elements(Object row) {
        @Nullable Object[] elements = new @Nullable Object[shape.arity()];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = shape.component(row, i);
        }
        return elements;
    }

    @Override
    public Object rowOf(Object result) {
        if (result instanceof Tuple tuple && tuple.arity() == shape.arity()) {
            return ofElements(tuple.toArray());
        }
        checkShape(result);
        return result;
    }

    private Object make(Object row, int[] positions, Object[] values) {
        @Nullable Object[] elements = elements(row);
        for (int i = 0; i < positions.length; i++) {
            elements[positions[i] - 1] = values[i];
        }
        return ofElements(elements);
    }

    @Override
    public Object ofElements(@Nullable Object[] elements) {
        try {
            return shape.make(elements);
        } catch (ClassCastException | NullPointerException e) {
            throw refused(e, elements);
        }
    }

    private BadArg refused(RuntimeException cause, @Nullable Object... elements) {
        BadArg refused =
                new BadArg(
                        "elements must be of the components' types: class=%s, elements=%s"
                                .formatted(rowClass.getName(), Arrays.toString(elements)));
        refused.initCause(cause);
        return refused;
    }

    @Override
    public Object integer(Object row, int position, Number value) {
        Class<?> type = components[position - 1].getType();
        if (type == long.class || type == Long.class) {
            return exactLong(value);
        }
        if (type == int.class || type == Integer.class) {
            return Math.toIntExact(exactLong(value));
        }
        if (type == BigInteger.class) {
            return value instanceof BigInteger ? value : BigInteger.valueOf(value.longValue());
        }
        return value;
    }

    private static long exactLong(Number value) {
        return value instanceof BigInteger big ? big.longValueExact() : value.longValue();
    }
}
