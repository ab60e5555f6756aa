package io.trunkline.ets;

import io.trunkline.engine.Pid;

import java.util.Map;
import java.util.Optional;

/// What is known about a table, at about one moment.
///
/// @param size rows
/// @param overhead bytes besides the rows and their keys; an estimate
/// @param owner the process; the node's root for a table that no process owns
/// @param keyPosition from 1; 0 if rows tell their key by a function
/// @param fixedBy how often each process has it fixed
public record TableInfo(
        long id,
        String name,
        boolean named,
        TableType type,
        Access access,
        int keyPosition,
        long size,
        long overhead,
        Pid owner,
        Optional<Heir> heir,
        WriteConcurrency writeConcurrency,
        boolean readConcurrency,
        boolean decentralizedCounters,
        Map<Pid, Integer> fixedBy) {
    /// Whether anybody has it fixed.
    public boolean fixed() {
        return !fixedBy.isEmpty();
    }
}
