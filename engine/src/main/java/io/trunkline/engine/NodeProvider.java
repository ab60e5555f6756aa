package io.trunkline.engine;

import java.util.ServiceLoader;

/// Makes nodes; found by [ServiceLoader]. It is what keeps this package free of any knowledge of
/// the runtime behind it; applications use [Node#start()].
public interface NodeProvider {
    /// See [Node#start(NodeOptions)].
    Node start(NodeOptions options);

    /// See [Node#simulated(long, NodeOptions)].
    SimulatedNode simulated(long seed, NodeOptions options);

    /// The provider on the module or class path.
    ///
    /// @throws IllegalStateException if there is none
    static NodeProvider installed() {
        return ServiceLoader.load(NodeProvider.class, NodeProvider.class.getClassLoader())
                .findFirst()
                .orElseThrow(() ->
                        new IllegalStateException(
                                "a NodeProvider must be on the module or class path:"
                                        + " provider=none"));
    }
}
