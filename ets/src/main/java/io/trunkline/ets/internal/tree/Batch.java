package io.trunkline.ets.internal.tree;

import io.trunkline.ets.internal.store.RowChange;
import io.trunkline.ets.internal.store.Witness;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// One insert of many rows: all their leaves are locked, room is made, and only then is the first
/// row written.
final class Batch {
    private final Shape shape;
    private final Rules rules;

    /// One a key, the last of the list, in the order of the keys.
    private final Object[] rows;

    private final int size;
    private int added;

    /// Rows that belong into one leaf: `[from, to)`.
    private record Group(Leaf leaf, int from, int to, int fresh) {
        boolean fits() {
            return leaf.count() + fresh <= leaf.capacity();
        }

        /// How many rows the leaf would have.
        int total() {
            return leaf.count() + fresh;
        }
    }

    Batch(List<?> list, Shape shape, Rules rules) {
        this.shape = shape;
        this.rules = rules;
        this.rows = list.toArray();
        Arrays.sort(rows, (a, b) -> rules.compare(rules.keyOf(a), rules.keyOf(b)));
        this.size = dropOlder();
    }

    /// How many keys are new.
    int added() {
        return added;
    }

    /// Inserts all rows, or none if a key must be new and is not.
    ///
    /// @return whether they were inserted
    boolean insert(boolean onlyNew, @Nullable Witness witness) {
        boolean changed = false;
        shape.lock();
        try {
            Locked locked = new Locked(Math.min(size, (int) shape.leaves()));
            try {
                List<Group> groups = lockLeaves(locked);
                if (onlyNew && groups.stream().anyMatch(g -> g.fresh < g.to - g.from)) {
                    return false;
                }
                groups = makeRoom(groups, locked);
                if (witness != null) {
                    witness.changing(changes(groups));
                }
                changed = true;
                for (Group group : groups) {
                    write(group);
                }
            } finally {
                locked.unlockAll(changed);
            }
        } finally {
            shape.unlock();
        }
        return true;
    }

    private int dropOlder() {
        int kept = 0;
        for (int i = 0; i < rows.length; i++) {
            boolean older = i + 1 < rows.length && rules.compare(key(i), key(i + 1)) == 0;
            if (!older) {
                rows[kept++] = rows[i];
            }
        }
        return kept;
    }

    private List<Group> lockLeaves(Locked locked) {
        List<Group> groups = new ArrayList<>();
        int from = 0;
        while (from < size) {
            Path path = shape.pathTo(key(from));
            Leaf leaf = path.leaf;
            locked.lock(leaf);
            Object fence = path.leafFences().high();
            int fresh = 0;
            int to = from;
            do {
                if (leaf.find(key(to), rules) < 0) {
                    fresh++;
                }
                to++;
            } while (to < size && (fence == null || rules.compare(key(to), fence) < 0));
            groups.add(new Group(leaf, from, to, fresh));
            from = to;
        }
        return groups;
    }

    private List<Group> makeRoom(List<Group> groups, Locked locked) {
        if (groups.stream().allMatch(Group::fits)) {
            return groups;
        }
        List<Group> roomy = new ArrayList<>();
        for (Group group : groups) {
            if (group.fits()) {
                roomy.add(group);
            } else {
                divide(group, locked, roomy);
            }
        }
        return roomy;
    }

    /// Divides a leaf into as few as can take all rows, old and new, in about equal shares.
    private void divide(Group group, Locked locked, List<Group> parts) {
        Leaf leaf = group.leaf;
        int count = (group.total() + leaf.capacity() - 1) / leaf.capacity();
        int[] oldCuts = new int[count + 1];
        int[] newCuts = new int[count + 1];
        Object[] separators = new Object[count - 1];
        int old = 0;
        int next = group.from;
        int merged = 0;
        newCuts[0] = next;
        for (int part = 1; part < count; part++) {
            int end = (int) ((long) group.total() * part / count);
            for (; merged < end; merged++) {
                int order = compareNext(leaf, old, next, group.to);
                old += order <= 0 ? 1 : 0;
                next += order >= 0 ? 1 : 0;
            }
            oldCuts[part] = old;
            newCuts[part] = next;
            separators[part - 1] =
                    compareNext(leaf, old, next, group.to) <= 0
                            ? rules.keyOf(leaf.rowThere(old))
                            : key(next);
        }
        oldCuts[count] = leaf.count();
        newCuts[count] = group.to;

        List<Group> own = new ArrayList<>(count);
        locked.reserve(count);
        Leaf[] leaves = shape.divide(shape.pathTo(key(group.from)), oldCuts, separators);
        locked.replace(leaf, leaves);
        for (int part = 0; part < count; part++) {
            own.add(new Group(leaves[part], newCuts[part], newCuts[part + 1], 0));
        }
        parts.addAll(own);
    }

    /// Which comes first, the old row or the new one; zero if they have one key.
    private int compareNext(Leaf leaf, int old, int next, int to) {
        if (next == to) {
            return -1;
        }
        return old == leaf.count() ? 1 : rules.compare(rules.keyOf(leaf.rowThere(old)), key(next));
    }

    /// In the order of the keys, one a key: all of it happens in one step.
    private List<RowChange> changes(List<Group> groups) {
        List<RowChange> changes = new ArrayList<>(size);
        for (Group group : groups) {
            for (int i = group.from; i < group.to; i++) {
                changes.add(new RowChange(group.leaf.get(key(i), rules), rows[i]));
            }
        }
        return changes;
    }

    private void write(Group group) {
        for (int i = group.from; i < group.to; i++) {
            Object key = key(i);
            int at = group.leaf.find(key, rules);
            if (at < 0) {
                group.leaf.insert(~at, key, rows[i], rules);
                added++;
            } else {
                group.leaf.set(at, rows[i]);
            }
        }
    }

    private Object key(int index) {
        return rules.keyOf(rows[index]);
    }
}
