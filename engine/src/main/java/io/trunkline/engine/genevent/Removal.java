package io.trunkline.engine.genevent;

import io.trunkline.engine.ExitReason;

/// Why a handler is taken away, as its `terminate` is told.
public sealed interface Removal {
    /// It answered [EventHandler.Next#REMOVE].
    record Asked() implements Removal {}

    /// [GenEvent#delete] or [GenEvent#swap], with their argument.
    record Deleted(Object argument) implements Removal {}

    /// It threw.
    record Crashed(Throwable cause) implements Removal {}

    /// Who added it with [GenEvent#addSup] has ended.
    record OwnerEnded(ExitReason reason) implements Removal {}

    /// The manager ends.
    record Stopped(ExitReason reason) implements Removal {}
}
