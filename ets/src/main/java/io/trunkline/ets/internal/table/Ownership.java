package io.trunkline.ets.internal.table;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Pid;
import io.trunkline.engine.spi.ExitHook;
import io.trunkline.engine.spi.NodeServices;
import io.trunkline.ets.Access;
import io.trunkline.ets.BadArg;
import io.trunkline.ets.Heir;
import io.trunkline.ets.TableTransfer;

import org.jspecify.annotations.Nullable;

import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// How a table changes hands: who inherits it, what its owner changes, and what becomes of it when
/// its owner ends.
///
/// While a process owns the table its end runs [#exited]: before anybody hears of that end the
/// table is another's or gone.
final class Ownership implements ExitHook {
    private final TableState<?> table;
    private final LocalEts ets;

    /// Guards changes. Never held while a message is sent or rows are touched.
    private final ReentrantLock lock = new ReentrantLock();

    private final Rights rights;
    private @Nullable Heir heir;
    private boolean ended;

    Ownership(TableState<?> table, LocalEts ets, Rights rights, @Nullable Heir heir) {
        this.table = table;
        this.ets = ets;
        this.rights = rights;
        this.heir = heir;
    }

    /// Begins to watch the owner.
    ///
    /// @return false if it is no living process of the node
    boolean begin() {
        return watch(rights.owner());
    }

    private boolean watch(Pid process) {
        return process == services().root() || services().addExitHook(process, this);
    }

    Optional<Heir> heir() {
        lock.lock();
        try {
            return Optional.ofNullable(heir);
        } finally {
            lock.unlock();
        }
    }

    void setAccess(Access who) {
        change("setAccess", () -> rights.access(who));
    }

    void setHeir(@Nullable Heir who) {
        change("setHeir", () -> heir = who);
    }

    void giveAway(Pid to, Object gift) {
        Pid from = ets.caller();
        change(
                "giveAway",
                () -> {
                    if (to == rights.owner()) {
                        throw new BadArg("new owner must not be the owner: pid=" + to);
                    }
                    if (!watch(to)) {
                        throw new BadArg(
                                "new owner must be a living process of the node: pid=%s, node=%s"
                                        .formatted(to, ets.node.name()));
                    }
                    unwatch(rights.owner());
                    rights.owner(to);
                });
        to.send(new TableTransfer(table, from, gift));
    }

    private void change(String operation, Runnable change) {
        lock.lock();
        try {
            table.checkExists();
            rights.checkOwner(operation);
            change.run();
        } finally {
            lock.unlock();
        }
    }

    private void unwatch(Pid process) {
        services().removeExitHook(process, this);
    }

    @Override
    public void exited(Pid process, ExitReason reason) {
        Heir inherits = null;
        lock.lock();
        try {
            if (ended || rights.owner() != process) {
                return; // it was given away meanwhile
            }
            Heir named = heir;
            if (named != null && named.pid() != process && watch(named.pid())) {
                rights.owner(named.pid());
                inherits = named;
            }
        } finally {
            lock.unlock();
        }
        if (inherits == null) {
            table.end();
        } else if (inherits.announced()) {
            inherits.pid().send(new TableTransfer(table, process, inherits.data()));
        }
    }

    /// Stops watching; the table is gone.
    void end() {
        lock.lock();
        try {
            ended = true;
            unwatch(rights.owner());
        } finally {
            lock.unlock();
        }
    }

    private NodeServices services() {
        return ets.services;
    }
}
