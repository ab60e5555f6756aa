package io.trunkline.engine.internal.process;

import io.trunkline.engine.NameTaken;
import io.trunkline.engine.NoSuchName;

import org.jspecify.annotations.Nullable;

import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/// The names of a node: one process a name, one name a process.
public final class Names {
    private final ConcurrentHashMap<String, ProcessCell> holders = new ConcurrentHashMap<>();

    /// See [io.trunkline.engine.Node#register].
    public void register(String name, ProcessCell process) {
        Objects.requireNonNull(name, "name");
        Relations relations = process.relations();
        relations.lock.lock();
        try {
            if (relations.closed) {
                throw new IllegalArgumentException("process must be alive: pid=" + process);
            }
            if (relations.name != null) {
                throw new IllegalArgumentException(
                        "process must have no name: pid=" + process + ", name=" + relations.name);
            }
            ProcessCell holder = claim(name, process);
            if (holder != process) {
                throw new NameTaken(name, holder);
            }
            relations.name = name;
        } finally {
            relations.lock.unlock();
        }
    }

    /// Gives a new process the name that it is started under, unless somebody has it.
    ///
    /// @return who has it
    ProcessCell claimAtStart(String name, ProcessCell process) {
        Relations relations = process.relations();
        relations.lock.lock();
        try {
            ProcessCell holder = claim(name, process);
            if (holder == process) {
                relations.name = name;
            }
            return holder;
        } finally {
            relations.lock.unlock();
        }
    }

    /// A holder that is dead but not yet buried gives way.
    private ProcessCell claim(String name, ProcessCell process) {
        return holders.compute(
                name,
                (key, holder) ->
                        holder != null && holder != process && holder.isAlive() ? holder : process);
    }

    /// See [io.trunkline.engine.Node#unregister].
    public void unregister(String name) {
        ProcessCell holder = holders.get(name);
        if (holder == null) {
            throw new NoSuchName(name);
        }
        Relations relations = holder.relations();
        relations.lock.lock();
        try {
            if (!holders.remove(name, holder)) {
                throw new NoSuchName(name);
            }
            if (name.equals(relations.name)) {
                relations.name = null;
            }
        } finally {
            relations.lock.unlock();
        }
    }

    /// Who has this name and is alive.
    public @Nullable ProcessCell find(String name) {
        ProcessCell holder = holders.get(name);
        return holder == null || holder.isDead() ? null : holder;
    }

    int size() {
        return holders.size();
    }

    void release(String name, ProcessCell process) {
        holders.remove(name, process);
    }
}
