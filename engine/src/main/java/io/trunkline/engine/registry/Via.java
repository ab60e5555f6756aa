package io.trunkline.engine.registry;

import io.trunkline.engine.Name;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;

import org.jspecify.annotations.Nullable;

import java.util.Objects;
import java.util.Optional;

/// A key of a unique registry as a name; see [Registry#via(Registry, Object)].
record Via(Registry registry, Object key, @Nullable Object value) implements Name {
    Via {
        Objects.requireNonNull(key, "key");
        if (registry.kind() != Registry.Kind.UNIQUE) {
            throw new IllegalArgumentException("registry must be unique: registry=" + registry);
        }
    }

    @Override
    public Pid register(Node node, Pid pid) {
        registry.checkNode(node);
        return registry.registerAtStart(pid, key, value);
    }

    @Override
    public void unregister(Node node, Pid pid) {
        registry.unregister(pid, key);
    }

    @Override
    public Optional<Pid> whereis(Node node) {
        return registry.whereis(key);
    }

    @Override
    public String toString() {
        return registry.name() + "[" + key + "]";
    }
}
