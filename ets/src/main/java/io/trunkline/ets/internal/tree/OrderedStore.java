package io.trunkline.ets.internal.tree;

import io.trunkline.ets.internal.store.Cursor;
import io.trunkline.ets.internal.store.KeyRange;
import io.trunkline.ets.internal.store.Keys;
import io.trunkline.ets.internal.store.Neighbour;
import io.trunkline.ets.internal.store.Patience;
import io.trunkline.ets.internal.store.RowChange;
import io.trunkline.ets.internal.store.RowFunction;
import io.trunkline.ets.internal.store.RowType;
import io.trunkline.ets.internal.store.Store;
import io.trunkline.ets.internal.store.Witness;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/// The store of ordered tables: one row a key, in the order of the keys. Any thread.
///
/// Readers take no lock unless others keep writing to the very leaf they read. Writers of one row
/// lock its leaf; an operation on many keys locks all their leaves.
public final class OrderedStore implements Store {
    private static final int FANOUT = 64;

    /// Tries to read a leaf between two changes, before the reader takes its lock instead.
    static final int OPTIMISTIC_TRIES = 64;

    private final Rules rules;
    private final Shape shape;
    private volatile @Nullable Witness witness;
    private final Walks walks;
    private final LongAdder size = new LongAdder();

    public OrderedStore(Keys keys, RowType rows, @Nullable Witness witness) {
        this(keys, rows, witness, FANOUT);
    }

    OrderedStore(Keys keys, RowType rows, @Nullable Witness witness, int fanout) {
        this.rules = new Rules(keys, rows, fanout);
        this.shape = new Shape(rules);
        this.witness = witness;
        this.walks = new Walks(shape, rules);
    }

    Shape shape() {
        return shape;
    }

    /// Never negative: a row may be counted out before its coming has been added up.
    @Override
    public long size() {
        return Math.max(0, size.sum());
    }

    // --- reading one key ---

    @Override
    public @Nullable Object get(Object key) {
        for (int tries = 0; tries < OPTIMISTIC_TRIES; tries++) {
            Leaf leaf = shape.leafOf(key);
            long version = leaf.versionAcquire();
            if (Leaf.isStable(version)) {
                Object row = leaf.get(key, rules);
                if (leaf.validate(version)) {
                    return row;
                }
            }
            Patience.pause(tries);
        }
        Leaf leaf = lockedLeafOf(key);
        try {
            return leaf.get(key, rules);
        } finally {
            leaf.unlock(false);
        }
    }

    @Override
    public List<Object> lookup(Object key) {
        Object row = get(key);
        return row == null ? List.of() : List.of(row);
    }

    @Override
    public boolean contains(Object key) {
        return get(key) != null;
    }

    // --- writing one key ---

    @Override
    public @Nullable Object insert(Object row) {
        Object key = rules.keyOf(row);
        Leaf leaf = lockWithRoom(key);
        boolean changed = false;
        Object before;
        try {
            int at = leaf.at();
            before = at < 0 ? null : leaf.rowThere(at);
            tell(before, row);
            changed = true;
            put(leaf, at, key, row);
        } finally {
            leaf.unlock(changed);
        }
        if (before == null) {
            size.increment();
        }
        return before;
    }

    @Override
    public @Nullable Object insertNew(Object row) {
        Object key = rules.keyOf(row);
        Leaf leaf = lockWithRoom(key);
        boolean changed = false;
        try {
            int at = leaf.at();
            if (at >= 0) {
                return leaf.rowThere(at);
            }
            tell(null, row);
            changed = true;
            put(leaf, at, key, row);
        } finally {
            leaf.unlock(changed);
        }
        size.increment();
        return null;
    }

    @Override
    public List<Object> take(Object key) {
        Leaf leaf = lockIfPresent(key);
        if (leaf == null) {
            return List.of();
        }
        boolean changed = false;
        boolean sparse;
        List<Object> taken;
        try {
            Object row = leaf.rowThere(leaf.at());
            taken = List.of(row);
            tell(row, null);
            changed = true;
            sparse = remove(leaf);
        } finally {
            leaf.unlock(changed);
        }
        afterRemoval(key, sparse);
        return taken;
    }

    @Override
    public int deleteRow(Object row) {
        Object key = rules.keyOf(row);
        Leaf leaf = lockIfPresent(key);
        if (leaf == null) {
            return 0;
        }
        boolean changed = false;
        boolean sparse;
        try {
            Object there = leaf.rowThere(leaf.at());
            if (!rules.rows().same(there, row)) {
                return 0;
            }
            tell(there, null);
            changed = true;
            sparse = remove(leaf);
        } finally {
            leaf.unlock(changed);
        }
        afterRemoval(key, sparse);
        return 1;
    }

    @Override
    public boolean replace(Object from, @Nullable Object to) {
        Object key = rules.keyOf(from);
        Leaf leaf = lockIfPresent(key);
        if (leaf == null) {
            return false;
        }
        boolean changed = false;
        boolean sparse = false;
        try {
            int at = leaf.at();
            if (leaf.rowThere(at) != from) {
                return false;
            }
            tell(from, to);
            changed = true;
            if (to == null) {
                sparse = remove(leaf);
            } else {
                leaf.set(at, to);
            }
        } finally {
            leaf.unlock(changed);
        }
        if (to == null) {
            afterRemoval(key, sparse);
        }
        return true;
    }

    @Override
    public @Nullable Object compute(Object key, RowFunction function) {
        Leaf leaf = lockWithRoom(key);
        boolean changed = false;
        boolean sparse = false;
        Object before;
        Object after;
        try {
            int at = leaf.at();
            before = at < 0 ? null : leaf.rowThere(at);
            after = function.apply(before);
            if (after == before) {
                return before;
            }
            tell(before, after);
            changed = true;
            if (after == null) {
                sparse = remove(leaf);
            } else {
                put(leaf, at, key, after);
            }
        } finally {
            leaf.unlock(changed);
        }
        if (after == null) {
            afterRemoval(key, sparse);
        } else if (before == null) {
            size.increment();
        }
        return after;
    }

    // --- many keys ---

    @Override
    public void insertAll(List<?> rows) {
        insertAll(rows, false);
    }

    @Override
    public boolean insertAllNew(List<?> rows) {
        return insertAll(rows, true);
    }

    private boolean insertAll(List<?> rows, boolean onlyNew) {
        if (rows.isEmpty()) {
            return true;
        }
        Batch batch = new Batch(rows, shape, rules);
        boolean inserted = batch.insert(onlyNew, witness);
        size.add(batch.added());
        return inserted;
    }

    @Override
    public void clear() {
        Leaf empty = Leaf.root(rules);
        long gone;
        shape.lock();
        try {
            Locked locked = new Locked((int) shape.leaves());
            try {
                shape.lockAll(locked);
                Witness told = witness;
                if (told != null) {
                    told.clearing();
                }
                gone = locked.rows();
                shape.replaceAll(empty);
                locked.retireAll();
            } finally {
                locked.unlockAll(false); // none, unless something failed before the change
            }
        } finally {
            shape.unlock();
        }
        size.add(-gone);
    }

    // --- walks ---

    @Override
    public Cursor cursor(KeyRange range, boolean descending) {
        return new TreeCursor(range, descending, shape, rules);
    }

    @Override
    public @Nullable Neighbour first() {
        return walks.step(null, false);
    }

    @Override
    public @Nullable Neighbour last() {
        return walks.step(null, true);
    }

    @Override
    public @Nullable Neighbour after(Object key) {
        return walks.step(key, false);
    }

    @Override
    public @Nullable Neighbour before(Object key) {
        return walks.step(key, true);
    }

    /// Nothing to do: a walk goes on from any key, there or not.
    @Override
    public void fix() {}

    @Override
    public void release() {}

    @Override
    public void watch(Witness from) {
        witness = from;
    }

    @Override
    public long overhead() {
        return shape.bytes();
    }

    // --- locking the leaf of one key ---

    /// Locks the leaf of a key, which has its row or room for it.
    private Leaf lockWithRoom(Object key) {
        for (int tries = 0; ; tries++) {
            Leaf leaf = tries < OPTIMISTIC_TRIES ? tryLockLeafOf(key) : lockedLeafOf(key);
            if (leaf == null) {
                Patience.pause(tries);
            } else if (leaf.at() < 0 && leaf.count() == leaf.capacity()) {
                leaf.unlock(false);
                shape.makeRoom(key);
            } else {
                return leaf;
            }
        }
    }

    /// Locks the leaf of a key that is there; null if it is not.
    private @Nullable Leaf lockIfPresent(Object key) {
        for (int tries = 0; tries < OPTIMISTIC_TRIES; tries++) {
            Leaf leaf = shape.leafOf(key);
            long version = leaf.versionAcquire();
            if (Leaf.isStable(version)) {
                int at = leaf.find(key, rules);
                if (at >= 0 ? tryLock(leaf, version, at) : leaf.validate(version)) {
                    return at < 0 ? null : leaf;
                }
            }
            Patience.pause(tries);
        }
        Leaf leaf = lockedLeafOf(key);
        if (leaf.at() >= 0) {
            return leaf;
        }
        leaf.unlock(false);
        return null;
    }

    private @Nullable Leaf tryLockLeafOf(Object key) {
        Leaf leaf = shape.leafOf(key);
        long version = leaf.versionAcquire();
        if (!Leaf.isStable(version)) {
            return null;
        }
        return tryLock(leaf, version, leaf.find(key, rules)) ? leaf : null;
    }

    /// Locks a leaf in which a key was looked for already: the lock tells whether what was found is
    /// still true, and is held for the change alone.
    private static boolean tryLock(Leaf leaf, long version, int at) {
        if (at == Leaf.TORN || !leaf.tryLock(version)) {
            return false;
        }
        leaf.setAt(at);
        return true;
    }

    private Leaf lockedLeafOf(Object key) {
        Leaf leaf = shape.leafOf(key);
        while (!leaf.lock()) {
            leaf = shape.leafOf(key);
        }
        leaf.setAt(leaf.find(key, rules));
        return leaf;
    }

    // --- under the lock of a leaf ---

    private void put(Leaf leaf, int at, Object key, Object row) {
        if (at < 0) {
            leaf.insert(~at, key, row, rules);
        } else {
            leaf.set(at, row);
        }
    }

    /// Removes the row that the leaf was locked for.
    ///
    /// @return whether the leaf should be tidied up, once it is unlocked
    private boolean remove(Leaf leaf) {
        leaf.remove(leaf.at());
        return shape.isSparse(leaf);
    }

    private void tell(@Nullable Object before, @Nullable Object after) {
        Witness told = witness;
        if (told != null) {
            told.changing(List.of(new RowChange(before, after)));
        }
    }

    private void afterRemoval(Object key, boolean sparse) {
        size.decrement();
        if (sparse) {
            shape.tidy(key);
        }
    }
}
