package io.trunkline.engine.internal.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.engine.fixture.Patience;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// What every mailbox with a limit promises beyond [MailboxContract].
abstract class LimitedMailboxContract extends MailboxContract {
    /// @param capacity a power of two
    abstract LimitedMailbox newMailbox(int capacity);

    @Override
    final Mailbox newMailbox() {
        return newMailbox(1 << 17);
    }

    private record Numbered(int sender, int number) {}

    @Test
    void thereIsRoomForTheCapacityAndNoMore() {
        LimitedMailbox mailbox = newMailbox(4);
        for (int round = 0; round < 10; round++) {
            for (int i = 0; i < 4; i++) {
                assertThat(mailbox.hasRoom()).isTrue();
                assertThat(mailbox.offer(i)).isTrue();
            }
            assertThat(mailbox.hasRoom()).isFalse();
            assertThat(mailbox.offer("too much")).isFalse();
            assertThat(mailbox.size()).isEqualTo(4);
            assertThat(mailbox.relaxedPoll()).isEqualTo(0);
            assertThat(mailbox.hasRoom()).isTrue();
            assertThat(mailbox.offer(4)).isTrue();
            for (int i = 1; i <= 4; i++) {
                assertThat(mailbox.relaxedPoll()).isEqualTo(i);
            }
            assertThat(mailbox.isEmpty()).isTrue();
        }
    }

    @Test
    void signalsNeedNoRoomAndTakeNone() {
        LimitedMailbox mailbox = newMailbox(2);
        mailbox.offerSignal("signal 1");
        mailbox.offer("message 1");
        mailbox.offer("message 2");
        mailbox.offerSignal("signal 2");
        mailbox.offerSignal("signal 3");
        assertThat(mailbox.offer("too much")).isFalse();
        assertThat(mailbox.size()).isEqualTo(5);

        assertThat(mailbox.relaxedPoll()).isEqualTo("signal 1");
        assertThat(mailbox.hasRoom()).isFalse();
        assertThat(mailbox.relaxedPoll()).isEqualTo("message 1");
        mailbox.offer("message 3");
        assertThat(mailbox.relaxedPoll()).isEqualTo("message 2");
        assertThat(mailbox.relaxedPoll()).isEqualTo("signal 2");
        assertThat(mailbox.relaxedPoll()).isEqualTo("signal 3");
        assertThat(mailbox.relaxedPoll()).isEqualTo("message 3");
        assertThat(mailbox.isEmpty()).isTrue();
        assertThat(mailbox.relaxedPoll()).isNull();
    }

    /// Numbers of one sender, every third as a signal, through a mailbox that is full most of the
    /// time.
    @Test
    void signalsAndMessagesOfOneSenderStayInOrder() {
        LimitedMailbox mailbox = newMailbox(8);
        int senders = 3;
        int each = 20_000;
        List<Thread> threads = new ArrayList<>();
        for (int s = 0; s < senders; s++) {
            int sender = s;
            threads.add(
                    Thread.ofPlatform()
                            .start(() -> {
                                for (int i = 0; i < each; i++) {
                                    Numbered message = new Numbered(sender, i);
                                    if (i % 3 == 0) {
                                        mailbox.offerSignal(message);
                                    } else {
                                        while (!mailbox.offer(message)) {
                                            Thread.yield();
                                        }
                                    }
                                }
                            }));
        }
        int[] next = new int[senders];
        for (int taken = 0; taken < senders * each; taken++) {
            Numbered message = (Numbered) take(mailbox);
            assertThat(message.number()).isEqualTo(next[message.sender()]++);
        }
        threads.forEach(Patience::join);
        assertThat(mailbox.isEmpty()).isTrue();
    }

    @Test
    void theCapacityIsNeverExceeded() {
        LimitedMailbox mailbox = newMailbox(4);
        int senders = 3;
        AtomicInteger admitted = new AtomicInteger();
        AtomicInteger running = new AtomicInteger(senders);
        List<Thread> threads = new ArrayList<>();
        for (int s = 0; s < senders; s++) {
            threads.add(
                    Thread.ofPlatform()
                            .start(() -> {
                                for (int i = 0; i < 20_000; i++) {
                                    if (mailbox.offer("message")) {
                                        admitted.incrementAndGet();
                                    }
                                }
                                running.decrementAndGet();
                            }));
        }
        int taken = 0;
        while (running.get() > 0) {
            int known = admitted.get(); // each of them took room, and only we give any
            assertThat(known - taken).isLessThanOrEqualTo(4);
            if (mailbox.relaxedPoll() != null) {
                taken++;
            }
        }
        threads.forEach(Patience::join);
        assertThat(mailbox.size()).isEqualTo(admitted.get() - taken).isLessThanOrEqualTo(4);
    }
}
