package io.trunkline.ets.internal.watch;

import io.trunkline.ets.BadArg;
import io.trunkline.ets.Index;
import io.trunkline.ets.Terms;
import io.trunkline.ets.Tuple;
import io.trunkline.ets.internal.store.Cursor;
import io.trunkline.ets.internal.store.RowChange;
import io.trunkline.ets.internal.store.Store;
import io.trunkline.ets.internal.store.Witness;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/// The indexes of a set or ordered set; see [SecondaryIndex].
public final class Indexes implements Witness {
    private final List<SecondaryIndex<?>> indexes = new ArrayList<>();
    private final Function<Object, Object> keyOf;

    /// @param stores makes ordered stores of tuples, keyed by their first element
    public <R> Indexes(
            List<Index<R>> declared, Function<Object, Object> keyOf, Supplier<Store> stores) {
        this.keyOf = keyOf;
        for (Index<R> index : declared) {
            indexes.add(new SecondaryIndex<>(index, keyOf, stores.get()));
        }
    }

    @Override
    public void changing(List<RowChange> changes) {
        Deque<Runnable> undo = new ArrayDeque<>();
        try {
            for (SecondaryIndex<?> index : indexes) {
                addNew(index, changes, undo);
            }
        } catch (Throwable t) {
            undo.forEach(Runnable::run);
            throw t;
        }
        for (SecondaryIndex<?> index : indexes) {
            removeOld(index, changes);
        }
    }

    private void addNew(SecondaryIndex<?> index, List<RowChange> changes, Deque<Runnable> undo) {
        for (RowChange change : changes) {
            Object after = change.after();
            if (after == null) {
                continue;
            }
            Tuple entry = index.entry(after);
            if (change.before() == null || !Terms.same(index.entry(change.before()), entry)) {
                index.add(entry, key -> leaves(index, key, entry.get(1), changes), undo);
            }
        }
    }

    /// Whether the row of a key gives a value up in these changes.
    private boolean leaves(
            SecondaryIndex<?> index, Object key, Object value, List<RowChange> changes) {
        boolean leaves = false;
        for (RowChange change : changes) {
            Object before = change.before();
            if (before != null && Terms.compare(keyOf.apply(before), key) == 0) {
                Object after = change.after();
                leaves = after == null || Terms.compare(index.value(after), value) != 0;
            }
        }
        return leaves;
    }

    private static void removeOld(SecondaryIndex<?> index, List<RowChange> changes) {
        for (RowChange change : changes) {
            Object before = change.before();
            Object after = change.after();
            if (before != null) {
                Tuple entry = index.entry(before);
                if (after == null || Terms.compare(entry, index.entry(after)) != 0) {
                    index.remove(entry);
                }
            }
        }
    }

    @Override
    public void clearing() {
        indexes.forEach(SecondaryIndex::clear);
    }

    /// The rows that have a value now.
    public List<Object> find(Store table, Index<?> wanted, Object value) {
        SecondaryIndex<?> index = get(wanted);
        List<Object> found = new ArrayList<>();
        collect(table, index, index.entriesOf(value), value, found);
        return found;
    }

    /// The rows whose values are from one on and less than another, in the order of values.
    public List<Object> range(Store table, Index<?> wanted, Object from, Object to) {
        SecondaryIndex<?> index = get(wanted);
        List<Object> found = new ArrayList<>();
        collect(table, index, index.entriesFrom(from, to), null, found);
        return found;
    }

    private void collect(
            Store table,
            SecondaryIndex<?> index,
            Cursor walk,
            @Nullable Object wanted,
            List<Object> found) {
        List<Object> entries = new ArrayList<>();
        walk.fill(entries, Integer.MAX_VALUE);
        for (Object entry : entries) {
            Object value = wanted == null ? value(index, entry) : wanted;
            Object row = table.get(index.key(entry));
            if (row != null && Terms.compare(index.value(row), value) == 0) {
                found.add(row);
            }
        }
    }

    private static Object value(SecondaryIndex<?> index, Object entry) {
        Object first = ((Tuple) entry).get(1);
        return index.index().unique() ? first : ((Tuple) first).get(1);
    }

    private SecondaryIndex<?> get(Index<?> wanted) {
        for (SecondaryIndex<?> index : indexes) {
            if (index.index() == wanted || index.index().equals(wanted)) {
                return index;
            }
        }
        throw new BadArg("index must be the table's: index=" + wanted.name());
    }

    /// Bytes used.
    public long overhead() {
        return indexes.stream().mapToLong(SecondaryIndex::overhead).sum();
    }
}
