package io.trunkline.ets.internal.view;

import io.trunkline.ets.BadArg;
import io.trunkline.ets.NoSuchTable;
import io.trunkline.ets.WriteConcurrency;
import io.trunkline.ets.internal.hash.HashStore;
import io.trunkline.ets.internal.hash.Kind;
import io.trunkline.ets.internal.key.TermKeys;
import io.trunkline.ets.internal.store.Keys;
import io.trunkline.ets.internal.store.Store;
import io.trunkline.ets.internal.tree.OrderedStore;

/// A table of pairs that may be made read-only, and may go.
final class TestTable implements TableAccess {
    private final Keys keys;
    private final Store store;

    private volatile boolean readOnly;
    private volatile boolean gone;

    private TestTable(Keys keys, Store store) {
        this.keys = keys;
        this.store = store;
    }

    static TestTable set() {
        Keys keys = new TermKeys(1);
        return new TestTable(
                keys, new HashStore(Kind.SET, keys, Pair.TYPE, WriteConcurrency.AUTO, null));
    }

    static TestTable orderedSet() {
        return orderedSet(new TermKeys(1));
    }

    static TestTable orderedSet(Keys keys) {
        return new TestTable(keys, new OrderedStore(keys, Pair.TYPE, null));
    }

    <K, V> SetMap<K, V> values() {
        return new SetMap<>(this, Pair.values());
    }

    <K, V> SetMap<K, Pair<K, V>> pairs() {
        return new SetMap<>(this, Pair.pairs());
    }

    <K, V> OrderedMap<K, Pair<K, V>> orderedPairs() {
        return new OrderedMap<>(this, Pair.pairs());
    }

    <K, V> OrderedMap<K, V> orderedValues() {
        return new OrderedMap<>(this, Pair.values());
    }

    void makeReadOnly() {
        readOnly = true;
    }

    void end() {
        gone = true;
    }

    @Override
    public Store reading() {
        if (gone) {
            throw new NoSuchTable("pairs");
        }
        return store;
    }

    @Override
    public Store writing() {
        Store present = reading();
        if (readOnly) {
            throw new BadArg("pairs must be written by their owner");
        }
        return present;
    }

    @Override
    public Keys keys() {
        return keys;
    }

    @Override
    public Object key(Object row) {
        return Pair.TYPE.key(row);
    }

    @Override
    public void check(Object row) {
        if (!(row instanceof Pair)) {
            throw new BadArg("expected a row that is a Pair, got: " + row);
        }
    }
}
