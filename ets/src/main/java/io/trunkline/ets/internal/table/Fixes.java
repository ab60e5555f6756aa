package io.trunkline.ets.internal.table;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Pid;
import io.trunkline.engine.spi.ExitHook;
import io.trunkline.ets.internal.store.Store;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/// Who has a table fixed, and how often. A process's fixes end with it; those of threads that are
/// no process count as the node's.
final class Fixes implements ExitHook {
    private final LocalEts ets;
    private final Store store;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Pid, Integer> counts = new LinkedHashMap<>();

    Fixes(LocalEts ets, Store store) {
        this.ets = ets;
        this.store = store;
    }

    /// Adds a fix of the calling process.
    Pid add() {
        Pid process = ets.caller();
        lock.lock();
        try {
            if (counts.merge(process, 1, Integer::sum) == 1) {
                ets.services.addExitHook(process, this);
            }
            store.fix();
        } finally {
            lock.unlock();
        }
        return process;
    }

    /// Takes one fix of a process back, if it has any.
    void remove(Pid process) {
        lock.lock();
        try {
            Integer count = counts.get(process);
            if (count == null) {
                return;
            }
            if (count == 1) {
                counts.remove(process);
                ets.services.removeExitHook(process, this);
            } else {
                counts.put(process, count - 1);
            }
            store.release();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void exited(Pid process, ExitReason reason) {
        lock.lock();
        try {
            Integer count = counts.remove(process);
            for (int i = 0; count != null && i < count; i++) {
                store.release();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Forgets all; the table is gone.
    void end() {
        lock.lock();
        try {
            counts.keySet().forEach(process -> ets.services.removeExitHook(process, this));
            counts.clear();
        } finally {
            lock.unlock();
        }
    }

    Map<Pid, Integer> snapshot() {
        lock.lock();
        try {
            return Map.copyOf(counts);
        } finally {
            lock.unlock();
        }
    }
}
