package io.trunkline.engine.genevent;

/// How adding a handler went.
public sealed interface Added {
    /// It hears events from now on.
    record Ok() implements Added {}

    /// A handler has this id already; nothing was changed.
    record AlreadyAdded() implements Added {}

    /// Its `init` threw; it was not added.
    record Failed(Throwable cause) implements Added {}
}
