package io.trunkline.ets.internal.tree;

import io.trunkline.ets.internal.store.Keys;
import io.trunkline.ets.internal.store.RowType;

/// What all nodes of a tree have in common.
///
/// @param fanout how many rows a leaf, and how many children an inner node holds at most
record Rules(Keys keys, RowType rows, int fanout) {
    /// With fewer, two halves of an overfull inner node could be too small for a node.
    private static final int MIN_FANOUT = 4;

    Rules {
        if (fanout < MIN_FANOUT) {
            throw new IllegalArgumentException(
                    "fanout must be >= " + MIN_FANOUT + ": fanout=" + fanout);
        }
    }

    /// A node with fewer is merged with a neighbour, or gets some from it.
    int least() {
        return fanout / 4;
    }

    /// Neighbours that have no more together become one; the rest is room, lest it be split again
    /// by the next insert.
    int mergeable() {
        return fanout - least();
    }

    Object keyOf(Object row) {
        return rows.key(row);
    }

    int compare(Object a, Object b) {
        return a == b ? 0 : keys.compare(a, b);
    }

    long prefix(Object key, int skip) {
        return skip == 0 ? keys.prefix(key) : keys.prefix(key, skip);
    }

    /// Whether who has this prefix, taken after any number of units, has the key.
    boolean isWhole(Object key, long prefix) {
        return keys.isWhole(key, prefix);
    }
}
