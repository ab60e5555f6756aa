package io.trunkline.ets;

import io.trunkline.engine.Node;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The tables of a node.
///
/// ```java
/// Ets ets = Ets.of(node);
/// Table<Tuple> table = ets.create("my_table", set());
/// table.insert(tuple("key", "value"));
/// List<Tuple> rows = table.lookup("key");
/// ```
///
/// Any thread may use it. A table belongs to the process that makes it and ends with it, unless an
/// heir is named; one made by a thread that runs no process's code belongs to the node and ends
/// with that.
public interface Ets {
    /// The tables of `node`.
    ///
    /// @throws io.trunkline.engine.NodeClosed if the node is closed
    static Ets of(Node node) {
        return EtsProvider.installed().of(node);
    }

    /// Makes a table. `name` says what it is for; it can be found by it only if the specification
    /// says [TableSpec#named()].
    ///
    /// @throws TableNameTaken if the table is named and another one has the name
    /// @throws BadArg if the specification makes no sense
    /// @throws io.trunkline.engine.NodeClosed if the node is closed
    <R> Table<R> create(String name, TableSpec<R> spec);

    /// Makes a table of counters, which belongs to the caller as [#create]'s do.
    ///
    /// @throws io.trunkline.engine.NodeClosed if the node is closed
    CounterTable createCounters(String name, Access access);

    /// The named table of this name.
    Optional<Table<?>> whereis(String name);

    /// The named table of this name, whose rows are of class `rows`.
    ///
    /// @throws NoSuchTable if there is none
    /// @throws BadArg if its rows are of another class
    <R> Table<R> table(String name, Class<R> rows);

    /// All tables. A table that is there throughout is in it.
    List<Table<?>> all();

    /// Makes a table from a file that [Table#toFile] wrote, with the name, type, key position and
    /// access it had. The caller owns it.
    ///
    /// @throws TableFileException if the file is torn, damaged or none of ours; no table is made
    /// @throws TableNameTaken if it was named and another table has the name now
    Table<Tuple> fromFile(Path file) throws IOException;

    /// The same for a table whose rows are records: `spec` must be that of the table that was
    /// written, whose components are named and typed as in the file.
    <R> Table<R> fromFile(Path file, TableSpec<R> spec) throws IOException;

    /// What a file says of its table, without reading its rows.
    ///
    /// @throws TableFileException if what was read is damaged, or if it is none of our files
    TableFileInfo fileInfo(Path file) throws IOException;

    /// Reads and checks a whole file.
    ///
    /// @throws TableFileException if it is torn, damaged or none of ours
    TableFileInfo verifyFile(Path file) throws IOException;
}
