package io.trunkline.pool.resource;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Node;
import io.trunkline.engine.NodeClosed;
import io.trunkline.engine.Pid;
import io.trunkline.engine.genserver.GenServer;
import io.trunkline.engine.genserver.Init;
import io.trunkline.engine.genserver.Outcome;
import io.trunkline.engine.spi.Job;
import io.trunkline.engine.spi.NodeServices;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/// The process of a pool. It runs the pool's chores, which are others' code and may block, each on
/// a virtual thread of its own; when it ends the pool is closed.
///
/// A chore can be posted by any thread, under the pool's lock, and by a process that has been
/// killed (which could start nothing itself). It runs exactly once: who posts it looks afterwards
/// whether the keeper has ended, the keeper's end is said before the queue is emptied, and a chore
/// is polled by one of them.
final class Keeper extends GenServer<Keeper.Nothing, Keeper.Nothing> {
    private final PoolCore<?> core;
    private final NodeServices services;
    private final Queue<Chore> chores = new ConcurrentLinkedQueue<>();

    /// Those given to threads of their own.
    private final Set<Chore> given = ConcurrentHashMap.newKeySet();

    /// Volatile; see above.
    private volatile boolean gone;

    private volatile @Nullable Pid pid;

    Keeper(PoolCore<?> core, Node node) {
        this.core = core;
        this.services = NodeServices.of(node);
    }

    /// It has no state, and no requests.
    enum Nothing {
        NOTHING
    }

    /// Something to be done once.
    private static final class Chore {
        private final Runnable action;
        private final AtomicBoolean begun = new AtomicBoolean();

        Chore(Runnable action) {
            this.action = action;
        }

        void run() {
            if (begun.compareAndSet(false, true)) {
                action.run();
            }
        }
    }

    private enum Signal {
        CHORES,
        END
    }

    /// Has a chore done, soon.
    void post(Runnable action) {
        chores.add(new Chore(action));
    }

    /// Says that there are chores, unless there are none; not needed under the lock.
    void ring() {
        if (chores.isEmpty()) {
            return;
        }
        Pid keeper = pid;
        if (keeper != null) {
            services.signal(keeper, Signal.CHORES);
        }
        if (gone) {
            runAll();
        }
    }

    /// Ends the process, as nothing is left to be done.
    void end() {
        Pid keeper = pid;
        if (keeper != null) {
            services.signal(keeper, Signal.END);
        }
    }

    Pid pid() {
        return Objects.requireNonNull(pid, "the keeper must be started");
    }

    @Override
    protected Init<Nothing> init() {
        self().trapExit(true);
        Pid keeper = self().pid();
        services.childId(keeper, core.settings.name());
        services.addExitHook(keeper, (process, reason) -> ended());
        pid = keeper;
        return ok(Nothing.NOTHING);
    }

    @Override
    protected Outcome<Nothing> handleInfo(Object message, Nothing nothing) {
        if (message instanceof Signal signal) {
            switch (signal) {
                case CHORES -> delegateAll();
                case END -> {
                    return stop(ExitReason.normal(), nothing);
                }
            }
        }
        return noReply(nothing);
    }

    /// Closes what is idle before the process has ended, so that its supervisor waits for that.
    @Override
    protected void terminate(ExitReason reason, Nothing nothing) {
        core.shut();
        runAll();
    }

    private void ended() {
        core.shut();
        gone = true;
        runAll();
        given.forEach(Chore::run);
    }

    private void delegateAll() {
        for (Chore chore = chores.poll(); chore != null; chore = chores.poll()) {
            delegate(chore);
        }
    }

    private void delegate(Chore chore) {
        given.add(chore);
        try {
            Job<Boolean> job =
                    services.job(
                            () -> {
                                chore.run();
                                return given.remove(chore);
                            },
                            true,
                            null,
                            pid());
            job.start(List.of());
        } catch (NodeClosed e) {
            core.shut();
            runHere(chore);
        } catch (UnsupportedOperationException e) {
            runHere(chore); // a simulated node without threads
        }
    }

    private void runHere(Chore chore) {
        chore.run();
        given.remove(chore);
    }

    private void runAll() {
        for (Chore chore = chores.poll(); chore != null; chore = chores.poll()) {
            chore.run();
        }
    }
}
