package io.trunkline.engine;

/// What becomes of a message for a mailbox that is full.
public enum Overflow {
    /// Its sender waits until there is room; see [MailboxSpec.Bounded#timeout()].
    BLOCK,
    /// It is dropped.
    DROP_NEWEST,
    /// The message that waits longest is dropped in its favour.
    DROP_OLDEST,
    /// It is refused: its sender gets [MailboxFull].
    REJECT
}
