package io.trunkline.pool.resource;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Pid;
import io.trunkline.engine.spi.ExitHook;

/// A process that has checked out from a pool at some time: hooked once, until it ends.
final class ProcessOwner implements ExitHook {
    private final PoolCore<?> core;
    private final Pid pid;

    private int turns;

    /// Volatile: written before the leases and waiters are looked at; read after one was made.
    private volatile boolean dead;

    ProcessOwner(PoolCore<?> core, Pid pid) {
        this.core = core;
        this.pid = pid;
    }

    /// The number of its next checkout. Owned by the process, or while it waits by the holder of
    /// the pool's lock.
    int nextTurn() {
        return turns++;
    }

    Pid pid() {
        return pid;
    }

    boolean isDead() {
        return dead;
    }

    void died() {
        dead = true;
    }

    @Override
    public void exited(Pid process, ExitReason reason) {
        dead = true;
        core.owners.ended(this);
    }
}
