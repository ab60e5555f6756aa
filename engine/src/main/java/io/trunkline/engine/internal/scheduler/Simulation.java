package io.trunkline.engine.internal.scheduler;

import io.trunkline.engine.NodeStatistics;
import io.trunkline.engine.internal.timer.Deadlines;
import io.trunkline.engine.internal.timer.Timer;
import io.trunkline.engine.internal.timer.TimerWheel;
import io.trunkline.engine.internal.timer.VirtualClock;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/// The scheduler of simulated nodes: everything on one thread, in virtual time; who runs next is
/// drawn from a seed. A wait of that thread runs others: each on a simulated thread, so that it can
/// wait by itself, or, where there are none, nested on the stack of the one that waits. A wait of a
/// simulated thread ends its step.
public final class Simulation implements Scheduler {
    private final Thread owner = Thread.currentThread();
    private final VirtualClock clock;
    private final TimerWheel timers;
    private final SplittableRandom random;
    private final Bodies bodies;
    private final List<Activation> ready = new ArrayList<>();
    private long turns;

    /// Steps that simulated threads have to make, in the order in which they were unparked; by any
    /// thread, as a body may wait for something outside of the node.
    private final Queue<Runnable> steps = new ConcurrentLinkedQueue<>();

    /// Makes simulated threads, for processes that need one and for what runs while another waits.
    public interface Bodies extends ThreadFactory {
        /// Lets an activation run on a simulated thread, as a [Simulation#step(Runnable)].
        ///
        /// @return false if there are no simulated threads
        boolean begin(Activation activation);
    }

    /// @param bodies makes those of the simulation it is given
    public Simulation(
            long seed, VirtualClock clock, Function<? super Simulation, ? extends Bodies> bodies) {
        this.bodies = bodies.apply(this);
        this.random = new SplittableRandom(seed);
        this.clock = clock;
        this.timers = new TimerWheel(clock, Integer.MAX_VALUE, deadline -> {});
    }

    /// The wheel that moves with the virtual time.
    public TimerWheel timers() {
        return timers;
    }

    /// Takes a step that a simulated thread has to make. Any thread may call it.
    public void step(Runnable step) {
        steps.add(step);
    }

    /// The threads of its processes.
    public ThreadFactory bodies() {
        return bodies;
    }

    /// The thread that all runs on.
    public Thread owner() {
        return owner;
    }

    @Override
    public void submit(Activation activation, Carrier carrier) {
        checkThread(carrier);
        ready.add(activation);
    }

    @Override
    public void submitLast(Activation activation, Carrier carrier) {
        submit(activation, carrier);
    }

    @Override
    public void await(Condition condition, long deadline, Carrier carrier) {
        checkThread(carrier);
        if (carrier.thread() != owner) {
            park(condition, deadline, carrier.thread());
            return;
        }
        if (condition.isMet() || runOne(carrier, true)) {
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

    /// Ends the step of a simulated thread until it is unparked or its time has come.
    private void park(Condition condition, long deadline, Thread thread) {
        Timer timeUp =
                new Timer(deadline) {
                    @Override
                    protected void fire() {
                        LockSupport.unpark(thread);
                    }
                };
        condition.waiter(thread);
        try {
            if (!condition.isMet()) {
                timers.schedule(timeUp);
                LockSupport.park(condition);
            }
        } finally {
            timeUp.stop();
            condition.waiter(null);
        }
    }

    /// Runs until nobody has anything to do at the present time.
    public void settle(Carrier carrier) {
        checkOwner();
        do {
            timers.fireDue();
        } while (runOne(carrier, false));
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

    /// Refuses whoever is neither the thread that made the node nor a simulated one on it: of this
    /// node, or of another that the same thread has made.
    private void checkThread(Carrier carrier) {
        if (carrier.base() != owner) {
            throw refused(carrier.thread());
        }
    }

    private void checkOwner() {
        if (Thread.currentThread() != owner) {
            throw refused(Thread.currentThread());
        }
    }

    private static IllegalStateException refused(Thread thread) {
        return new IllegalStateException(
                "a simulated node must be used by the thread that made it: thread=" + thread);
    }

    @Override
    public void beginBlocking(Carrier carrier) {}

    @Override
    public void endBlocking(Carrier carrier) {}

    @Override
    public Statistics statistics(long retries) {
        return new Statistics(
                new NodeStatistics.Runners(0, 0, 0, 0, 0, 0, 0),
                new NodeStatistics.Queues(ready.size() + steps.size(), List.of()),
                new NodeStatistics.Scheduling(turns, 0, 0, 0, 0, 0, 0, retries));
    }

    @Override
    public void close() {
        ready.clear();
        steps.clear();
        timers.close();
    }

    /// @param waiting whether somebody waits on the owner's stack: who ran on top of it, and began
    ///   to wait for it, would wait for ever
    private boolean runOne(Carrier carrier, boolean waiting) {
        Runnable step;
        while ((step = steps.poll()) != null) {
            ready.add(new Step(step));
        }
        if (ready.isEmpty()) {
            return false;
        }
        turns++;
        int chosen = random.nextInt(ready.size());
        Activation activation = ready.get(chosen);
        Activation last = ready.removeLast();
        if (chosen < ready.size()) {
            ready.set(chosen, last);
        }
        if (!waiting || activation instanceof Step || !bodies.begin(activation)) {
            activation.activate(carrier);
        }
        return true;
    }

    /// A step of a simulated thread, which would take an interrupt of this one for its own, or
    /// clear it.
    private record Step(Runnable step) implements Activation {
        @Override
        public void activate(Carrier carrier) {
            boolean interrupted = Thread.interrupted();
            step.run();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
