package io.trunkline.engine.internal.mailbox;

import org.jspecify.annotations.Nullable;

/// A queue of messages with many senders and one consumer at a time.
public sealed interface Mailbox permits UnboundedMailbox, ChunkedMailbox, LimitedMailbox {
    /// Appends a message. Never blocks. Messages of one sender stay in order.
    ///
    /// @return false if there is no room for it
    boolean offer(Object message);

    /// Appends a message whether there is room or not, in order with the others of its sender.
    default void offerSignal(Object signal) {
        offer(signal);
    }

    /// Takes the oldest message; null when there is none, and also for a moment when a sender has
    /// announced one but not yet linked it, in which case [#isEmpty()] is false.
    @Nullable Object relaxedPoll();

    /// Whether nothing is announced.
    boolean isEmpty();

    /// How many messages wait, give or take those in motion.
    int size();
}
