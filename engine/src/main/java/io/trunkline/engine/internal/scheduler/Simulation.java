package io.trunkline.engine.internal.scheduler;

import io.trunkline.engine.internal.timer.Deadlines;
import io.trunkline.engine.internal.timer.TimerWheel;
import io.trunkline.engine.internal.timer.VirtualClock;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// The scheduler of simulated nodes: everything on one thread, in virtual time; who runs next is
/// drawn from a seed. A wait runs others, nested on the stack of the one that waits.
public final class Simulation implements Scheduler {
    private final Thread owner = Thread.currentThread();
    private final VirtualClock clock;
    private final TimerWheel timers;
    private final SplittableRandom random;
    private final List<Activation> ready = new ArrayList<>();

    public Simulation(long seed, VirtualClock clock) {
        this.random = new SplittableRandom(seed);
        this.clock = clock;
        this.timers = new TimerWheel(clock, Integer.MAX_VALUE, deadline -> {});
    }

    /// The wheel that moves with the virtual time.
    public TimerWheel timers() {
        return timers;
    }

    @Override
    public void submit(Activation activation, Carrier carrier) {
        checkThread();
        ready.add(activation);
    }

    @Override
    public void submitLast(Activation activation, Carrier carrier) {
        submit(activation, carrier);
    }

    @Override
    public void await(Condition condition, long deadline, Carrier carrier) {
        checkThread();
        if (condition.isMet() || runOne(carrier)) {
            return;
        }
        long next = timers.nextDeadline();
        if (next == Deadlines.NONE && deadline == Deadlines.NONE) {
            throw new IllegalStateException(
                    "a simulated wait must have something to wait for: wait=" + condition);
        }
        clock.moveTo(Math.min(next, deadline));
        timers.fireDue();
    }

    /// Runs until nobody has anything to do at the present time.
    public void settle(Carrier carrier) {
        checkThread();
        do {
            timers.fireDue();
        } while (runOne(carrier));
    }

    /// Settles, and does so again at each timer up to `until`.
    public void advanceTo(long until, Carrier carrier) {
        settle(carrier);
        long next;
        while ((next = timers.nextDeadline()) <= until) {
            clock.moveTo(next);
            settle(carrier);
        }
        clock.moveTo(until);
    }

    /// The one thread that may use the node.
    ///
    /// @throws IllegalStateException on any other
    public void checkThread() {
        if (Thread.currentThread() != owner) {
            throw new IllegalStateException(
                    "a simulated node must be used by the thread that made it: thread="
                            + Thread.currentThread());
        }
    }

    @Override
    public void beginBlocking(Carrier carrier) {}

    @Override
    public void endBlocking(Carrier carrier) {}

    @Override
    public void close() {
        ready.clear();
        timers.close();
    }

    private boolean runOne(Carrier carrier) {
        if (ready.isEmpty()) {
            return false;
        }
        int chosen = random.nextInt(ready.size());
        Activation activation = ready.get(chosen);
        Activation last = ready.removeLast();
        if (chosen < ready.size()) {
            ready.set(chosen, last);
        }
        activation.activate(carrier);
        return true;
    }
}
