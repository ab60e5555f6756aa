package io.trunkline.ets.internal.hash;

import io.trunkline.ets.WriteConcurrency;
import io.trunkline.ets.internal.store.Cursor;
import io.trunkline.ets.internal.store.KeyRange;
import io.trunkline.ets.internal.store.Keys;
import io.trunkline.ets.internal.store.Neighbour;
import io.trunkline.ets.internal.store.RowChange;
import io.trunkline.ets.internal.store.RowFunction;
import io.trunkline.ets.internal.store.RowType;
import io.trunkline.ets.internal.store.Store;
import io.trunkline.ets.internal.store.UnknownKey;
import io.trunkline.ets.internal.store.Witness;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// The rows of a set, a bag or a duplicate bag; see the package for how they are kept.
///
/// Readers lock nothing unless writers disturb them again and again. Writers lock the stripe of
/// their key, those of many keys all their stripes at once. An operation that fails, for want of
/// memory or in somebody's code, has changed nothing.
public final class HashStore implements Store {
    /* Overview
     *
     * Every write has the same steps: lock; find; make all that can fail for want of memory; tell
     * the witness; change, which cannot fail; unlock, which is when everybody sees it. A write on
     * many rows changes before it tells, and takes the changes back if the witness refuses or
     * anything else fails: nobody can have seen them, and taking back needs no memory.
     *
     * A write that finds its stripe full splits it first and begins again.
     */

    // immutable
    private final SlotType type;
    private final Stripes stripes;
    private volatile @Nullable Witness witness;
    private final Fixes fixes = new Fixes();

    public HashStore(
            Kind kind,
            Keys keys,
            RowType rowType,
            WriteConcurrency writers,
            @Nullable Witness witness) {
        this.type = new SlotType(keys, rowType, kind);
        this.stripes = new Stripes(type, writers);
        this.witness = witness;
    }

    /// What the rows are in; for whoever wants to see a split without so many rows.
    Stripes stripes() {
        return stripes;
    }

    @Override
    public long size() {
        return stripes.rows();
    }

    // --- one key ---

    @Override
    public @Nullable Object get(Object key) {
        return slot(key);
    }

    @Override
    public List<Object> lookup(Object key) {
        Object slot = slot(key);
        return slot == null ? List.of() : type.rows(slot);
    }

    @Override
    public boolean contains(Object key) {
        return slot(key) != null;
    }

    @Override
    public @Nullable Object insert(Object row) {
        Object key = type.keyOfRow(row);
        long print = type.print(key);
        for (; ; ) {
            Stripe stripe = stripes.lock(print);
            try {
                int at = stripe.find(print, key, stripe.heldStamp());
                if (at >= 0) {
                    Object slot = Objects.requireNonNull(stripe.slot(at));
                    return put(stripe, at, slot, row);
                }
                if (!stripe.isFull() || !stripes.split(stripe, false)) {
                    add(stripe, at, print, key, row);
                    return null;
                }
            } finally {
                stripe.unlock();
            }
        }
    }

    @Override
    public @Nullable Object insertNew(Object row) {
        Object key = type.keyOfRow(row);
        long print = type.print(key);
        for (; ; ) {
            Stripe stripe = stripes.lock(print);
            try {
                int at = stripe.find(print, key, stripe.heldStamp());
                if (at >= 0) {
                    return type.rows(Objects.requireNonNull(stripe.slot(at))).getFirst();
                }
                if (!stripe.isFull() || !stripes.split(stripe, false)) {
                    add(stripe, at, print, key, row);
                    return null;
                }
            } finally {
                stripe.unlock();
            }
        }
    }

    @Override
    public List<Object> take(Object key) {
        long print = type.print(key);
        Stripe stripe = stripes.lock(print);
        try {
            int at = stripe.find(print, key, stripe.heldStamp());
            if (at < 0) {
                return List.of();
            }
            List<Object> rows = type.rows(Objects.requireNonNull(stripe.slot(at)));
            change(stripe, at, print, key, rows, null);
            return rows;
        } finally {
            stripe.unlock();
        }
    }

    @Override
    public int deleteRow(Object row) {
        Object key = type.keyOfRow(row);
        long print = type.print(key);
        Stripe stripe = stripes.lock(print);
        try {
            int at = stripe.find(print, key, stripe.heldStamp());
            if (at < 0) {
                return 0;
            }
            Object slot = Objects.requireNonNull(stripe.slot(at));
            Object left = type.without(slot, row);
            if (left == slot) {
                return 0;
            }
            List<Object> gone = new ArrayList<>();
            for (Object there : type.rows(slot)) {
                if (type.same(there, row)) {
                    gone.add(there);
                }
            }
            change(stripe, at, print, key, gone, left);
            return gone.size();
        } finally {
            stripe.unlock();
        }
    }

    @Override
    public boolean replace(Object from, @Nullable Object to) {
        Object key = type.keyOfRow(from);
        long print = type.print(key);
        Stripe stripe = stripes.lock(print);
        try {
            int at = stripe.find(print, key, stripe.heldStamp());
            if (at < 0) {
                return false;
            }
            Object slot = Objects.requireNonNull(stripe.slot(at));
            if (!type.holds(slot, from)) {
                return false;
            }
            Object now = type.replaced(slot, from, to);
            if (to == null) {
                change(stripe, at, print, key, List.of(from), now);
            } else {
                tell(from, to);
                stripe.replace(at, Objects.requireNonNull(now), 0);
            }
            return true;
        } finally {
            stripe.unlock();
        }
    }

    @Override
    public @Nullable Object compute(Object key, RowFunction function) {
        long print = type.print(key);
        for (; ; ) {
            Stripe stripe = stripes.lock(print);
            try {
                int at = stripe.find(print, key, stripe.heldStamp());
                if (at >= 0) {
                    Object row = Objects.requireNonNull(stripe.slot(at));
                    Object now = function.apply(row);
                    if (now == null) {
                        change(stripe, at, print, key, List.of(row), null);
                    } else if (now != row) {
                        tell(row, now);
                        stripe.replace(at, now, 0);
                    }
                    return now;
                }
                if (!stripe.isFull() || !stripes.split(stripe, false)) {
                    Object now = function.apply(null);
                    if (now != null) {
                        add(stripe, at, print, key, now);
                    }
                    return now;
                }
            } finally {
                stripe.unlock();
            }
        }
    }

    // --- many keys ---

    @Override
    public void insertAll(List<?> rows) {
        if (rows.size() == 1) {
            insert(rows.getFirst());
        } else if (!rows.isEmpty()) {
            new ManyRows(type, fixes, rows).insertInto(stripes, false, witness);
        }
    }

    @Override
    public boolean insertAllNew(List<?> rows) {
        if (rows.size() == 1) {
            return insertNew(rows.getFirst()) == null;
        }
        return rows.isEmpty() || new ManyRows(type, fixes, rows).insertInto(stripes, true, witness);
    }

    @Override
    public void clear() {
        try (LockedStripes all = LockedStripes.all(stripes)) {
            long fix = fixes.current();
            if (fix != Fixes.NONE) {
                all.stripes().forEach(stripe -> stripe.rememberAll(fix));
            }
            Witness told = witness;
            if (told != null) {
                told.clearing();
            }
            all.stripes().forEach(Stripe::clear);
        }
    }

    // --- walks ---

    @Override
    public Cursor cursor(KeyRange range, boolean descending) {
        return new HashCursor(type, stripes);
    }

    @Override
    public @Nullable Neighbour first() {
        return step(null);
    }

    @Override
    public @Nullable Neighbour last() {
        return step(null);
    }

    @Override
    public @Nullable Neighbour after(Object key) {
        return step(key);
    }

    @Override
    public @Nullable Neighbour before(Object key) {
        return after(key);
    }

    @Override
    public void fix() {
        fixes.add();
    }

    @Override
    public void release() {
        long ended = fixes.remove();
        if (ended == Fixes.NONE) {
            return;
        }
        long print = 0;
        do {
            Stripe stripe = stripes.lock(print);
            stripe.forgetDeleted(ended);
            print = stripe.lastPrint() + 1;
            stripe.unlockUnchanged();
        } while (print != 0);
    }

    @Override
    public void watch(Witness from) {
        witness = from;
    }

    @Override
    public long overhead() {
        return stripes.overhead();
    }

    // --- steps of readers ---

    private @Nullable Object slot(Object key) {
        long print = type.print(key);
        Stripe stripe = stripes.at(print);
        long stamp = stripe.tryBeginRead();
        if ((stamp & 1) == 0) {
            Object slot = stripe.peek(print, key, stamp);
            if (slot != Stripe.DISTURBED) {
                return slot;
            }
        }
        return slotPatiently(print, key);
    }

    private @Nullable Object slotPatiently(long print, Object key) {
        for (int looks = 0; ; looks++) {
            Stripe stripe = stripes.at(print);
            long stamp = stripe.beginRead(looks);
            if (stamp == SeqLock.RETIRED) {
                continue;
            }
            Object slot;
            try {
                slot = stripe.peek(print, key, stamp);
            } finally {
                stripe.endRead(stamp);
            }
            if (slot != Stripe.DISTURBED) {
                return slot;
            }
        }
    }

    private @Nullable Neighbour step(@Nullable Object key) {
        for (int looks = 0; ; looks++) {
            Step step = new Step(type, stripes, fixes, looks);
            Object slot;
            boolean undisturbed;
            try {
                slot = step.slotAfter(key);
            } finally {
                undisturbed = step.end();
            }
            if (undisturbed) {
                if (step.isUnknown()) {
                    throw new UnknownKey(Objects.requireNonNull(key));
                }
                return slot == null ? null : new Neighbour(type.key(slot), type.rows(slot));
            }
            if (step.needsLock()) {
                looks = SeqLock.LOOKS_BEFORE_LOCK;
            }
        }
    }

    // --- steps of writers: under the lock of the stripe ---

    /// Inserts a row whose key is there.
    private @Nullable Object put(Stripe stripe, int at, Object slot, Object row) {
        Object now = type.with(slot, row);
        if (type.isSingle()) {
            tell(slot, row);
            stripe.replace(at, now, 0);
            return slot;
        }
        if (now != slot) {
            tell(null, row);
            stripe.replace(at, now, 1);
        }
        return null;
    }

    /// Inserts a row whose key is not there.
    private void add(Stripe stripe, int at, long print, Object key, Object row) {
        int place = ~stripe.reserve(at, print, key);
        place = ~stripe.placeOfDeleted(place, print, key, fixes.current());
        tell(null, row);
        stripe.add(place, print, row, 1);
    }

    /// Deletes rows of a key, some or all.
    private void change(
            Stripe stripe,
            int at,
            long print,
            Object key,
            List<Object> gone,
            @Nullable Object left) {
        int place = at;
        if (left == null) {
            place = stripe.shrink(at, print, key);
            long fix = fixes.current();
            if (fix != Fixes.NONE) {
                stripe.remember(place, fix);
            }
        }
        Witness told = witness;
        if (told != null) {
            List<RowChange> changes = new ArrayList<>(gone.size());
            gone.forEach(row -> changes.add(new RowChange(row, null)));
            told.changing(changes);
        }
        if (left == null) {
            stripe.remove(place);
        } else {
            stripe.replace(place, left, -gone.size());
        }
    }

    private void tell(@Nullable Object before, @Nullable Object after) {
        Witness told = witness;
        if (told != null) {
            told.changing(List.of(new RowChange(before, after)));
        }
    }
}
