package io.trunkline.ets.internal.tree;

import io.trunkline.ets.internal.store.Cursor;
import io.trunkline.ets.internal.store.KeyRange;
import io.trunkline.ets.internal.store.Patience;
import io.trunkline.ets.internal.store.RowBuffer;

import org.jspecify.annotations.Nullable;

/// A walk over a range of keys, leaf by leaf. Between calls it knows a key and no more, so it keeps
/// no node from being collected. Not thread-safe.
final class TreeCursor implements Cursor {
    private static final int AGAIN = -1;

    private final Shape shape;
    private final Rules rules;
    private final boolean descending;

    /// Where the range ends, in the walk's direction; null if it is open.
    private final @Nullable Object end;

    private final boolean endInclusive;

    /// The walk goes on beyond this key, or with it; null before the first, if the range is open
    /// there.
    private @Nullable Object position;

    private boolean inclusive;
    private boolean done;

    TreeCursor(KeyRange range, boolean descending, Shape shape, Rules rules) {
        this.shape = shape;
        this.rules = rules;
        this.descending = descending;
        this.position = descending ? range.high() : range.low();
        this.inclusive = descending ? range.highInclusive() : range.lowInclusive();
        this.end = descending ? range.low() : range.high();
        this.endInclusive = descending ? range.lowInclusive() : range.highInclusive();
        this.done = isEmpty(range);
    }

    /// Whether there can be no key in a range. Searches rely on the walk beginning before its end.
    private boolean isEmpty(KeyRange range) {
        if (range.low() == null || range.high() == null) {
            return false;
        }
        int order = rules.compare(range.low(), range.high());
        return order > 0 || (order == 0 && !(range.lowInclusive() && range.highInclusive()));
    }

    @Override
    public boolean fill(RowBuffer rows, int limit) {
        int missing = limit;
        while (missing > 0 && !done) {
            missing -= fillFromOneParent(rows, missing);
        }
        return missing <= 0;
    }

    /// Goes down to a leaf and then from child to child of its parent. The parent may be stale: a
    /// child that is alive has all keys between its fences even so.
    private int fillFromOneParent(RowBuffer rows, int limit) {
        Object outerFence = null; // where the parent's range ends
        Inner parent = null;
        int slot = 0;
        Node node = shape.rootAcquire();
        while (node instanceof Inner inner) {
            Object closer = parent == null ? null : parent.fenceBeyond(slot, descending);
            outerFence = closer == null ? outerFence : closer;
            parent = inner;
            slot = inner.slotFrom(position, inclusive, descending, rules);
            node = inner.childAcquire(slot);
        }
        int added = 0;
        while (true) {
            Object innerFence = parent == null ? null : parent.fenceBeyond(slot, descending);
            Object fence = innerFence == null ? outerFence : innerFence;
            boolean last = isLast(fence);
            int copied = copy((Leaf) node, last, rows, limit - added);
            if (copied == AGAIN) {
                return added;
            }
            added += copied;
            if (added == limit) {
                position = rules.keyOf(rows.getLast());
                inclusive = false;
                return added;
            }
            position = fence;
            inclusive = !descending;
            done = last;
            if (last || innerFence == null || parent == null) {
                return added;
            }
            slot += descending ? -1 : 1;
            node = parent.childAcquire(slot);
        }
    }

    /// Whether no key beyond this fence of a leaf is in the range.
    private boolean isLast(@Nullable Object fence) {
        if (fence == null || end == null) {
            return fence == null;
        }
        int order = rules.compare(fence, end);
        // A fence belongs to the leaf above it.
        return descending ? order <= 0 : order > 0 || (order == 0 && !endInclusive);
    }

    /// Copies the next rows of a leaf, in the walk's direction, as they are at one moment.
    ///
    /// @return how many; AGAIN if the leaf is dead
    private int copy(Leaf leaf, boolean last, RowBuffer rows, int wanted) {
        int before = rows.size();
        for (int tries = 0; tries < OrderedStore.OPTIMISTIC_TRIES; tries++) {
            long version = leaf.versionAcquire();
            if (version == Leaf.DEAD) {
                return AGAIN;
            }
            if (Leaf.isStable(version)) {
                int copied = tryCopy(leaf, last, rows, wanted);
                if (leaf.validate(version)) {
                    return copied;
                }
                rows.truncate(before);
            }
            Patience.pause(tries);
        }
        if (!leaf.lock()) {
            return AGAIN;
        }
        try {
            return tryCopy(leaf, last, rows, wanted);
        } finally {
            leaf.unlock(false);
        }
    }

    private int tryCopy(Leaf leaf, boolean last, RowBuffer rows, int wanted) {
        Object bound = last ? end : null;
        Object low = descending ? bound : position;
        Object high = descending ? position : bound;
        boolean lowInclusive = descending ? endInclusive : inclusive;
        boolean highInclusive = descending ? inclusive : endInclusive;
        int from = low == null ? 0 : leaf.firstFrom(low, lowInclusive, rules);
        int to = high == null ? leaf.count() : leaf.firstFrom(high, !highInclusive, rules);
        if (from < 0 || to <= from) {
            return 0; // nothing, or torn
        }
        int count = Math.min(to - from, wanted);
        if (descending) {
            leaf.copyDescending(rows, to, count);
        } else {
            leaf.copyAscending(rows, from, count);
        }
        return count;
    }
}
