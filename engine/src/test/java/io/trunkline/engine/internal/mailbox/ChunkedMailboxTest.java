package io.trunkline.engine.internal.mailbox;

class ChunkedMailboxTest extends MailboxContract {
    @Override
    Mailbox newMailbox() {
        return new ChunkedMailbox(4);
    }
}
