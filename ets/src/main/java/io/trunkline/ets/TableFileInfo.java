package io.trunkline.ets;

import java.util.List;
import java.util.Optional;

/// What a table file says of the table that was written to it.
///
/// @param keyPosition from 1; 0 if rows told their key by a function
/// @param size rows
/// @param version of the file format
/// @param rowClass the name of the record class that rows were of; empty if they were tuples
/// @param components of that record, each as its type and name; empty if rows were tuples
public record TableFileInfo(
        String name,
        boolean named,
        TableType type,
        Access access,
        int keyPosition,
        long size,
        int version,
        Optional<String> rowClass,
        List<String> components) {
    public TableFileInfo {
        components = List.copyOf(components);
    }
}
