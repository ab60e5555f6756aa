package io.trunkline.engine.sys;

import io.trunkline.engine.From;

/// Something that waits for the end of a suspension.
sealed interface Held {
    /// The message, or the caller.
    Object what();

    /// A request and who waits for its reply.
    record Request(Object request, From what) implements Held {}

    /// A cast.
    record Cast(Object what) implements Held {}

    /// Any other message.
    record Message(Object what) implements Held {}
}
