package io.trunkline.engine.internal.process;

import io.trunkline.engine.internal.scheduler.Condition;
import io.trunkline.engine.internal.timer.Deadlines;
import io.trunkline.engine.spi.Gate;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// A wait of another module's; see [io.trunkline.engine.spi.NodeServices#gate].
public final class NodeGate implements Gate, Condition {
    private final Home home;

    private volatile boolean open;
    private volatile @Nullable Thread waiter;

    public NodeGate(Home home) {
        this.home = home;
    }

    @Override
    public void open() {
        open = true; // volatile: ordered before the look at the waiter; pairs with waiter, isMet
        Thread thread = waiter;
        if (thread != null) {
            LockSupport.unpark(thread);
        }
    }

    @Override
    public void await() {
        Context context = Context.current();
        ProcessCell self = context.process();
        boolean interrupted = false;
        while (!open) {
            if (self != null && self.isDead()) {
                throw self.exitNow();
            }
            interrupted |= Thread.interrupted() && (self == null || !self.isDead());
            home.scheduler.await(this, Deadlines.NONE, context);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean await(Duration timeout) throws InterruptedException {
        Context caller = Context.current();
        long deadline = Deadlines.after(home.clock, timeout, "timeout");
        boolean met = Waits.await(this, home, deadline, caller);
        caller.checkAlive();
        return met;
    }

    @Override
    public boolean isMet() {
        return open;
    }

    @Override
    public void waiter(@Nullable Thread thread) {
        waiter = thread;
    }
}
