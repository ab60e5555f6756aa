package io.trunkline.engine.registry;

/// What an action threw for one entry; see [Registry#dispatchEach].
public record DispatchFailure(Entry entry, RuntimeException cause) {}
