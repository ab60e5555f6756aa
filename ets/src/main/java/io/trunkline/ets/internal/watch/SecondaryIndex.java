package io.trunkline.ets.internal.watch;

import io.trunkline.ets.Bound;
import io.trunkline.ets.Index;
import io.trunkline.ets.IndexViolation;
import io.trunkline.ets.Terms;
import io.trunkline.ets.Tuple;
import io.trunkline.ets.internal.store.Cursor;
import io.trunkline.ets.internal.store.KeyRange;
import io.trunkline.ets.internal.store.RowChange;
import io.trunkline.ets.internal.store.Store;

import org.jspecify.annotations.Nullable;

import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// One index: an ordered store of entries, `{{Value, Key}}` in the order of [EntryKeys] or, if it
/// is unique, `{Value, Key}` in that of terms.
///
/// An entry says that the row of a key had a value when the entry was made; who finds it asks the
/// table for the row, which waits for a change under way, and takes it only if it has the value.
/// New entries are made before old ones go, both while the row's key is locked and before its
/// change is seen: so a row is found under its old value or its new one at any time, and never
/// under one that it has not.
final class SecondaryIndex<R> {
    private final Index<R> index;
    private final Function<Object, Object> keyOf;
    private final Store entries;

    /// @param entries an ordered store of tuples, keyed by their first element
    SecondaryIndex(Index<R> index, Function<Object, Object> keyOf, Store entries) {
        this.index = index;
        this.keyOf = keyOf;
        this.entries = entries;
    }

    Index<R> index() {
        return index;
    }

    /// The value of a row.
    @SuppressWarnings("unchecked") // a row of the table that has the index
    private Object value(Object row) {
        return Terms.requireImmutable(index.value().apply((R) row));
    }

    private Tuple entry(Object row) {
        Object key = keyOf.apply(row);
        Object value = value(row);
        return index.unique() ? Tuple.of(value, key) : Tuple.of(Tuple.of(value, key));
    }

    private @Nullable Tuple entryOf(@Nullable Object row) {
        return row == null ? null : entry(row);
    }

    /// Makes the entries of rows that come.
    ///
    /// @param changes one a key
    /// @param undo gets what takes it back, the last first
    /// @throws IndexViolation if a row would get a value of another row that keeps it
    void addNew(List<RowChange> changes, Deque<Runnable> undo) {
        Set<Tuple> leaving = null;
        for (RowChange change : changes) {
            Tuple before = entryOf(change.before());
            Tuple after = entryOf(change.after());
            if (after == null || after.equals(before)) {
                continue;
            }
            Tuple holder = (Tuple) entries.insertNew(after);
            if (holder == null) {
                undo.push(() -> entries.deleteRow(after));
                continue;
            }
            if (index.unique() && !holder.equals(before)) {
                leaving = leaving == null ? leaving(changes) : leaving;
                if (!leaving.contains(holder)) {
                    throw new IndexViolation(
                            index.name(), after.get(1), after.get(2), holder.get(2));
                }
            }
            entries.insert(after);
            undo.push(() -> entries.insert(holder));
        }
    }

    /// The entries whose rows go or get another value.
    private Set<Tuple> leaving(List<RowChange> changes) {
        Set<Tuple> leaving = new HashSet<>();
        for (RowChange change : changes) {
            Object before = change.before();
            Object after = change.after();
            if (before != null
                    && (after == null || Terms.compare(value(before), value(after)) != 0)) {
                leaving.add(entry(before));
            }
        }
        return leaving;
    }

    /// Takes the entries of rows that went away, but for those in whose place another is by now.
    void removeOld(List<RowChange> changes) {
        for (RowChange change : changes) {
            Tuple before = entryOf(change.before());
            if (before != null && !before.equals(entryOf(change.after()))) {
                entries.deleteRow(before);
            }
        }
    }

    /// The row that an entry leads to, if it has the entry's value.
    ///
    /// In a unique index the value may have gone to the row of another key since the entry was
    /// read, or be back there, as the change that should have moved it was refused. So that one is
    /// looked at too, until the entry is the one that it was: then nobody has the value.
    @Nullable Object rowOf(Store table, Tuple found) {
        Object value = valueOf(found);
        Tuple entry = found;
        while (entry != null) {
            Object row = table.get(key(entry));
            if (row != null && Terms.compare(value(row), value) == 0) {
                return row;
            }
            Tuple now = index.unique() ? (Tuple) entries.get(value) : entry;
            entry = now == entry ? null : now;
        }
        return null;
    }

    void clear() {
        entries.clear();
    }

    /// A walk over the entries of one value.
    Cursor entriesOf(Object value) {
        KeyRange range =
                index.unique()
                        ? new KeyRange(value, true, value, true)
                        : new KeyRange(
                                Tuple.of(value, Bound.LOWEST),
                                true,
                                Tuple.of(value, Bound.HIGHEST),
                                true);
        return entries.cursor(range, false);
    }

    /// A walk over the entries of values from one on and less than another.
    Cursor entriesFrom(Object from, Object to) {
        KeyRange range =
                index.unique()
                        ? new KeyRange(from, true, to, false)
                        : new KeyRange(
                                Tuple.of(from, Bound.LOWEST),
                                true,
                                Tuple.of(to, Bound.LOWEST),
                                false);
        return entries.cursor(range, false);
    }

    private Object valueOf(Tuple entry) {
        return index.unique() ? entry.get(1) : ((Tuple) entry.get(1)).get(1);
    }

    private Object key(Tuple entry) {
        return index.unique() ? entry.get(2) : ((Tuple) entry.get(1)).get(2);
    }

    long overhead() {
        return entries.overhead();
    }
}
