package io.trunkline.engine.registry;

/// The name of a registry that its node has already.
public final class RegistryNameTaken extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    RegistryNameTaken(String name, String node) {
        super("name of a registry must be free: name=" + name + ", node=" + node);
    }
}
