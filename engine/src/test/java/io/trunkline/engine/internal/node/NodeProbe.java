package io.trunkline.engine.internal.node;

import io.trunkline.engine.Node;
import io.trunkline.engine.NodeOptions;
import io.trunkline.engine.SimulatedNode;
import io.trunkline.engine.internal.process.HomeProbe;
import io.trunkline.engine.spi.SimulatedThreads;

/// What tests may see of a node besides its API.
public final class NodeProbe {
    private NodeProbe() {}

    /// How many timers are pending.
    public static int pendingTimers(Node node) {
        return HomeProbe.pendingTimers(((LocalNode) node).home());
    }

    /// A simulated node that runs threaded processes, on `threads`.
    public static SimulatedNode simulated(
            long seed, NodeOptions options, SimulatedThreads threads) {
        return new SimulationNode(seed, options, () -> threads);
    }
}
