package io.trunkline.ets.internal.table;

import io.trunkline.engine.Pid;
import io.trunkline.ets.Access;
import io.trunkline.ets.AccessDenied;

import java.util.function.Supplier;

/// Who owns a table and who may use it, as of now.
final class Rights {
    private final LocalEts ets;
    private final Supplier<String> name;

    private volatile Pid owner;
    private volatile Access access;

    /// @param name of the table, for messages
    Rights(LocalEts ets, Supplier<String> name, Pid owner, Access access) {
        this.ets = ets;
        this.name = name;
        this.owner = owner;
        this.access = access;
    }

    Pid owner() {
        return owner;
    }

    void owner(Pid process) {
        owner = process;
    }

    Access access() {
        return access;
    }

    void access(Access who) {
        access = who;
    }

    /// Lets the caller read.
    ///
    /// @throws AccessDenied unless it may
    void checkReader() {
        if (access == Access.PRIVATE) {
            checkOwner("read");
        }
    }

    /// Lets the caller write.
    ///
    /// @throws AccessDenied unless it may
    void checkWriter() {
        if (access != Access.PUBLIC) {
            checkOwner("write");
        }
    }

    /// Lets the owner do something.
    ///
    /// @throws AccessDenied unless the caller is the owner
    void checkOwner(String operation) {
        Pid current = owner;
        if (!ets.isCaller(current)) {
            throw new AccessDenied(operation, name.get(), access, current, ets.caller());
        }
    }
}
