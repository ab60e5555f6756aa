package io.trunkline.engine.internal.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.engine.fixture.Patience;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

class EvictingMailboxTest extends LimitedMailboxContract {
    @Override
    LimitedMailbox newMailbox(int capacity) {
        return new EvictingMailbox(capacity);
    }

    private record Numbered(int sender, int number) {}

    @Test
    void theOldestMessageIsEvictedAndSignalsStayInFrontOfWhatFollowed() {
        EvictingMailbox mailbox = new EvictingMailbox(4);
        mailbox.offerSignal("signal 1");
        mailbox.offer("message 1");
        mailbox.offerSignal("signal 2");
        mailbox.offer("message 2");
        mailbox.offer("message 3");

        assertThat(mailbox.evict()).isEqualTo("message 1");
        assertThat(mailbox.evict()).isEqualTo("message 2");
        assertThat(mailbox.size()).isEqualTo(3);
        assertThat(mailbox.isEmpty()).isFalse();
        assertThat(mailbox.relaxedPoll()).isEqualTo("signal 1");
        assertThat(mailbox.relaxedPoll()).isEqualTo("signal 2");
        assertThat(mailbox.relaxedPoll()).isEqualTo("message 3");
        assertThat(mailbox.evict()).isNull();
        assertThat(mailbox.isEmpty()).isTrue();
    }

    @Test
    void whatIsOfferedIsTakenOrEvictedOnceAndInOrder() {
        EvictingMailbox mailbox = new EvictingMailbox(16);
        int senders = 3;
        int each = 20_000;
        Queue<Object> evicted = new ConcurrentLinkedQueue<>();
        AtomicInteger running = new AtomicInteger(senders);
        List<Thread> threads = new ArrayList<>();
        for (int s = 0; s < senders; s++) {
            int sender = s;
            threads.add(
                    Thread.ofPlatform()
                            .start(() -> {
                                for (int i = 0; i < each; i++) {
                                    Numbered message = new Numbered(sender, i);
                                    while (!mailbox.offer(message)) {
                                        Object oldest = mailbox.evict();
                                        if (oldest != null) {
                                            evicted.add(oldest);
                                        }
                                    }
                                }
                                running.decrementAndGet();
                            }));
        }
        int taken = 0;
        int[] last = {-1, -1, -1};
        while (running.get() > 0 || !mailbox.isEmpty()) {
            Numbered message = (Numbered) mailbox.relaxedPoll();
            if (message != null) {
                taken++;
                assertThat(message.number()).isGreaterThan(last[message.sender()]);
                last[message.sender()] = message.number();
            }
        }
        threads.forEach(Patience::join);
        assertThat(taken + evicted.size()).isEqualTo(senders * each);
        assertThat(evicted).doesNotHaveDuplicates();
    }
}
