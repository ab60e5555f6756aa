package io.trunkline.engine.registry;

import io.trunkline.engine.Pid;

import org.jspecify.annotations.Nullable;

/// What a process is registered as.
///
/// @param value what it was registered with; null if with nothing
public record Entry(Object key, Pid pid, @Nullable Object value) {}
