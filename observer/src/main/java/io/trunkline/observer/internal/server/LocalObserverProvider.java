package io.trunkline.observer.internal.server;

import io.trunkline.engine.Node;
import io.trunkline.engine.SimulatedNode;
import io.trunkline.engine.spi.NodeServices;
import io.trunkline.observer.Observer;
import io.trunkline.observer.ObserverOptions;
import io.trunkline.observer.ObserverProvider;

import java.io.IOException;
import java.io.UncheckedIOException;

/// Starts Observers of nodes of this library.
public final class LocalObserverProvider implements ObserverProvider {
    @Override
    public Observer start(Node node, ObserverOptions options) {
        if (node instanceof SimulatedNode) {
            throw new IllegalArgumentException("node must run in real time: node=" + node);
        }
        NodeObservers observers =
                NodeServices.of(node).extension(NodeObservers.class, _ -> new NodeObservers());
        try {
            return observers.add(new LocalObserver(node, options, observers::remove), node);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "port must be free to bind: address="
                            + options.address()
                            + ", port="
                            + options.port(),
                    e);
        }
    }
}
