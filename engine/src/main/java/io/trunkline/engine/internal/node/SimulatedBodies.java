package io.trunkline.engine.internal.node;

import io.trunkline.engine.internal.process.Context;
import io.trunkline.engine.internal.scheduler.Simulation;
import io.trunkline.engine.spi.SimulatedThreads;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;

/// Makes the threads of threaded processes on a simulated node. Confined to the node's thread.
final class SimulatedBodies implements ThreadFactory {
    private final String prefix;
    private final Simulation simulation;
    private final Supplier<SimulatedThreads> threads;

    /// Made with the first thread.
    private @Nullable ThreadFactory factory;

    SimulatedBodies(String prefix, Simulation simulation, Supplier<SimulatedThreads> threads) {
        this.prefix = prefix;
        this.simulation = simulation;
        this.threads = threads;
    }

    @Override
    public Thread newThread(Runnable body) {
        ThreadFactory made = factory;
        if (made == null) {
            made = threads.get().builder(simulation::step).name(prefix + "-process-", 0).factory();
            factory = made;
        }
        return made.newThread(() -> {
            Context.current().runsOn(simulation.owner());
            body.run();
        });
    }
}
