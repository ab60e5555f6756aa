package io.trunkline.engine;

/// A message that its receiver's mailbox had no room for. It was not sent, and is no dead letter.
///
/// Thrown by `send` and `cast`; a call fails with [CallFailed.Rejected] instead.
public final class MailboxFull extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Pid receiver;
    private final int capacity;

    /// Makes the refusal of one message.
    public MailboxFull(Pid receiver, int capacity) {
        super("mailbox must have room: receiver=" + receiver + ", capacity=" + capacity);
        this.receiver = receiver;
        this.capacity = capacity;
    }

    /// Whose mailbox it is.
    public Pid receiver() {
        return receiver;
    }

    /// How many messages it holds.
    public int capacity() {
        return capacity;
    }
}
