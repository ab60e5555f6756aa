package io.trunkline.ets.internal.tree;

import io.trunkline.ets.internal.store.Patience;
import io.trunkline.ets.internal.store.RowBuffer;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/// The rows of one range of keys.
///
/// Any thread reads, and then asks whether what it read was true; only the holder of the lock
/// writes.
final class Leaf extends Node {
    /* Overview.
     *
     * Rows and the prefixes of their keys stand in parallel arrays, sorted; a key itself is read from
     * its row. The version word is lock and sequence number in one:
     *
     *   even   nobody writes
     *   odd    the holder of the lock writes
     *   DEAD   odd forever: others are in charge of this range of keys
     *
     * I1  The range of keys never changes, nor does `skip`: all keys of the range begin alike for so
     *     many units, and prefixes are taken after those.
     * I2  Whoever finds the leaf stable, or locks it, finds all rows of its range in it.
     * I3  rows[0, count) are the rows, sorted, no two with one key; prefixes[i] is that of rows[i].
     *     Whatever else count, prefixes and rows are found to be was there at some time, so
     *     0 <= count <= capacity always, and each row is a row of this table, or null.
     * I4  rows[count, capacity) are null.
     *
     * A leaf that takes over from another may take its arrays too: the other is dead, or locked until
     * it is, so no reader of it can find what it reads to be true.
     */

    /// The version of a leaf that is no longer in the tree.
    static final long DEAD = -1;

    /// What [#find(Object, Rules)] says if the leaf is being changed at this moment.
    static final int TORN = Integer.MIN_VALUE;

    // --- immutable ---

    private final long[] prefixes;
    private final @Nullable Object[] rows;
    private final int skip;

    // --- owned by the holder of the lock; read by anybody, and then validated ---

    private int count;

    // --- owned by the holder of the lock ---

    private int at;

    // --- any thread ---

    private volatile long version;

    private Leaf(long[] prefixes, @Nullable Object[] rows, int skip, int count, long version) {
        this.prefixes = prefixes;
        this.rows = rows;
        this.skip = skip;
        this.count = count;
        this.version = version;
    }

    /// What a leaf takes, with references of four bytes.
    static long bytes(int capacity) {
        return 72 + 12L * capacity;
    }

    /// The only leaf of an empty tree.
    static Leaf root(Rules rules) {
        return new Leaf(new long[rules.fanout()], new Object[rules.fanout()], 0, 0, 0);
    }

    // --- making leaves; they are born locked ---

    /// Copies `[from, to)` of this locked leaf into a leaf in charge of a part of its range.
    Leaf part(int from, int to, Fences fences, Rules rules) {
        int partSkip = partSkip(from, to, fences, rules);
        long[] partPrefixes = new long[rules.fanout()];
        Object[] partRows = new Object[rules.fanout()];
        System.arraycopy(rows, from, partRows, 0, to - from);
        if (partSkip == skip) {
            System.arraycopy(prefixes, from, partPrefixes, 0, to - from);
        } else {
            fillPrefixes(partPrefixes, partRows, to - from, partSkip, rules);
        }
        return new Leaf(partPrefixes, partRows, partSkip, to - from, 1);
    }

    /// A leaf in charge of the first part of this locked leaf's range, in its arrays. It has the
    /// rows `[0, to)`, and must be trimmed once this leaf is dead.
    Leaf firstPart(int to, Fences fences, Rules rules) {
        int partSkip = partSkip(0, to, fences, rules);
        long[] partPrefixes = prefixes;
        if (partSkip != skip) {
            partPrefixes = new long[rules.fanout()];
            fillPrefixes(partPrefixes, rows, to, partSkip, rules);
        }
        return new Leaf(partPrefixes, rows, partSkip, to, 1);
    }

    /// Forgets the rows that a [#firstPart] was not given.
    void trim() {
        Arrays.fill(rows, count, rows.length, null);
    }

    /// Copies `[from, to)` of the rows of two locked neighbours into one leaf.
    static Leaf joined(Leaf left, Leaf right, int from, int to, Fences fences, Rules rules) {
        Object[] all = new Object[rules.fanout()];
        int size = to - from;
        int ofLeft = Math.clamp(left.count - (long) from, 0, size);
        System.arraycopy(left.rows, Math.min(from, left.count), all, 0, ofLeft);
        System.arraycopy(right.rows, Math.max(from - left.count, 0), all, ofLeft, size - ofLeft);
        int skip = fences.commonPrefix(rules);
        long[] prefixes = new long[rules.fanout()];
        if (skip == left.skip && skip == right.skip) {
            System.arraycopy(left.prefixes, Math.min(from, left.count), prefixes, 0, ofLeft);
            System.arraycopy(
                    right.prefixes,
                    Math.max(from - left.count, 0),
                    prefixes,
                    ofLeft,
                    size - ofLeft);
        } else {
            fillPrefixes(prefixes, all, size, skip, rules);
        }
        return new Leaf(prefixes, all, skip, size, 1);
    }

    /// The skip of this leaf goes for any part of it. It changes only if it fails to tell keys
    /// apart: to take new prefixes is to look at every key.
    private int partSkip(int from, int to, Fences fences, Rules rules) {
        if (from < to && !Prefixes.hasTies(prefixes, from, to)) {
            return skip;
        }
        return Math.max(skip, fences.commonPrefix(rules));
    }

    private static void fillPrefixes(
            long[] prefixes, @Nullable Object[] rows, int count, int skip, Rules rules) {
        for (int i = 0; i < count; i++) {
            prefixes[i] = rules.prefix(rules.keyOf(known(rows[i])), skip);
        }
    }

    // --- reading: true if validated afterwards, or under the lock ---

    /// Where the row of a key of this leaf's range is.
    ///
    /// @return its index; if there is none, `~index` of the first row with a higher key; or TORN
    int find(Object key, Rules rules) {
        long prefix = rules.prefix(key, skip);
        int n = count;
        int first = Prefixes.firstNotBelow(prefixes, n, prefix);
        if (first == n || prefixes[first] != prefix) {
            return ~first;
        }
        if (rules.isWhole(key, prefix)) {
            return first; // without a look at the row, which would wait for memory
        }
        return findTie(key, prefix, first, n, rules);
    }

    private int findTie(Object key, long prefix, int first, int n, Rules rules) {
        int low = first;
        int high = n - 1;
        if (low < high) {
            high = Prefixes.firstAbove(prefixes, n, prefix) - 1;
        }
        // The highest first: keys that come in ascending order are above all that is there.
        int middle = high;
        while (low <= high) {
            Object row = rows[middle];
            if (row == null) {
                return TORN;
            }
            int order = rules.compare(key, rules.keyOf(row));
            if (order == 0) {
                return middle;
            }
            if (order > 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
            middle = (low + high) >>> 1;
        }
        return ~low;
    }

    /// The row of a key; null if there is none, or if the leaf is being changed.
    @Nullable Object get(Object key, Rules rules) {
        int index = find(key, rules);
        return index < 0 ? null : rows[index];
    }

    /// The index of the first row at `key` or above it, or only above it; or TORN.
    int firstFrom(Object key, boolean inclusive, Rules rules) {
        int index = find(key, rules);
        if (index < 0) {
            return index == TORN ? TORN : ~index;
        }
        return inclusive ? index : index + 1;
    }

    int count() {
        return count;
    }

    /// The row at `key` or beyond it, or only beyond it; from null, the first on this way. Null if
    /// there is none, or if the leaf is being changed.
    @Nullable Object rowFrom(
            @Nullable Object key, boolean inclusive, boolean descending, Rules rules) {
        int n = count;
        int index;
        if (descending) {
            index = (key == null ? n : firstFrom(key, !inclusive, rules)) - 1;
        } else {
            index = key == null ? 0 : firstFrom(key, inclusive, rules);
        }
        return index < 0 || index >= n ? null : rows[index];
    }

    /// Copies `size` rows from `from` on.
    void copyAscending(RowBuffer target, int from, int size) {
        target.addAll(rows, from, size);
    }

    /// Copies `size` rows from below `to` on, downwards.
    void copyDescending(RowBuffer target, int to, int size) {
        for (int i = 0; i < size; i++) {
            target.add(rows[to - 1 - i]);
        }
    }

    int capacity() {
        return rows.length;
    }

    // --- writing, under the lock ---

    /// What `find` said of the key that the leaf was locked for.
    int at() {
        return at;
    }

    void setAt(int index) {
        at = index;
    }

    Object rowThere(int index) {
        return known(rows[index]);
    }

    void set(int index, Object row) {
        rows[index] = row;
    }

    void insert(int index, Object key, Object row, Rules rules) {
        long prefix = rules.prefix(key, skip);
        int n = count;
        System.arraycopy(prefixes, index, prefixes, index + 1, n - index);
        System.arraycopy(rows, index, rows, index + 1, n - index);
        prefixes[index] = prefix;
        rows[index] = row;
        count = n + 1;
    }

    void remove(int index) {
        int n = count - 1;
        System.arraycopy(prefixes, index + 1, prefixes, index, n - index);
        System.arraycopy(rows, index + 1, rows, index, n - index);
        rows[n] = null;
        count = n;
    }

    // --- the version ---

    /// Begins a read: whether `version` is one that a read can be validated with.
    static boolean isStable(long version) {
        return (version & 1) == 0;
    }

    /// Ends a read: whether nothing has changed since the leaf had this version.
    boolean validate(long expected) {
        // what was read before is ordered before this look at the version; pairs with the fence in
        // tryLock: who read anything written under a lock sees the version that the lock has left
        VarHandle.acquireFence();
        return versionOpaque() == expected;
    }

    /// Locks the leaf if it still has this version: what was read since then is true.
    boolean tryLock(long expected) {
        if (!casVersion(expected, expected + 1)) {
            return false;
        }
        // what is written from here on is seen no sooner than the odd version; also publishes rows
        // made before
        VarHandle.storeStoreFence();
        return true;
    }

    /// Waits for the lock.
    ///
    /// @return false if the leaf is dead
    boolean lock() {
        for (int tries = 0; ; tries++) {
            long seen = versionAcquire();
            if (seen == DEAD) {
                return false;
            }
            if (isStable(seen) && tryLock(seen)) {
                return true;
            }
            Patience.pause(tries);
        }
    }

    /// Lets go of the lock.
    ///
    /// @param changed whether readers may have seen what is no longer true
    void unlock(boolean changed) {
        setVersionRelease(changed ? version + 1 : version - 1);
    }

    /// Lets go of the lock for good: others, who can be found from the root by now, are in charge.
    void retire() {
        setVersionRelease(DEAD);
    }

    @SuppressWarnings("NullAway") // I3 and I4: rows below count are there
    private static Object known(@Nullable Object row) {
        return row;
    }

    // --- mechanics ---

    private static final VarHandle VERSION;

    static {
        try {
            VERSION = MethodHandles.lookup().findVarHandle(Leaf.class, "version", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /// acquire: what is read next is at least as new as this version; pairs with setVersionRelease
    long versionAcquire() {
        return (long) VERSION.getAcquire(this);
    }

    // opaque: ordered by the fence in validate, which is the only one to decide by it
    private long versionOpaque() {
        return (long) VERSION.getOpaque(this);
    }

    // release: publishes what the holder wrote; pairs with versionAcquire and casVersion
    private void setVersionRelease(long next) {
        VERSION.setRelease(this, next);
    }

    private boolean casVersion(long expected, long next) {
        return VERSION.compareAndSet(this, expected, next);
    }
}
