package io.trunkline.ets.internal.table;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Pid;
import io.trunkline.engine.spi.ExitHook;
import io.trunkline.ets.Access;
import io.trunkline.ets.CounterTable;
import io.trunkline.ets.NoSuchTable;
import io.trunkline.ets.WriteConcurrency;
import io.trunkline.ets.internal.hash.CounterStore;
import io.trunkline.ets.internal.key.TermKeys;

import org.jspecify.annotations.Nullable;

import java.util.Objects;
import java.util.function.ObjLongConsumer;

/// Counters of this JVM.
final class LocalCounterTable implements CounterTable, ExitHook {
    private final LocalEts ets;
    private final String name;
    private final Rights rights;
    private volatile @Nullable CounterStore store =
            new CounterStore(new TermKeys(), WriteConcurrency.AUTO);

    LocalCounterTable(LocalEts ets, String name, Pid owner, Access access) {
        this.ets = ets;
        this.name = name;
        this.rights = new Rights(ets, () -> name, owner, access);
    }

    /// Comes to life.
    ///
    /// @return false if its owner is dead
    boolean begin() {
        return rights.owner() == ets.services.root()
                || ets.services.addExitHook(rights.owner(), this);
    }

    @Override
    public void exited(Pid process, ExitReason reason) {
        end();
    }

    /// Goes, whoever asks. Idempotent.
    void end() {
        store = null;
        ets.services.removeExitHook(rights.owner(), this);
        ets.forget(this);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long size() {
        return present().size();
    }

    @Override
    public void delete() {
        writing();
        end();
    }

    @Override
    public long add(Object key, long increment) {
        return writing().add(TermKeys.check(key), increment);
    }

    @Override
    public long get(Object key, long otherwise) {
        return reading().get(Objects.requireNonNull(key, "key"), otherwise);
    }

    @Override
    public void put(Object key, long value) {
        writing().put(TermKeys.check(key), value);
    }

    @Override
    public boolean remove(Object key) {
        return writing().remove(Objects.requireNonNull(key, "key"));
    }

    @Override
    public void clear() {
        writing().clear();
    }

    @Override
    public void forEach(ObjLongConsumer<Object> action) {
        reading().forEach(action);
    }

    private CounterStore present() {
        CounterStore current = store;
        if (current == null) {
            throw new NoSuchTable(name);
        }
        return current;
    }

    private CounterStore reading() {
        CounterStore current = present();
        rights.checkReader();
        return current;
    }

    private CounterStore writing() {
        CounterStore current = present();
        rights.checkWriter();
        return current;
    }

    @Override
    public String toString() {
        return "counters " + name;
    }
}
