package io.trunkline.ets.internal.table;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.ConcurrentHashMap;

/// The names of a node's named tables.
///
/// A name is a table's while the map says so and the table agrees, by its own volatile name: so a
/// rename is one write of that name, and nobody finds the table under both names or neither.
final class Names {
    private final ConcurrentHashMap<String, TableState<?>> holders = new ConcurrentHashMap<>();

    /// Gives a table a name that is free.
    ///
    /// @return false if another table has the name
    boolean claim(String name, TableState<?> table) {
        return holders.putIfAbsent(name, table) == null;
    }

    void release(String name, TableState<?> table) {
        holders.remove(name, table);
    }

    @Nullable TableState<?> find(String name) {
        TableState<?> table = holders.get(name);
        return table != null && table.name().equals(name) && table.exists() ? table : null;
    }
}
