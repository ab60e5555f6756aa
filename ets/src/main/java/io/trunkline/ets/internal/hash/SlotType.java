package io.trunkline.ets.internal.hash;

import io.trunkline.ets.internal.store.Keys;
import io.trunkline.ets.internal.store.RowType;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// What a table without order holds under a key: the row itself, or a [RowList] of several. Never
/// changes what it is given.
final class SlotType {
    /// Stands for 0, which marks empty places. Bit 0 is clear: other keys may have this print.
    private static final long PRINT_OF_ZERO = 2;

    private static final RowType KEY_ONLY =
            new RowType() {
                @Override
                public Object key(Object row) {
                    return row;
                }

                @Override
                public boolean same(Object a, Object b) {
                    return a == b;
                }
            };

    private final Keys keys;
    private final RowType rowType;
    private final Kind kind;
    private final boolean single;
    private final boolean counting;

    SlotType(Keys keys, RowType rowType, Kind kind) {
        this.keys = keys;
        this.rowType = rowType;
        this.kind = kind;
        this.single = kind == Kind.SET;
        this.counting = rowType == KEY_ONLY;
    }

    /// For counters: a slot is a key, and has a number beside it.
    static SlotType counters(Keys keys) {
        return new SlotType(keys, KEY_ONLY, Kind.SET);
    }

    boolean isCounting() {
        return counting;
    }

    boolean isSingle() {
        return single;
    }

    // --- keys ---

    /// The print of a key; never 0.
    long print(Object key) {
        long print = keys.print(key);
        return print == 0 ? PRINT_OF_ZERO : print;
    }

    /// Whether no other key has this print.
    static boolean isUnique(long print) {
        return (print & 1) != 0;
    }

    Object keyOfRow(Object row) {
        return rowType.key(row);
    }

    Object key(Object slot) {
        return rowType.key(!single && slot instanceof RowList rows ? rows.get(0) : slot);
    }

    /// Whether a slot is that of a key which has the same print.
    boolean isOf(Object slot, Object key) {
        return areSame(key(slot), key);
    }

    boolean areSame(Object a, Object b) {
        return a == b || keys.same(a, b);
    }

    int compareTies(Object a, Object b) {
        return keys.compareTies(a, b);
    }

    // --- rows ---

    int count(Object slot) {
        return !single && slot instanceof RowList rows ? rows.size() : 1;
    }

    List<Object> rows(Object slot) {
        return !single && slot instanceof RowList rows ? rows : List.of(slot);
    }

    /// The slot after an insert; `slot` itself if the bag has the row.
    Object with(Object slot, Object row) {
        if (single) {
            return row;
        }
        if (slot instanceof RowList rows) {
            return kind == Kind.BAG && has(rows, row) ? slot : rows.with(row);
        }
        return kind == Kind.BAG && same(slot, row) ? slot : RowList.of(slot, row);
    }

    /// The slot without the copies of a row: null if nothing is left, `slot` itself if it had none.
    @Nullable Object without(Object slot, Object row) {
        if (single || !(slot instanceof RowList rows)) {
            return same(slot, row) ? null : slot;
        }
        List<Object> left = new ArrayList<>(rows.size());
        for (Object there : rows) {
            if (!same(there, row)) {
                left.add(there);
            }
        }
        return left.size() == rows.size() ? slot : slotOf(left);
    }

    /// Whether a slot has this very object.
    boolean holds(Object slot, Object row) {
        if (!single && slot instanceof RowList rows) {
            for (int i = 0; i < rows.size(); i++) {
                if (rows.get(i) == row) {
                    return true;
                }
            }
            return false;
        }
        return slot == row;
    }

    /// The slot with `to` in the place of the very object `from`; null if nothing is left.
    @Nullable Object replaced(Object slot, Object from, @Nullable Object to) {
        if (single || !(slot instanceof RowList rows)) {
            return slot == from ? to : slot;
        }
        List<Object> now = new ArrayList<>(rows);
        for (int i = 0; i < now.size(); i++) {
            if (now.get(i) == from) {
                if (to == null) {
                    now.remove(i);
                } else {
                    now.set(i, to);
                }
                return slotOf(now);
            }
        }
        return slot;
    }

    boolean same(Object a, Object b) {
        return a == b || rowType.same(a, b);
    }

    private boolean has(RowList rows, Object row) {
        for (int i = 0; i < rows.size(); i++) {
            if (same(rows.get(i), row)) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable Object slotOf(List<Object> rows) {
        return switch (rows.size()) {
            case 0 -> null;
            case 1 -> rows.getFirst();
            default -> RowList.of(rows.toArray());
        };
    }
}
