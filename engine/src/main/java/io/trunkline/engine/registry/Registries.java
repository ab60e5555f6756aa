package io.trunkline.engine.registry;

import io.trunkline.engine.Node;
import io.trunkline.engine.NodeClosed;
import io.trunkline.engine.spi.NodeServices;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.ConcurrentHashMap;

/// The registries of one node by their names.
final class Registries {
    private final ConcurrentHashMap<String, Registry> byName = new ConcurrentHashMap<>();

    static Registries of(Node node) {
        return NodeServices.of(node).extension(Registries.class, _ -> new Registries());
    }

    /// @throws NodeClosed if the node is closed
    /// @throws RegistryNameTaken if there is one of that name
    void add(Registry registry) {
        Node node = registry.node();
        if (node.isClosed()) {
            throw new NodeClosed(node.name());
        }
        if (byName.putIfAbsent(registry.name(), registry) != null) {
            throw new RegistryNameTaken(registry.name(), node.name());
        }
    }

    @Nullable Registry find(String name) {
        return byName.get(name);
    }
}
