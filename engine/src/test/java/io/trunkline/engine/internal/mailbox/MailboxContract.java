package io.trunkline.engine.internal.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.engine.fixture.Patience;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// What every mailbox promises. One short subclass a make.
@Timeout(60)
abstract class MailboxContract {
    /// A new, empty mailbox that holds at least 100,000 messages.
    abstract Mailbox newMailbox();

    /// Of one sender.
    private record Numbered(int sender, int number) {}

    /// Published by nothing but the mailbox.
    private static final class Plain {
        int value;
    }

    @Test
    void aNewMailboxIsEmpty() {
        Mailbox mailbox = newMailbox();
        assertThat(mailbox.isEmpty()).isTrue();
        assertThat(mailbox.size()).isZero();
        assertThat(mailbox.relaxedPoll()).isNull();
    }

    @Test
    void messagesComeOutInOrder() {
        Mailbox mailbox = newMailbox();
        for (int i = 0; i < 100_000; i++) {
            assertThat(mailbox.offer(i)).isTrue();
        }
        assertThat(mailbox.size()).isEqualTo(100_000);
        for (int i = 0; i < 100_000; i++) {
            assertThat(mailbox.isEmpty()).isFalse();
            assertThat(mailbox.relaxedPoll()).isEqualTo(i);
        }
        assertThat(mailbox.isEmpty()).isTrue();
        assertThat(mailbox.relaxedPoll()).isNull();
    }

    @Test
    void offersAndPollsMayAlternate() {
        Mailbox mailbox = newMailbox();
        int polled = 0;
        for (int i = 0; i < 1_000; i++) {
            mailbox.offer(2 * i);
            mailbox.offer(2 * i + 1);
            assertThat(mailbox.relaxedPoll()).isEqualTo(polled++);
        }
        assertThat(mailbox.size()).isEqualTo(1_000);
        while (!mailbox.isEmpty()) {
            assertThat(mailbox.relaxedPoll()).isEqualTo(polled++);
        }
        assertThat(polled).isEqualTo(2_000);
    }

    @Test
    void equalMessagesAreKeptApart() {
        Mailbox mailbox = newMailbox();
        mailbox.offer("same");
        mailbox.offer("same");
        assertThat(mailbox.relaxedPoll()).isEqualTo("same");
        assertThat(mailbox.relaxedPoll()).isEqualTo("same");
        assertThat(mailbox.relaxedPoll()).isNull();
    }

    @Test
    void messagesOfEachSenderStayInOrderAndNoneIsLost() {
        Mailbox mailbox = newMailbox();
        int senders = 4;
        int each = 20_000;
        List<Thread> threads = new ArrayList<>();
        for (int s = 0; s < senders; s++) {
            int sender = s;
            threads.add(
                    Thread.ofPlatform()
                            .start(() -> {
                                for (int i = 0; i < each; i++) {
                                    mailbox.offer(new Numbered(sender, i));
                                }
                            }));
        }
        int[] next = new int[senders];
        for (int i = 0; i < senders * each; i++) {
            Numbered message = (Numbered) take(mailbox);
            assertThat(message.number()).isEqualTo(next[message.sender()]++);
        }
        threads.forEach(Patience::join);
        assertThat(mailbox.isEmpty()).isTrue();
    }

    @Test
    void anOfferPublishesWhatWasWrittenBeforeIt() {
        Mailbox mailbox = newMailbox();
        int messages = 100_000;
        Thread sender =
                Thread.ofPlatform()
                        .start(() -> {
                            for (int i = 1; i <= messages; i++) {
                                Plain plain = new Plain();
                                plain.value = i;
                                mailbox.offer(plain);
                            }
                        });
        for (int i = 1; i <= messages; i++) {
            assertThat(((Plain) take(mailbox)).value).isEqualTo(i);
        }
        Patience.join(sender);
    }

    @Test
    void whatIsOfferedIsNotEmptyForWhoKnowsOfTheOffer() {
        Mailbox mailbox = newMailbox();
        AtomicInteger offered = new AtomicInteger();
        CountDownLatch end = new CountDownLatch(1);
        Thread sender =
                Thread.ofPlatform()
                        .start(() -> {
                            while (end.getCount() > 0) {
                                if (mailbox.isEmpty()) {
                                    mailbox.offer("message");
                                    offered.incrementAndGet();
                                }
                                Thread.onSpinWait();
                            }
                        });
        for (int known = 1; known <= 2_000; known++) {
            int number = known;
            Patience.until("an offer", () -> offered.get() >= number);
            assertThat(mailbox.isEmpty()).isFalse();
            take(mailbox);
        }
        end.countDown();
        Patience.join(sender);
    }

    @Test
    void theSizeIsNeverOutOfBounds() {
        Mailbox mailbox = newMailbox();
        int all = 10_000;
        Thread sender =
                Thread.ofPlatform()
                        .start(() -> {
                            for (int i = 0; i < all; i++) {
                                mailbox.offer("message");
                            }
                        });
        for (int taken = 1; taken <= all; taken++) {
            take(mailbox);
            assertThat(mailbox.size()).isBetween(0, all - taken);
        }
        Patience.join(sender);
    }

    static Object take(Mailbox mailbox) {
        Object[] taken = new Object[1];
        Patience.until("a message", () -> (taken[0] = mailbox.relaxedPoll()) != null);
        return taken[0];
    }
}
