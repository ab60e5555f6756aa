package io.trunkline.ets.internal.watch;

import io.trunkline.ets.Bound;
import io.trunkline.ets.Index;
import io.trunkline.ets.IndexViolation;
import io.trunkline.ets.Terms;
import io.trunkline.ets.Tuple;
import io.trunkline.ets.internal.row.TupleRows;
import io.trunkline.ets.internal.store.Cursor;
import io.trunkline.ets.internal.store.KeyRange;
import io.trunkline.ets.internal.store.Store;

import java.util.Deque;
import java.util.function.Function;
import java.util.function.Predicate;

/// One index: an ordered store of entries, `{{Value, Key}}` or, if it is unique, `{Value, Key}`.
///
/// An entry says that the row of a key had a value when the entry was made; who finds it asks the
/// table for the row, which waits for a change under way, and takes it only if it has the value.
/// New entries are made before old ones go, both while the row's key is locked and before its
/// change is seen: so a row is found under its old value or its new one at any time, and never
/// under one that it has not.
final class SecondaryIndex<R> {
    /// An entry's key is its first element.
    static final TupleRows ENTRIES = new TupleRows(1);

    private final Index<R> index;
    private final Function<Object, Object> keyOf;
    private final Store entries;

    /// @param entries an ordered store of [#ENTRIES]
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
    Object value(Object row) {
        return Terms.requireImmutable(index.value().apply((R) row));
    }

    Tuple entry(Object row) {
        Object key = keyOf.apply(row);
        Object value = value(row);
        return index.unique() ? Tuple.of(value, key) : Tuple.of(Tuple.of(value, key));
    }

    /// Makes an entry.
    ///
    /// @param leaving whether a key's row gives its value up in the same step
    /// @param undo gets what takes it back
    /// @throws IndexViolation if a row of another key has the value and keeps it
    void add(Tuple entry, Predicate<Object> leaving, Deque<Runnable> undo) {
        Tuple holder = (Tuple) entries.insertNew(entry);
        if (holder == null) {
            undo.push(() -> entries.deleteRow(entry));
            return;
        }
        if (index.unique()
                && Terms.compare(entry.get(2), holder.get(2)) != 0
                && !leaving.test(holder.get(2))) {
            throw new IndexViolation(index.name(), entry.get(1), entry.get(2), holder.get(2));
        }
        entries.insert(entry);
        undo.push(() -> entries.insert(holder));
    }

    /// Takes an entry away, unless another key has its value by now.
    void remove(Tuple entry) {
        entries.deleteRow(entry);
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

    /// The key that an entry leads to.
    Object key(Object entry) {
        Tuple tuple = (Tuple) entry;
        return index.unique() ? tuple.get(2) : ((Tuple) tuple.get(1)).get(2);
    }

    long overhead() {
        return entries.overhead();
    }
}
