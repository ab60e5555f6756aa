package io.trunkline.engine;

import static io.trunkline.engine.Overflow.BLOCK;
import static io.trunkline.engine.Overflow.DROP_NEWEST;
import static io.trunkline.engine.Overflow.DROP_OLDEST;
import static io.trunkline.engine.Overflow.REJECT;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.engine.fixture.Lab;
import io.trunkline.engine.fixture.Nodes;
import io.trunkline.engine.fixture.Patience;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// What is sent is handled, waits, or is told to somebody: nothing gets lost, and each sender's
/// messages stay in order, whatever the mailbox.
@Timeout(120)
class ConservationTest {
    @RegisterExtension final Nodes nodes = new Nodes().allowDeadLetters();

    private static final int SENDERS = 3;

    private record Numbered(int sender, int number) {}

    static Stream<StartOptions> options() {
        StartOptions defaults = StartOptions.defaults();
        return Stream.concat(
                mailboxes().map(defaults::withMailbox),
                mailboxes()
                        .map(mailbox ->
                                StartOptions.pinned(WaitStrategy.BLOCKING).withMailbox(mailbox)));
    }

    private static Stream<MailboxSpec> mailboxes() {
        return Stream.of(
                MailboxSpec.unbounded(),
                MailboxSpec.chunked(8),
                MailboxSpec.bounded(8, BLOCK),
                MailboxSpec.bounded(8, BLOCK).withTimeout(Duration.ofMillis(1)),
                MailboxSpec.bounded(8, REJECT),
                MailboxSpec.bounded(8, DROP_NEWEST),
                MailboxSpec.bounded(8, DROP_OLDEST),
                MailboxSpec.ring(8, BLOCK),
                MailboxSpec.ring(8, REJECT),
                MailboxSpec.ring(8, DROP_NEWEST));
    }

    @ParameterizedTest
    @MethodSource("options")
    void threadsLoseNothing(StartOptions options) {
        Node node = nodes.start();
        Lab lab = new Lab();
        Pid server = node.start(lab, options).pid();
        int each = 2_000;
        AtomicInteger refused = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int s = 0; s < SENDERS; s++) {
            int sender = s;
            var builder = s == 0 ? Thread.ofVirtual() : Thread.ofPlatform();
            threads.add(builder.start(() -> flood(server, sender, each, refused)));
        }
        threads.forEach(Patience::join);
        int sent = SENDERS * each - refused.get();
        Patience.until(
                "all is accounted for",
                () -> lab.seen().size() + nodes.deadLetters().size() == sent);
        assertThat(node.deadLetters()).isEqualTo(nodes.deadLetters().size());
        assertThat(node.info(server).orElseThrow().dropped()).isEqualTo(node.deadLetters());
        checkOrder(lab.seen());
    }

    private static void flood(Pid server, int sender, int each, AtomicInteger refused) {
        for (int i = 0; i < each; i++) {
            try {
                server.send(new Numbered(sender, i));
            } catch (MailboxFull full) {
                refused.incrementAndGet();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("options")
    void theDeathOfTheReceiverLosesNothing(StartOptions options) {
        Node node = nodes.start();
        Lab lab = new Lab();
        Pid server = node.start(lab, options).pid();
        int each = 2_000;
        AtomicInteger refused = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int s = 0; s < SENDERS; s++) {
            int sender = s;
            threads.add(Thread.ofPlatform().start(() -> flood(server, sender, each, refused)));
        }
        Patience.until("it has begun", () -> lab.seen().size() > 5);
        server.exit(ExitReason.kill());
        threads.forEach(Patience::join);
        int sent = SENDERS * each - refused.get();
        // one message may be with the handler that was killed
        assertThat(lab.seen().size() + nodes.deadLetters().size()).isBetween(sent - 1, sent);
        checkOrder(lab.seen());
    }

    /// Senders are servers themselves; who runs next is drawn.
    @ParameterizedTest
    @MethodSource("options")
    void aSimulationLosesNothing(StartOptions options) {
        long base = Long.getLong("trunkline.seed", new SplittableRandom().nextLong());
        for (long seed = base; seed < base + 20; seed++) {
            SimulatedNode node = nodes.simulated(seed);
            Lab lab = new Lab();
            Pid server = node.start(lab, options).pid();
            AtomicInteger refused = new AtomicInteger();
            int before = nodes.deadLetters().size();
            int each = 50;
            for (int s = 0; s < SENDERS; s++) {
                int sender = s;
                Pid from = node.start(new Lab()).pid();
                for (int part = 0; part < 5; part++) {
                    int first = part * each;
                    Lab.later(
                            from,
                            l -> {
                                for (int i = first; i < first + each; i++) {
                                    try {
                                        server.send(new Numbered(sender, i));
                                    } catch (MailboxFull full) {
                                        refused.incrementAndGet();
                                    }
                                }
                            });
                }
            }
            node.settle();
            int dropped = nodes.deadLetters().size() - before;
            assertThat(lab.seen().size() + dropped + refused.get())
                    .as("seed %d", seed)
                    .isEqualTo(SENDERS * 5 * each);
            assertThat(node.info(server).orElseThrow().dropped())
                    .as("seed %d", seed)
                    .isEqualTo(dropped);
            checkOrder(lab.seen());
        }
    }

    private static void checkOrder(List<Object> seen) {
        int[] last = new int[SENDERS];
        Arrays.fill(last, -1);
        for (Object message : seen) {
            if (message instanceof Numbered(int sender, int number)) {
                assertThat(number).isGreaterThan(last[sender]);
                last[sender] = number;
            }
        }
    }
}
