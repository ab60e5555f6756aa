package io.trunkline.engine.internal.mailbox;

import io.trunkline.engine.MailboxSpec;
import io.trunkline.engine.Overflow;

import java.time.Duration;

/// Makes mailboxes.
public final class Mailboxes {
    private Mailboxes() {}

    /// The mailbox that a specification asks for.
    public static Mailbox of(MailboxSpec spec) {
        return switch (spec) {
            case MailboxSpec.Unbounded() -> new UnboundedMailbox();
            case MailboxSpec.Chunked(int chunk) -> new ChunkedMailbox(chunk);
            case MailboxSpec.Bounded(int capacity, Overflow overflow, Duration timeout) ->
                    overflow == Overflow.DROP_OLDEST
                            ? new EvictingMailbox(capacity)
                            : new BoundedMailbox(capacity, overflow, timeout);
            case MailboxSpec.Ring(int capacity, Overflow overflow, Duration timeout) ->
                    new RingMailbox(capacity, overflow, timeout);
        };
    }
}
