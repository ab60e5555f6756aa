package io.trunkline.engine.internal.mailbox;

import io.trunkline.engine.MailboxSpec;
import io.trunkline.engine.Overflow;

class BoundedMailboxTest extends WaitableMailboxContract {
    @Override
    LimitedMailbox newMailbox(int capacity) {
        return new BoundedMailbox(capacity, Overflow.BLOCK, MailboxSpec.NO_TIMEOUT);
    }
}
