package io.trunkline.ets.internal.watch;

import io.trunkline.ets.BadArg;
import io.trunkline.ets.Index;
import io.trunkline.ets.Tuple;
import io.trunkline.ets.internal.key.TermKeys;
import io.trunkline.ets.internal.store.Cursor;
import io.trunkline.ets.internal.store.Keys;
import io.trunkline.ets.internal.store.RowBuffer;
import io.trunkline.ets.internal.store.RowChange;
import io.trunkline.ets.internal.store.Store;
import io.trunkline.ets.internal.store.Witness;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Function;

/// The indexes of a set or ordered set; see [SecondaryIndex].
public final class Indexes implements Witness {
    private final List<SecondaryIndex<?>> indexes = new ArrayList<>();

    /// @param keyOrder of the table's keys: zero for those that are one key there
    /// @param stores makes ordered stores of tuples, keyed by their first element
    public <R> Indexes(
            List<Index<R>> declared,
            Function<Object, Object> keyOf,
            Comparator<Object> keyOrder,
            Function<Keys, Store> stores) {
        for (Index<R> index : declared) {
            Keys order = index.unique() ? new TermKeys() : new EntryKeys(keyOrder);
            indexes.add(new SecondaryIndex<>(index, keyOf, stores.apply(order)));
        }
    }

    @Override
    public void changing(List<RowChange> changes) {
        List<RowChange> net = net(changes);
        Deque<Runnable> undo = new ArrayDeque<>();
        try {
            for (SecondaryIndex<?> index : indexes) {
                index.addNew(net, undo);
            }
        } catch (Throwable t) {
            undo.forEach(Runnable::run);
            throw t;
        }
        for (SecondaryIndex<?> index : indexes) {
            index.removeOld(net);
        }
    }

    /// One change a key, from its first row to its last: those between are never seen.
    private static List<RowChange> net(List<RowChange> changes) {
        if (changes.size() == 1) {
            return changes;
        }
        List<RowChange> net = new ArrayList<>(changes.size());
        var places = new IdentityHashMap<Object, Integer>();
        for (RowChange change : changes) {
            Object before = change.before();
            Integer place = before == null ? null : places.remove(before);
            if (place == null) {
                place = net.size();
                net.add(change);
            } else {
                net.set(place, new RowChange(net.get(place).before(), change.after()));
            }
            if (change.after() != null) {
                places.put(change.after(), place);
            }
        }
        return net;
    }

    @Override
    public void clearing() {
        indexes.forEach(SecondaryIndex::clear);
    }

    /// The rows that have a value now.
    public List<Object> find(Store table, Index<?> wanted, Object value) {
        SecondaryIndex<?> index = get(wanted);
        return rows(table, index, index.entriesOf(value));
    }

    /// The rows whose values are from one on and less than another, in the order of values.
    public List<Object> range(Store table, Index<?> wanted, Object from, Object to) {
        SecondaryIndex<?> index = get(wanted);
        return rows(table, index, index.entriesFrom(from, to));
    }

    private static List<Object> rows(Store table, SecondaryIndex<?> index, Cursor walk) {
        RowBuffer entries = new RowBuffer();
        walk.fill(entries, Integer.MAX_VALUE);
        List<Object> found = new ArrayList<>(entries.size());
        for (Object entry : entries) {
            Object row = index.rowOf(table, (Tuple) entry);
            if (row != null) {
                found.add(row);
            }
        }
        return found;
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
