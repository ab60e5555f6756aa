package io.trunkline.engine.registry;

import io.trunkline.engine.Pid;

/// How a registration went.
public sealed interface Registered {
    /// It is registered.
    record Ok() implements Registered {}

    /// The key of a unique registry is taken, perhaps by the caller itself.
    record AlreadyRegistered(Pid holder) implements Registered {}
}
