package io.trunkline.pool.worker;

import io.trunkline.engine.Behaviour;
import io.trunkline.engine.From;
import io.trunkline.engine.Self;
import io.trunkline.engine.SimulatedNode;

import org.jspecify.annotations.Nullable;

/// The behaviour of a worker without a thread, or with a platform thread of its own.
final class ScheduledWorker implements Behaviour {
    private final PoolRun pool;
    private final Seat seat;
    private @Nullable Worker worker;

    ScheduledWorker(PoolRun pool, Seat seat) {
        this.pool = pool;
        this.seat = seat;
    }

    @Override
    public Start onStart(Self self) {
        boolean ownsThread =
                pool.spec.kind() == Settings.Kind.PINNED && !(self.node() instanceof SimulatedNode);
        Worker made = pool.man(seat, self.pid(), ownsThread ? Thread.currentThread() : null);
        worker = made;
        made.wake();
        return new Start.Ready();
    }

    @Override
    public void onMessage(Object message) {
        Worker w = worker;
        if (w != null && w.work()) {
            w.wake();
        }
    }

    @Override
    public void onCall(Object request, From from) {
        throw new UnsupportedOperationException("a worker must not be called: request=" + request);
    }

    @Override
    public void onCast(Object message) {}

    @Override
    public String toString() {
        return "Worker[" + pool.name() + "-" + seat.number + "]";
    }
}
