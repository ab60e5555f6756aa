package io.trunkline.ets.internal.hash;

import io.trunkline.ets.internal.store.RowChange;
import io.trunkline.ets.internal.store.Witness;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// An insert of many rows in one step. Owned by one thread.
final class ManyRows {
    private final SlotType type;
    private final Fixes fixes;
    private final Object[] rows;
    private final Object[] keys;
    private final long[] prints;

    /// What was there before each row: what takes the insert back if it fails.
    private final @Nullable Object[] before;

    private int inserted;

    ManyRows(SlotType type, Fixes fixes, List<?> rows) {
        this.type = type;
        this.fixes = fixes;
        this.rows = rows.toArray();
        int count = this.rows.length;
        keys = new Object[count];
        prints = new long[count];
        before = new Object[count];
        for (int i = 0; i < count; i++) {
            keys[i] = type.keyOfRow(this.rows[i]);
            prints[i] = type.print(keys[i]);
        }
    }

    /// Inserts them all, or nothing.
    ///
    /// @param onlyNew insert nothing if one of the keys is there
    /// @return whether they were inserted
    boolean insertInto(Stripes stripes, boolean onlyNew, @Nullable Witness witness) {
        try (LockedStripes locked = LockedStripes.of(stripes, ascending(prints))) {
            if (onlyNew && anyKeyIsIn(locked)) {
                return false;
            }
            try {
                List<RowChange> changes = witness == null ? null : new ArrayList<>(rows.length);
                for (; inserted < rows.length; inserted++) {
                    insert(locked.get(prints[inserted]), inserted, changes);
                }
                if (witness != null && changes != null && !changes.isEmpty()) {
                    witness.changing(changes);
                }
            } catch (Throwable t) {
                takeBack(locked);
                throw t;
            }
            return true;
        }
    }

    private boolean anyKeyIsIn(LockedStripes locked) {
        for (int i = 0; i < rows.length; i++) {
            Stripe stripe = locked.get(prints[i]);
            if (stripe.find(prints[i], keys[i], stripe.heldStamp()) >= 0) {
                return true;
            }
        }
        return false;
    }

    private void insert(Stripe stripe, int i, @Nullable List<RowChange> changes) {
        int at = stripe.find(prints[i], keys[i], stripe.heldStamp());
        if (at < 0) {
            int place = ~stripe.reserve(at, prints[i], keys[i]);
            place = ~stripe.placeOfDeleted(place, prints[i], keys[i], fixes.current());
            record(changes, null, rows[i]);
            stripe.add(place, prints[i], rows[i], 1);
            return;
        }
        Object slot = Objects.requireNonNull(stripe.slot(at));
        Object now = type.with(slot, rows[i]);
        if (type.isSingle() || now != slot) {
            record(changes, type.isSingle() ? slot : null, rows[i]);
            stripe.replace(at, now, type.isSingle() ? 0 : 1);
        }
        before[i] = slot;
    }

    private void takeBack(LockedStripes locked) {
        for (int i = inserted - 1; i >= 0; i--) {
            Stripe stripe = locked.get(prints[i]);
            int at = stripe.find(prints[i], keys[i], stripe.heldStamp());
            Object slot = before[i];
            if (slot == null) {
                stripe.remove(at);
            } else {
                int added = type.count(Objects.requireNonNull(stripe.slot(at))) - type.count(slot);
                stripe.replace(at, slot, -added);
            }
        }
    }

    private static void record(
            @Nullable List<RowChange> changes, @Nullable Object before, Object after) {
        if (changes != null) {
            changes.add(new RowChange(before, after));
        }
    }

    /// A copy in ascending order, as unsigned numbers.
    private static long[] ascending(long[] prints) {
        long[] sorted = prints.clone();
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] ^= Long.MIN_VALUE;
        }
        Arrays.sort(sorted);
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] ^= Long.MIN_VALUE;
        }
        return sorted;
    }
}
