package io.trunkline.engine.internal.node;

import io.trunkline.engine.Node;
import io.trunkline.engine.NodeOptions;
import io.trunkline.engine.NodeProvider;
import io.trunkline.engine.SimulatedNode;

/// Makes the nodes of this implementation.
public final class LocalNodeProvider implements NodeProvider {
    @Override
    public Node start(NodeOptions options) {
        return new RealNode(options);
    }

    @Override
    public SimulatedNode simulated(long seed, NodeOptions options) {
        return new SimulationNode(seed, options);
    }
}
