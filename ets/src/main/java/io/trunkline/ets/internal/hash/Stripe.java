package io.trunkline.ets.internal.hash;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;

/// The entries whose prints begin with certain bits: a hash table by linear probing that is sorted.
///
/// Writers hold the lock; whatever else is called under it says so. Readers may look at any time
/// with a stamp of [#beginRead(int)], and must believe nothing before [#endRead(long)] agrees.
final class Stripe extends SeqLock {
    /* Overview
     *
     * Two arrays side by side: a print, and the slot under it; a third one of numbers if the stripe
     * counts, where the slot is the key itself. Print 0 marks an empty place. The
     * home of a print is its fraction of the stripe's range times the capacity, so homes ascend
     * with prints. An entry stands at its home or behind it, and all are in ascending order, so it
     * is where linear probing would have put it had the entries come in their order.
     *
     * I1  Occupied places ascend by (print, tie), prints as unsigned numbers. Keys of one print
     *     between which there is no order stand together, those that came later behind.
     * I2  No entry stands before its home, and all places from its home to it are occupied. So a
     *     search that meets an empty place or a greater entry has ended, and what is not before the
     *     searched place stays so up to the end: a long run can be searched by halves.
     * I3  All places after `bound` are empty, and the last place is always one of them.
     * I4  entries <= limit after a reservation, rows = sum of the slots' rows.
     * I5  Arrays and capacity are replaced together under the lock. A reader may see a mixture, so
     *     it stays inside the shorter array; no mixture survives its validation.
     * I6  While the store is fixed, `deleted` has every key that was deleted here since, or more.
     *
     * The arrangement is that of "ordered hash tables" (Amble and Knuth, 1974).
     */

    /// More entries than that are split in two.
    static final int MAX_ENTRIES = 16_384;

    static final int MAX_DEPTH = 22;

    /// A search or a look was disturbed.
    static final int TORN = Integer.MIN_VALUE;

    /// Like [#TORN], of a look at a slot.
    static final Object DISTURBED = new Object();

    private static final int NEAR = 8;
    private static final int SMALLEST_CAPACITY = 8;
    private static final int MOST_SLACK = 32;

    /// A split must give each half so large a part of the entries; otherwise it is put off.
    private static final int SMALLEST_PART = 8;

    private static final int CONTENTIONS_BEFORE_SPLIT = 32;
    private static final int ENTRIES_BEFORE_CONTENTION_COUNTS = 16;

    /// For stripes without entries; nobody writes to them.
    private static final long[] NO_PRINTS = new long[1];

    private static final @Nullable Object[] NO_SLOTS = new Object[1];

    private static final long[] NO_VALUES = new long[1];

    // immutable
    private final SlotType type;
    private final int depth;
    private final long first;

    // written under the lock, read by anybody
    private long[] prints = NO_PRINTS;
    private @Nullable Object[] slots = NO_SLOTS;
    private long @Nullable [] values;
    private int capacity;

    // read by anybody as a number of its own
    private long rows;

    // owned by the holder of the lock
    private int entries;
    private int limit;
    private int bound;
    private int splitAt = MAX_ENTRIES;
    private @Nullable DeletedKeys deleted;

    /// @param first the least print of its range
    /// @param depth how many top bits of it all prints have in common
    Stripe(SlotType type, long first, int depth) {
        this.type = type;
        this.first = first;
        this.depth = depth;
        this.values = type.isCounting() ? NO_VALUES : null;
    }

    int depth() {
        return depth;
    }

    long firstPrint() {
        return first;
    }

    long lastPrint() {
        return first | (-1L >>> depth);
    }

    // --- looks: with a stamp, locked or not ---

    /// The slot of a key; null if there is none, [#DISTURBED] if nobody knows. What it returns
    /// otherwise is true and need not be validated again.
    @Nullable Object peek(long print, Object key, long stamp) {
        long[] p = prints;
        @Nullable Object[] s = slots;
        int at = home(print);
        int near = Math.min(at + NEAR, Math.min(p.length, s.length));
        // A slot that will be looked into is asked for along with the prints, lest one wait for
        // both.
        if (!SlotType.isUnique(print) && at < near && s[at] == null) {
            return validate(stamp) ? null : DISTURBED;
        }
        for (; at < near; at++) {
            long there = p[at];
            if (there == print) {
                Object slot = s[at];
                if (!validate(stamp)) {
                    return DISTURBED;
                }
                if (SlotType.isUnique(print) || type.isOf(Objects.requireNonNull(slot), key)) {
                    return slot;
                }
            } else if (there == 0 || Long.compareUnsigned(there, print) > 0) {
                return validate(stamp) ? null : DISTURBED;
            }
        }
        return peekFar(print, key, stamp);
    }

    /// The place of a key; if it has none, `~place` where it would be; or [#TORN].
    int find(long print, Object key, long stamp) {
        long[] p = prints;
        @Nullable Object[] s = slots;
        int end = Math.min(p.length, s.length);
        int from = home(print);
        int near = Math.min(from + NEAR, end);
        int at = scan(p, s, from, near, print, key, stamp);
        if (at != ~near) {
            return at;
        }
        int low = lowerBound(p, s, near, end, print, key, stamp);
        return low == TORN ? TORN : scan(p, s, low, end, print, key, stamp);
    }

    /// The first occupied place from `at` on; -1 if there is none.
    int next(int at) {
        long[] p = prints;
        for (int i = at; i < p.length; i++) {
            if (p[i] != 0) {
                return i;
            }
        }
        return -1;
    }

    /// What is in a place; null also if the place is empty or was a disturbed reader's fancy.
    @Nullable Object slot(int at) {
        @Nullable Object[] s = slots;
        return at >= 0 && at < s.length ? s[at] : null;
    }

    /// The number in a place of a stripe that counts; any number if the reader was disturbed.
    long value(int at) {
        long[] v = values;
        return v != null && at >= 0 && at < v.length ? v[at] : 0;
    }

    /// Reads up to `max` entries after (print, key), or from `print` on if the key is null; more if
    /// the last ones have no order between them. To be believed after validation.
    void read(long print, @Nullable Object key, int max, Chunk chunk, long stamp) {
        long[] p = prints;
        @Nullable Object[] s = slots;
        int end = Math.min(p.length, s.length);
        int at;
        if (key == null) {
            at = home(print);
            while (at < end && p[at] != 0 && Long.compareUnsigned(p[at], print) < 0) {
                at++;
            }
        } else {
            int found = find(print, key, stamp);
            at = found < 0 ? ~found : endOfTies(p, s, found + 1, end, print, key, stamp);
        }
        if (at < 0) {
            return;
        }
        at = chunk.addPlaces(p, s, values, at, end, max);
        if (at >= end) {
            chunk.setLast();
        } else if (!chunk.isEmpty() && chunk.lastPrint() == p[at] && validate(stamp)) {
            Object last = type.key(chunk.slot(chunk.size() - 1));
            int tied = endOfTies(p, s, at, end, p[at], last, stamp);
            for (; at < tied; at++) {
                chunk.add(p[at], s[at], value(at));
            }
        }
    }

    // --- size ---

    /// How many rows there are, or were a moment ago.
    long rows() {
        // opaque: a number of its own; who needs more holds the lock
        return (long) ROWS.getOpaque(this);
    }

    /// Bytes used besides rows and keys.
    long overhead() {
        return 128 + (type.isCounting() ? 20L : 12L) * prints.length;
    }

    // --- changes: under the lock ---

    int entries() {
        return entries;
    }

    /// Whether it should be split before another entry comes.
    boolean isFull() {
        return entries >= splitAt;
    }

    /// Whether it should be split because writers meet here.
    boolean isContended() {
        return contentions() >= CONTENTIONS_BEFORE_SPLIT
                && entries >= ENTRIES_BEFORE_CONTENTION_COUNTS;
    }

    /// Makes room for one more entry. What can fail of an insert fails here, and changes nothing.
    ///
    /// @param at `~place`, as [#find] gave it
    /// @return its place
    int reserve(int at, long print, Object key) {
        if (entries < limit && bound + 2 < prints.length) {
            return ~at;
        }
        relayout(
                entries < limit
                        ? capacity
                        : Math.max(SMALLEST_CAPACITY, capacity + (capacity >> 1)));
        return ~find(print, key, heldStamp());
    }

    /// Makes room for `more` entries at once.
    void reserve(int more) {
        int needed = (int) Math.min(Integer.MAX_VALUE - 64, (entries + (long) more) * 5 / 4 + 1);
        if (entries + more > limit) {
            relayout(Math.max(SMALLEST_CAPACITY, needed));
        }
    }

    /// Puts an entry into its place, for which there is room; its number is 0.
    void add(int at, long print, Object slot, int addedRows) {
        long[] p = prints;
        @Nullable Object[] s = slots;
        int gap = at;
        while (p[gap] != 0) {
            gap++;
        }
        if (gap > at) {
            System.arraycopy(p, at, p, at + 1, gap - at);
            System.arraycopy(s, at, s, at + 1, gap - at);
            if (values != null) {
                System.arraycopy(values, at, values, at + 1, gap - at);
                values[at] = 0;
            }
        }
        p[at] = print;
        s[at] = slot;
        bound = Math.max(bound, gap);
        entries++;
        addRows(addedRows);
    }

    void replace(int at, Object slot, int addedRows) {
        slots[at] = slot;
        if (addedRows != 0) {
            addRows(addedRows);
        }
    }

    void setValue(int at, long value) {
        if (values != null) {
            values[at] = value;
        }
    }

    void remove(int at) {
        long[] p = prints;
        @Nullable Object[] s = slots;
        int removed = type.count(Objects.requireNonNull(s[at]));
        int end = at + 1;
        while (p[end] != 0 && home(p[end]) < end) {
            end++;
        }
        System.arraycopy(p, at + 1, p, at, end - at - 1);
        System.arraycopy(s, at + 1, s, at, end - at - 1);
        p[end - 1] = 0;
        s[end - 1] = null;
        if (values != null) {
            System.arraycopy(values, at + 1, values, at, end - at - 1);
            values[end - 1] = 0;
        }
        entries--;
        addRows(-removed);
    }

    /// Gives back memory if few entries will be left. Fails, if it does, without a change.
    ///
    /// @return the place of the key now
    int shrink(int at, long print, Object key) {
        if (capacity <= 4 * SMALLEST_CAPACITY || entries > capacity / 6) {
            return at;
        }
        relayout(capacity / 3);
        return find(print, key, heldStamp());
    }

    /// Deletes all; cannot fail.
    void clear() {
        prints = NO_PRINTS;
        slots = NO_SLOTS;
        values = type.isCounting() ? NO_VALUES : null;
        capacity = 0;
        entries = 0;
        limit = 0;
        bound = 0;
        splitAt = MAX_ENTRIES;
        addRows(-rows);
    }

    // --- deleted keys: under the lock ---

    /// Remembers a key that is about to be deleted.
    void remember(int at, long fix) {
        if (deleted == null || deleted.fix() != fix) {
            deleted = new DeletedKeys(type, fix);
        }
        Object key = type.key(Objects.requireNonNull(slots[at]));
        deleted.add(prints[at], key, tieBefore(at, key));
    }

    void rememberAll(long fix) {
        for (int at = next(0); at >= 0; at = next(at + 1)) {
            remember(at, fix);
        }
    }

    /// Where a key would be that is not there: where it was, if it was deleted during this fix and
    /// only its neighbours could say where.
    ///
    /// @param at `~place`, as [#find] gave it
    int placeOfDeleted(int at, long print, Object key, long fix) {
        if (SlotType.isUnique(print) || deleted == null || deleted.fix() != fix) {
            return at;
        }
        Object before = key;
        while (deleted.has(print, before)) {
            before = deleted.tieBefore(print, before);
            if (before == null) {
                int start = ~at;
                while (start > 0 && isTied(start - 1, print, key)) {
                    start--;
                }
                return ~start;
            }
            int found = find(print, before, heldStamp());
            if (found >= 0) {
                return ~(found + 1);
            }
        }
        return at;
    }

    boolean hasDeleted(long print, Object key, long fix) {
        return deleted != null && deleted.fix() == fix && deleted.has(print, key);
    }

    /// Forgets what was deleted up to a fix.
    void forgetDeleted(long fix) {
        if (deleted != null && deleted.fix() <= fix) {
            deleted = null;
        }
    }

    // --- split: under the lock ---

    /// Its two halves; null if that would not separate much, or not at all.
    ///
    /// @param forced split in any case
    Stripe @Nullable [] halves(boolean forced) {
        long middle = first + (Long.MIN_VALUE >>> depth);
        int lower = 0;
        for (long print : prints) {
            if (print != 0 && Long.compareUnsigned(print, middle) < 0) {
                lower++;
            }
        }
        if (!forced && Math.min(lower, entries - lower) * SMALLEST_PART < entries) {
            splitAt = Math.max(splitAt, 2 * entries);
            forgetContentions();
            return null;
        }
        Stripe low = new Stripe(type, first, depth + 1);
        Stripe high = new Stripe(type, middle, depth + 1);
        int boundary = 0;
        for (int left = lower; left > 0; boundary++) {
            if (prints[boundary] != 0) {
                left--;
            }
        }
        low.load(this, 0, boundary, lower);
        high.load(this, boundary, prints.length, entries - lower);
        if (deleted != null) {
            low.deleted = deleted.below(middle);
            high.deleted = deleted.from(middle);
        }
        return new Stripe[] {low, high};
    }

    // --- steps ---

    private int home(long print) {
        return home(print, capacity);
    }

    private @Nullable Object peekFar(long print, Object key, long stamp) {
        int at = find(print, key, stamp);
        if (at == TORN) {
            return DISTURBED;
        }
        Object slot = at < 0 ? null : slot(at);
        return validate(stamp) ? slot : DISTURBED;
    }

    /// Searches from place to place. Answers as [#find], or `~to` if it came so far.
    private int scan(
            long[] p, @Nullable Object[] s, int from, int to, long print, Object key, long stamp) {
        for (int at = from; at < to; at++) {
            long there = p[at];
            if (there == print) {
                if (SlotType.isUnique(print)) {
                    return at;
                }
                Object slot = s[at];
                if (!validate(stamp)) {
                    return TORN;
                }
                Object k = type.key(Objects.requireNonNull(slot));
                if (type.areSame(k, key)) {
                    return at;
                }
                if (type.compareTies(k, key) > 0) {
                    return ~at;
                }
            } else if (there == 0 || Long.compareUnsigned(there, print) > 0) {
                return ~at;
            }
        }
        return ~Math.max(from, to);
    }

    /// The first place from `from` on that is not before (print, key): steps that double, then
    /// halves (I2). TORN if disturbed.
    private int lowerBound(
            long[] p, @Nullable Object[] s, int from, int end, long print, Object key, long stamp) {
        int low = from;
        int high = low;
        for (long step = NEAR; ; step <<= 1) {
            high = (int) Math.min(end, low + step);
            if (high == end) {
                break;
            }
            int side = side(p, s, high, print, key, stamp);
            if (side == TORN) {
                return TORN;
            }
            if (side >= 0) {
                break;
            }
            low = high + 1;
        }
        while (low < high) {
            int middle = (low + high) >>> 1;
            int side = side(p, s, middle, print, key, stamp);
            if (side == TORN) {
                return TORN;
            }
            if (side < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// Negative if a place is occupied by what is before (print, key); or TORN.
    private int side(long[] p, @Nullable Object[] s, int at, long print, Object key, long stamp) {
        long there = p[at];
        if (there != print || SlotType.isUnique(print)) {
            return there == 0 || Long.compareUnsigned(there, print) >= 0 ? 1 : -1;
        }
        Object slot = s[at];
        if (!validate(stamp)) {
            return TORN;
        }
        return type.compareTies(type.key(Objects.requireNonNull(slot)), key) < 0 ? -1 : 1;
    }

    /// The end of the entries from `from` on that have no order between them and `key`; or TORN.
    private int endOfTies(
            long[] p, @Nullable Object[] s, int from, int end, long print, Object key, long stamp) {
        int at = from;
        while (at < end && p[at] == print && !SlotType.isUnique(print)) {
            Object slot = s[at];
            if (!validate(stamp)) {
                return TORN;
            }
            if (type.compareTies(type.key(Objects.requireNonNull(slot)), key) != 0) {
                break;
            }
            at++;
        }
        return at;
    }

    private boolean isTied(int at, long print, Object key) {
        return prints[at] == print
                && type.compareTies(type.key(Objects.requireNonNull(slots[at])), key) == 0;
    }

    private @Nullable Object tieBefore(int at, Object key) {
        return !SlotType.isUnique(prints[at]) && at > 0 && isTied(at - 1, prints[at], key)
                ? type.key(Objects.requireNonNull(slots[at - 1]))
                : null;
    }

    /// Lays all out again for a capacity.
    private void relayout(int newCapacity) {
        load(this, 0, prints.length, newCapacity, entries);
    }

    /// Takes over some entries of another stripe, with room for half as many more.
    private void load(Stripe source, int from, int to, int count) {
        if (count == 0) {
            return;
        }
        int newCapacity = (int) Math.min(Integer.MAX_VALUE - 64, count * 15L / 8 + 1);
        load(source, from, to, Math.max(SMALLEST_CAPACITY, newCapacity), count);
        long sum = count;
        if (!type.isSingle()) {
            sum = 0;
            for (int at = next(0); at >= 0; at = next(at + 1)) {
                sum += type.count(Objects.requireNonNull(slots[at]));
            }
        }
        addRows(sum);
    }

    private void load(Stripe source, int from, int to, int newCapacity, int count) {
        long[] oldPrints = source.prints;
        @Nullable Object[] oldSlots = source.slots;
        long[] oldValues = source.values;
        int end = 0;
        for (int i = from; i < to; i++) {
            if (oldPrints[i] != 0) {
                end = Math.max(end, home(oldPrints[i], newCapacity)) + 1;
            }
        }
        // a run that has come past the end already gets more slack each time
        int slack = Math.min(MOST_SLACK, 2 + newCapacity / 4);
        int length = Math.max(newCapacity, end + Math.max(0, end - newCapacity) / 2) + slack;
        long[] p = new long[length];
        @Nullable Object[] s = new Object[length];
        long[] v = oldValues == null ? null : new long[length];
        int next = 0;
        for (int i = from; i < to; i++) {
            if (oldPrints[i] != 0) {
                next = Math.max(next, home(oldPrints[i], newCapacity));
                p[next] = oldPrints[i];
                s[next] = oldSlots[i];
                if (v != null && oldValues != null) {
                    v[next] = oldValues[i];
                }
                next++;
            }
        }
        prints = p;
        slots = s;
        values = v;
        capacity = newCapacity;
        entries = count;
        limit = (int) (newCapacity * 4L / 5);
        bound = Math.max(0, next - 1);
    }

    private int home(long print, int ofCapacity) {
        return (int) Math.unsignedMultiplyHigh(print << depth, ofCapacity);
    }

    private void addRows(long added) {
        // opaque: a whole number for rows(), which orders nothing; only the holder writes
        ROWS.setOpaque(this, rows + added);
    }

    private static final VarHandle ROWS;

    static {
        try {
            ROWS = MethodHandles.lookup().findVarHandle(Stripe.class, "rows", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
