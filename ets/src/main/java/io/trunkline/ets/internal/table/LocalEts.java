package io.trunkline.ets.internal.table;

import io.trunkline.engine.Node;
import io.trunkline.engine.NodeClosed;
import io.trunkline.engine.Pid;
import io.trunkline.engine.spi.NodeServices;
import io.trunkline.ets.Access;
import io.trunkline.ets.BadArg;
import io.trunkline.ets.CounterTable;
import io.trunkline.ets.Ets;
import io.trunkline.ets.NoSuchTable;
import io.trunkline.ets.Table;
import io.trunkline.ets.TableFileInfo;
import io.trunkline.ets.TableNameTaken;
import io.trunkline.ets.TableSpec;
import io.trunkline.ets.Tuple;
import io.trunkline.ets.internal.file.TableFiles;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// The tables of one node.
public final class LocalEts implements Ets, AutoCloseable {
    final Node node;
    final NodeServices services;

    private final ConcurrentHashMap<Long, LocalTable<?>> tables = new ConcurrentHashMap<>();
    private final Set<LocalCounterTable> counters = ConcurrentHashMap.newKeySet();
    private final Names names = new Names();
    private final AtomicLong lastId = new AtomicLong();
    private volatile boolean closed;

    LocalEts(Node node) {
        this.node = node;
        this.services = NodeServices.of(node);
    }

    @Override
    public <R> Table<R> create(String name, TableSpec<R> spec) {
        return make(name, spec);
    }

    <R> LocalTable<R> make(String name, TableSpec<R> spec) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(spec, "spec");
        if (closed) {
            throw new NodeClosed(node.name());
        }
        Pid owner = spec.owner().orElseGet(this::caller);
        LocalTable<R> table = new LocalTable<>(this, lastId.incrementAndGet(), name, spec, owner);
        if (spec.isNamed() && !names.claim(name, table)) {
            throw new TableNameTaken(name);
        }
        tables.put(table.id(), table);
        if (!table.begin()) {
            throw new BadArg(
                    "owner must be a living process of the node: owner=%s, node=%s"
                            .formatted(owner, node.name()));
        }
        if (closed) { // the node was closed meanwhile, perhaps after its tables were looked through
            table.end();
            throw new NodeClosed(node.name());
        }
        return table;
    }

    @Override
    public CounterTable createCounters(String name, Access access) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(access, "access");
        LocalCounterTable made = new LocalCounterTable(this, name, caller(), access);
        counters.add(made);
        if (!made.begin() || closed) {
            made.end();
            throw new NodeClosed(node.name());
        }
        return made;
    }

    @Override
    public Optional<Table<?>> whereis(String name) {
        return Optional.ofNullable(names.find(Objects.requireNonNull(name, "name")));
    }

    @Override
    @SuppressWarnings("unchecked") // checked by the class of the rows
    public <R> Table<R> table(String name, Class<R> rows) {
        TableState<?> table = names.find(name);
        if (table == null) {
            throw new NoSuchTable(name);
        }
        if (table.rowClass() != rows) {
            throw new BadArg(
                    "expected a table of %s, got: table=%s of %s"
                            .formatted(rows.getName(), name, table.rowClass().getName()));
        }
        return (Table<R>) table;
    }

    @Override
    public List<Table<?>> all() {
        return List.copyOf(tables.values());
    }

    @Override
    public Table<Tuple> fromFile(Path file) throws IOException {
        return FileCopy.read(this, file);
    }

    @Override
    public <R> Table<R> fromFile(Path file, TableSpec<R> spec) throws IOException {
        return FileCopy.read(this, file, Objects.requireNonNull(spec, "spec"));
    }

    @Override
    public TableFileInfo fileInfo(Path file) throws IOException {
        return TableFiles.info(file);
    }

    @Override
    public TableFileInfo verifyFile(Path file) throws IOException {
        return TableFiles.verify(file);
    }

    /// Ends what tables are left: those of the node itself.
    @Override
    public void close() {
        closed = true;
        tables.values().forEach(LocalTable::end);
        counters.forEach(LocalCounterTable::end);
    }

    /// Whom the caller acts for: its process, or the node.
    Pid caller() {
        Pid running = services.running();
        return running == null ? services.root() : running;
    }

    /// Whether the caller acts for `process`.
    boolean isCaller(Pid process) {
        return process == services.root() ? services.running() == null : services.runs(process);
    }

    Names names() {
        return names;
    }

    void forget(LocalCounterTable table) {
        counters.remove(table);
    }

    void forget(TableState<?> table) {
        tables.remove(table.id());
    }

    @Override
    public String toString() {
        return "tables of " + node;
    }
}
