package io.trunkline.observer;

import io.trunkline.engine.Node;

import java.util.ServiceLoader;

/// Starts Observers; found by [ServiceLoader]. Applications use [Observer#start(Node, int)].
public interface ObserverProvider {
    /// See [Observer#start(Node, ObserverOptions)].
    Observer start(Node node, ObserverOptions options);

    /// The provider on the module or class path.
    ///
    /// @throws IllegalStateException if there is none
    static ObserverProvider installed() {
        return ServiceLoader.load(ObserverProvider.class, ObserverProvider.class.getClassLoader())
                .findFirst()
                .orElseThrow(() ->
                        new IllegalStateException(
                                "an ObserverProvider must be on the module or class path:"
                                        + " provider=none"));
    }
}
