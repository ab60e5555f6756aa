package io.trunkline.engine.internal.node;

import io.trunkline.engine.internal.process.Context;
import io.trunkline.engine.internal.scheduler.Activation;
import io.trunkline.engine.internal.scheduler.Simulation;
import io.trunkline.engine.spi.SimulatedThreads;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;

/// Makes the threads of a simulated node: those of threaded processes, and those for what runs
/// while its own thread waits. Confined to the node's thread.
final class SimulatedBodies implements Simulation.Bodies {
    private final String prefix;
    private final Simulation simulation;
    private final Supplier<SimulatedThreads> threads;

    /// Made with the first thread.
    private @Nullable ThreadFactory factory;

    /// Whether there are none, as was found when somebody waited.
    private boolean none;

    SimulatedBodies(String prefix, Simulation simulation, Supplier<SimulatedThreads> threads) {
        this.prefix = prefix;
        this.simulation = simulation;
        this.threads = threads;
    }

    @Override
    public Thread newThread(Runnable body) {
        return factory()
                .newThread(() -> {
                    Context.current().runsOn(simulation.owner());
                    body.run();
                });
    }

    @Override
    public boolean begin(Activation activation) {
        if (none) {
            return false;
        }
        try {
            newThread(() -> activation.activate(Context.current())).start();
            return true;
        } catch (UnsupportedOperationException e) {
            none = true; // who waits inside a handler is waited for by all who begin later
            return false;
        }
    }

    private ThreadFactory factory() {
        ThreadFactory made = factory;
        if (made == null) {
            made = threads.get().builder(simulation::step).name(prefix + "-process-", 0).factory();
            factory = made;
        }
        return made;
    }
}
