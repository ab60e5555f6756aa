package io.trunkline.engine.internal.process;

/// A message on its way to a mailbox and through it, with the time when it was sent: an envelope
/// that is used again. Published by the mailbox, and by [Sampler]'s queue of empty ones.
final class Timed {
    private Object message = this;
    private long sentAt;

    /// Puts a message in.
    void fill(Object sent, long at) {
        message = sent;
        sentAt = at;
    }

    /// Takes the message out.
    Object empty() {
        Object taken = message;
        message = this;
        return taken;
    }

    long sentAt() {
        return sentAt;
    }
}
