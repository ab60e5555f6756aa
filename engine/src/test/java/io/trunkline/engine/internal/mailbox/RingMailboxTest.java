package io.trunkline.engine.internal.mailbox;

import io.trunkline.engine.MailboxSpec;
import io.trunkline.engine.Overflow;

class RingMailboxTest extends WaitableMailboxContract {
    @Override
    LimitedMailbox newMailbox(int capacity) {
        return new RingMailbox(capacity, Overflow.BLOCK, MailboxSpec.NO_TIMEOUT);
    }
}
