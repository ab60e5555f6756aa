package io.trunkline.ets.internal.table;

import io.trunkline.engine.Pid;
import io.trunkline.ets.Access;
import io.trunkline.ets.BadArg;
import io.trunkline.ets.Heir;
import io.trunkline.ets.NoSuchTable;
import io.trunkline.ets.Table;
import io.trunkline.ets.TableInfo;
import io.trunkline.ets.TableNameTaken;
import io.trunkline.ets.TableSpec;
import io.trunkline.ets.internal.key.TermKeys;
import io.trunkline.ets.internal.row.Rows;
import io.trunkline.ets.internal.store.Keys;
import io.trunkline.ets.internal.store.Store;
import io.trunkline.ets.internal.watch.Retention;
import io.trunkline.ets.internal.watch.Watches;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

/// What a table is, apart from its operations on rows: its life, its name, its owner and rights.
///
/// `store` is null once the table is gone. An operation that read it before may still finish on the
/// store, which nobody sees any more: it happened before the end.
abstract class TableState<R> implements Table<R> {
    final LocalEts ets;
    final long id;
    final TableSpec<R> spec;
    final Rows rows;
    final Rights rights;
    final Ownership ownership;
    final Fixes fixes;
    final Keys keys;
    final Watches<R> watches;
    final Selections selections;

    /// Held to change the name of a named table, lest a name between two is never given back. A
    /// leaf.
    final ReentrantLock renaming = new ReentrantLock();

    private volatile @Nullable Store store;
    private volatile String name;

    TableState(LocalEts ets, long id, String name, TableSpec<R> spec, Pid owner) {
        this.ets = ets;
        this.id = id;
        this.name = name;
        this.spec = spec;
        this.rows = Stores.rows(spec);
        this.keys = Stores.keys(spec);
        this.watches =
                new Watches<>(
                        ets.services,
                        ets.node.clock(),
                        spec,
                        rows::key,
                        Stores.keyOrder(spec, keys),
                        Stores::entries);
        Store made = Stores.store(spec, keys, rows, watches.isNeeded() ? watches : null);
        this.store = made;
        this.fixes = new Fixes(ets, made);
        this.rights = new Rights(ets, this::name, owner, spec.access());
        this.ownership = new Ownership(this, ets, rights, spec.heir().orElse(null));
        this.selections = new Selections(this);
        Retention retention = watches.retention();
        if (retention != null) {
            retention.guard(made);
        }
    }

    // --- about the table ---

    /// Comes to life.
    ///
    /// @return false if its owner is dead; then the table is gone
    boolean begin() {
        if (ownership.begin()) {
            return true;
        }
        end();
        return false;
    }

    /// Goes, whoever asks. Idempotent.
    void end() {
        Store gone = store;
        store = null;
        if (gone != null) {
            if (spec.isNamed()) {
                ets.names().release(name, this);
            }
            ets.forget(this);
            ownership.end();
            fixes.end();
            watches.end();
        }
    }

    void checkExists() {
        if (store == null) {
            throw new NoSuchTable(name);
        }
    }

    public TableSpec<R> spec() {
        return spec;
    }

    Access access() {
        return rights.access();
    }

    public Rows rows() {
        return rows;
    }

    Class<?> rowClass() {
        return spec.rowClass();
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean exists() {
        return store != null;
    }

    @Override
    public TableInfo info() {
        Store current = present();
        return new TableInfo(
                id,
                name,
                spec.isNamed(),
                spec.type(),
                rights.access(),
                rows.keyPosition(),
                current.size(),
                current.overhead(),
                rights.owner(),
                ownership.heir(),
                spec.writeConcurrency(),
                spec.hasReadConcurrency(),
                spec.hasDecentralizedCounters(),
                fixes.snapshot());
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
    public void rename(String newName) {
        Objects.requireNonNull(newName, "name");
        writing();
        if (!spec.isNamed()) {
            name = newName;
            return;
        }
        renaming.lock();
        try {
            if (!ets.names().claim(newName, this)) {
                throw new TableNameTaken(newName);
            }
            String before = name;
            name = newName;
            ets.names().release(before, this);
            if (store == null) { // it ended meanwhile, perhaps under the old name only
                ets.names().release(newName, this);
            }
        } finally {
            renaming.unlock();
        }
    }

    @Override
    public void giveAway(Pid to, Object gift) {
        ownership.giveAway(Objects.requireNonNull(to, "to"), Objects.requireNonNull(gift, "gift"));
    }

    @Override
    public void setHeir(Heir heir) {
        ownership.setHeir(Objects.requireNonNull(heir, "heir"));
    }

    @Override
    public void clearHeir() {
        ownership.setHeir(null);
    }

    @Override
    public void setAccess(Access access) {
        ownership.setAccess(Objects.requireNonNull(access, "access"));
    }

    // --- rights ---

    /// @throws NoSuchTable if the table is gone
    final Store present() {
        Store current = store;
        if (current == null) {
            throw new NoSuchTable(name);
        }
        return current;
    }

    /// What a reader works on.
    ///
    /// @throws NoSuchTable if the table is gone
    /// @throws io.trunkline.ets.AccessDenied if the caller may not read
    Store reading() {
        Store current = present();
        rights.checkReader();
        return current;
    }

    /// What a writer works on; see [#reading()].
    Store writing() {
        Store current = present();
        rights.checkWriter();
        return current;
    }

    final Store writingSet(String operation) {
        Store current = writing();
        if (spec.type().isBag()) {
            throw new BadArg(
                    "%s is for sets: table=%s, type=%s".formatted(operation, name, spec.type()));
        }
        return current;
    }

    /// The process that calls; null if none does.
    @Nullable Pid caller() {
        return ets.services.running();
    }

    static Object key(@Nullable Object key) {
        return TermKeys.check(key);
    }

    @SuppressWarnings("unchecked") // insert checks the class of rows
    final R typed(Object row) {
        return (R) row;
    }

    @SuppressWarnings("unchecked") // insert checks the class of rows
    final List<R> typed(List<Object> many) {
        return (List<R>) many;
    }

    @Override
    public String toString() {
        return "table " + name + " (" + spec.type() + " " + id + ")";
    }
}
