package io.trunkline.pool.resource;

import io.trunkline.engine.Pid;
import io.trunkline.engine.spi.NodeServices;
import io.trunkline.engine.spi.Timeout;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/// Those that resources are lent to, and their ends. A process tells of its end; a thread does not,
/// so the pool looks at those that hold something when others need it, or wait for its end.
final class Owners<R> {
    /// How often, while somebody waits, the pool looks for threads that ended with what they had.
    private static final Duration THREAD_CHECK = Duration.ofMillis(100);

    private final PoolCore<R> core;
    private final NodeServices services;
    private final ConcurrentHashMap<Pid, ProcessOwner> processes = new ConcurrentHashMap<>();

    // --- under the lock ---
    private @Nullable Timeout threadTimer;
    private long lastThreadCheck;
    private long lost;

    Owners(PoolCore<R> core, NodeServices services) {
        this.core = core;
        this.services = services;
        this.lastThreadCheck = core.clock.nanoTime();
    }

    /// Whom a resource is lent to: the calling process, or else the thread.
    Object caller() {
        Pid process = services.running();
        if (process == null) {
            return Thread.currentThread();
        }
        ProcessOwner known = processes.get(process);
        return known != null ? known : hooked(process);
    }

    /// A process that has checked out before has ended.
    void ended(ProcessOwner owner) {
        processes.remove(owner.pid(), owner);
        core.enter();
        try {
            core.waiters.cancelOf(owner);
            List<Lease<R>> held = new ArrayList<>();
            for (Slot<R> slot : core.slots()) {
                Lease<R> lease = slot.lease();
                if (lease != null && lease.owner == owner) {
                    held.add(lease);
                }
            }
            held.sort(Comparator.comparingInt(lease -> lease.slot.turn)); // as poolboy takes them
            held.forEach(lease -> lose(lease.slot, lease));
        } finally {
            core.leave();
        }
    }

    private ProcessOwner hooked(Pid process) {
        ProcessOwner owner = new ProcessOwner(core, process);
        processes.put(process, owner); // only the process itself comes here
        if (!services.addExitHook(process, owner)) {
            owner.died();
            processes.remove(process);
        }
        return owner;
    }

    // --- under the lock ---

    /// How many leases ended with their owners.
    long lost() {
        return lost;
    }

    void checkThreadsNowAndThen() {
        if (core.clock.nanoTime() - lastThreadCheck >= THREAD_CHECK.toNanos() / 10) {
            checkThreads();
        }
    }

    void checkThreads() {
        lastThreadCheck = core.clock.nanoTime();
        for (Slot<R> slot : core.slots()) {
            Lease<R> lease = slot.lease();
            if (lease != null && lease.owner instanceof Thread thread && !thread.isAlive()) {
                lose(slot, lease);
            }
        }
    }

    /// Looks for ended threads while somebody waits.
    void watchThreads() {
        if (threadTimer == null) {
            threadTimer = services.schedule(THREAD_CHECK, this::watchedThreads);
        }
    }

    void stopWatching() {
        if (threadTimer != null) {
            threadTimer.cancel();
            threadTimer = null;
        }
    }

    /// Nobody's end is of interest any more.
    void forgetAll() {
        processes.values().forEach(owner -> services.removeExitHook(owner.pid(), owner));
        processes.clear();
    }

    private void watchedThreads() {
        core.enter();
        try {
            threadTimer = null;
            checkThreads();
            if (core.isAwaited()) {
                watchThreads();
            }
        } finally {
            core.leave();
        }
    }

    private void lose(Slot<R> slot, Lease<R> lease) {
        if (core.leases.end(slot, lease)) {
            lost++;
            core.offer(slot, core.settings.reuseOfDeadOwner());
        }
    }
}
