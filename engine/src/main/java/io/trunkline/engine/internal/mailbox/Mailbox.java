package io.trunkline.engine.internal.mailbox;

import org.jspecify.annotations.Nullable;

/// A queue of messages with many senders and one consumer at a time.
public interface Mailbox {
    /// Appends a message. Never blocks. Messages of one sender stay in order.
    boolean offer(Object message);

    /// Takes the oldest message; null when there is none, and also for a moment when a sender has
    /// announced one but not yet linked it, in which case [#isEmpty()] is false.
    @Nullable Object relaxedPoll();

    /// Whether nothing is announced.
    boolean isEmpty();

    /// How many messages wait, give or take those in motion.
    int size();
}
