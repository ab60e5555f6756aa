package io.trunkline.engine.internal.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.engine.fixture.Patience;

import org.junit.jupiter.api.Test;

import java.util.concurrent.locks.LockSupport;

/// What every mailbox promises to senders that wait for room.
abstract class WaitableMailboxContract extends LimitedMailboxContract {
    @Test
    void whoWaitsIsWokenByTheRoomThatOneTakeMakes() {
        LimitedMailbox mailbox = newMailbox(2);
        int messages = 5_000;
        Thread sender =
                Thread.ofPlatform()
                        .start(() -> {
                            for (int i = 0; i < messages; i++) {
                                while (!mailbox.offer(i)) {
                                    mailbox.enter(Thread.currentThread());
                                    if (!mailbox.hasRoom()) {
                                        LockSupport.park(mailbox);
                                    }
                                    mailbox.leave(Thread.currentThread());
                                }
                            }
                        });
        for (int i = 0; i < messages; i++) {
            assertThat(take(mailbox)).isEqualTo(i);
        }
        Patience.join(sender);
    }
}
