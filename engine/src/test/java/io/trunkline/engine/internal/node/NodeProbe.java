package io.trunkline.engine.internal.node;

import io.trunkline.engine.Node;
import io.trunkline.engine.internal.process.HomeProbe;

/// What tests may see of a node besides its API.
public final class NodeProbe {
    private NodeProbe() {}

    /// How many timers are pending.
    public static int pendingTimers(Node node) {
        return HomeProbe.pendingTimers(((LocalNode) node).home());
    }
}
