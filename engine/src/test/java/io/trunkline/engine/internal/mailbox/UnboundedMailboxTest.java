package io.trunkline.engine.internal.mailbox;

class UnboundedMailboxTest extends MailboxContract {
    @Override
    Mailbox newMailbox() {
        return new UnboundedMailbox();
    }
}
