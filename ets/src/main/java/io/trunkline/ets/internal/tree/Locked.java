package io.trunkline.ets.internal.tree;

import java.util.ArrayList;

/// Leaves that one thread has locked, with the structure lock in its hands.
final class Locked {
    private final ArrayList<Leaf> leaves;

    Locked(int expected) {
        leaves = new ArrayList<>(expected);
    }

    void lock(Leaf leaf) {
        leaves.ensureCapacity(leaves.size() + 1); // may fail, so before there is a lock to forget
        boolean alive = leaf.lock();
        assert alive : "a leaf must not die without the structure lock";
        leaves.add(leaf);
    }

    void reserve(int more) {
        leaves.ensureCapacity(leaves.size() + more);
    }

    /// Puts parts, which are locked and have room, in the place of a leaf that is dead.
    void replace(Leaf dead, Leaf[] parts) {
        int last = leaves.size() - 1;
        int index = leaves.lastIndexOf(dead);
        leaves.set(index, leaves.get(last));
        leaves.remove(last);
        for (Leaf part : parts) {
            leaves.add(part);
        }
    }

    int rows() {
        int rows = 0;
        for (Leaf leaf : leaves) {
            rows += leaf.count();
        }
        return rows;
    }

    void unlockAll(boolean changed) {
        for (Leaf leaf : leaves) {
            leaf.unlock(changed);
        }
        leaves.clear();
    }

    void retireAll() {
        for (Leaf leaf : leaves) {
            leaf.retire();
        }
        leaves.clear();
    }
}
