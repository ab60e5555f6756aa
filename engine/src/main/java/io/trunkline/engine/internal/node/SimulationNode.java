package io.trunkline.engine.internal.node;

import io.trunkline.engine.Clock;
import io.trunkline.engine.NodeOptions;
import io.trunkline.engine.SimulatedNode;
import io.trunkline.engine.internal.process.Context;
import io.trunkline.engine.internal.process.Home;
import io.trunkline.engine.internal.scheduler.Simulation;
import io.trunkline.engine.internal.timer.Deadlines;
import io.trunkline.engine.internal.timer.VirtualClock;
import io.trunkline.engine.spi.SimulatedThreads;

import java.time.Duration;
import java.util.function.Supplier;

/// A node on one thread, in virtual time.
final class SimulationNode extends LocalNode implements SimulatedNode {
    private final long seed;
    private final VirtualClock clock = new VirtualClock();
    private final Simulation simulation;
    private final Home home;

    SimulationNode(long seed, NodeOptions options) {
        this(seed, options, SimulatedThreads::installed);
    }

    /// @param threads asked when the first is needed: most nodes have none
    SimulationNode(long seed, NodeOptions options, Supplier<SimulatedThreads> threads) {
        super(options);
        this.seed = seed;
        String prefix = "trunkline-" + options.name();
        this.simulation =
                new Simulation(
                        seed, clock, created -> new SimulatedBodies(prefix, created, threads));
        this.home =
                new Home(
                        this,
                        clock,
                        simulation,
                        simulation.timers(),
                        listeners,
                        simulation.bodies(),
                        null);
    }

    @Override
    public void settle() {
        simulation.settle(Context.current());
    }

    @Override
    public void advance(Duration duration) {
        long until = Deadlines.after(clock, duration, "duration");
        if (until == Deadlines.NONE) {
            throw new IllegalArgumentException("duration must be < 70 years: duration=" + duration);
        }
        simulation.advanceTo(until, Context.current());
    }

    @Override
    public long seed() {
        return seed;
    }

    @Override
    Home home() {
        return home;
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    void stopServices() {
        // who was killed in a wait has yet to leave it
        simulation.settle(Context.current());
        simulation.close();
    }

    @Override
    public String toString() {
        return "simulated node " + name() + ", seed " + seed;
    }
}
