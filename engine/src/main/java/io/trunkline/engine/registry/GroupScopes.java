package io.trunkline.engine.registry;

import io.trunkline.engine.Node;
import io.trunkline.engine.spi.NodeServices;

import java.util.concurrent.ConcurrentHashMap;

/// The scopes of one node by their names.
final class GroupScopes {
    private final Node node;
    private final ConcurrentHashMap<String, Groups> byName = new ConcurrentHashMap<>();

    private GroupScopes(Node node) {
        this.node = node;
    }

    static GroupScopes of(Node node) {
        return NodeServices.of(node).extension(GroupScopes.class, GroupScopes::new);
    }

    Groups get(String name) {
        return byName.computeIfAbsent(name, scope -> new Groups(node, scope));
    }
}
