package io.trunkline.engine.registry;

import io.trunkline.engine.Pid;

import org.jspecify.annotations.Nullable;

/// A change of a registry, as its listeners are told; see
/// [Registry#listen(io.trunkline.engine.Self)].
public sealed interface RegistryEvent {
    /// The name of the registry.
    String registry();

    /// The key concerned.
    Object key();

    /// The process concerned.
    Pid pid();

    /// A process was registered.
    record Register(String registry, Object key, Pid pid, @Nullable Object value)
            implements RegistryEvent {}

    /// A process has no entry under the key any more.
    record Unregister(String registry, Object key, Pid pid) implements RegistryEvent {}
}
