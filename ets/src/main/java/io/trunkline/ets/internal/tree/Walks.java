package io.trunkline.ets.internal.tree;

import io.trunkline.ets.internal.store.Neighbour;
import io.trunkline.ets.internal.store.Patience;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Steps from key to key.
final class Walks {
    private static final Object AGAIN = new Object();

    private final Shape shape;
    private final Rules rules;

    /// A leaf that had nothing for the step, which must still be so when the step is over.
    private record Passed(Leaf leaf, long version, @Nullable Passed before) {}

    Walks(Shape shape, Rules rules) {
        this.shape = shape;
        this.rules = rules;
    }

    /// The neighbour of a key, which need not be there; from null, the first there is on this way.
    @Nullable Neighbour step(@Nullable Object key, boolean descending) {
        for (int tries = 0; tries < OrderedStore.OPTIMISTIC_TRIES; tries++) {
            Object row = step(key, descending, null);
            if (row != AGAIN) {
                return neighbour(row);
            }
            Patience.pause(tries);
        }
        shape.lock();
        try {
            Locked locked = new Locked(2);
            try {
                return neighbour(step(key, descending, locked));
            } finally {
                locked.unlockAll(false);
            }
        } finally {
            shape.unlock();
        }
    }

    private @Nullable Neighbour neighbour(@Nullable Object row) {
        return row == null ? null : new Neighbour(rules.keyOf(row), List.of(row));
    }

    /// One try to find the row that a step leads to.
    ///
    /// @param locked keeps the leaves that are locked on the way; null to try without
    private @Nullable Object step(
            @Nullable Object start, boolean descending, @Nullable Locked locked) {
        Object from = start;
        boolean inclusive = false;
        Passed passed = null;
        while (true) {
            Object fence = null;
            Node node = shape.rootAcquire();
            while (node instanceof Inner inner) {
                int slot = inner.slotFrom(from, inclusive, descending, rules);
                Object closer = inner.fenceBeyond(slot, descending);
                fence = closer == null ? fence : closer;
                node = inner.childAcquire(slot);
            }
            Leaf leaf = (Leaf) node;
            if (locked != null) {
                locked.lock(leaf);
            }
            long version = leaf.versionAcquire();
            if (locked == null && !Leaf.isStable(version)) {
                return AGAIN;
            }
            Object row = leaf.rowFrom(from, inclusive, descending, rules);
            if (!leaf.validate(version)) {
                return AGAIN;
            }
            if (row != null || fence == null) {
                return areUnchanged(passed) ? row : AGAIN;
            }
            passed = new Passed(leaf, version, passed);
            from = fence;
            inclusive = !descending;
        }
    }

    private static boolean areUnchanged(@Nullable Passed last) {
        for (Passed passed = last; passed != null; passed = passed.before) {
            if (!passed.leaf.validate(passed.version)) {
                return false;
            }
        }
        return true;
    }
}
