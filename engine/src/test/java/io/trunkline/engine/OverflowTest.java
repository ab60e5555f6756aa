package io.trunkline.engine;

import static io.trunkline.engine.ExitReasons.KILL;
import static io.trunkline.engine.ExitReasons.KILLED;
import static io.trunkline.engine.Overflow.BLOCK;
import static io.trunkline.engine.Overflow.DROP_NEWEST;
import static io.trunkline.engine.Overflow.DROP_OLDEST;
import static io.trunkline.engine.Overflow.REJECT;
import static io.trunkline.engine.fixture.Patience.LONG;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.trunkline.engine.fixture.Lab;
import io.trunkline.engine.fixture.Nodes;
import io.trunkline.engine.fixture.Patience;
import io.trunkline.engine.sys.Sys;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/// What becomes of messages for a full mailbox.
@Timeout(60)
class OverflowTest {
    @RegisterExtension final Nodes nodes = new Nodes();

    private static final int CAPACITY = 4;
    private static final Duration SHORT = Duration.ofMillis(20);

    private final CountDownLatch end = new CountDownLatch(1);
    private Node node;

    @BeforeEach
    void startNode() {
        node = nodes.start(options -> options.withRunners(1));
    }

    /// Both makes with a limit.
    private static List<MailboxSpec> with(Overflow overflow) {
        return List.of(
                MailboxSpec.bounded(CAPACITY, overflow), MailboxSpec.ring(CAPACITY, overflow));
    }

    static Stream<MailboxSpec> blocking() {
        return with(BLOCK).stream();
    }

    static Stream<MailboxSpec> rejecting() {
        return with(REJECT).stream();
    }

    static Stream<MailboxSpec> droppingNewest() {
        return with(DROP_NEWEST).stream();
    }

    static Stream<MailboxSpec> all() {
        return Stream.concat(
                Stream.of(BLOCK, REJECT, DROP_NEWEST).flatMap(o -> with(o).stream()),
                Stream.of(MailboxSpec.bounded(CAPACITY, DROP_OLDEST)));
    }

    private final Lab lab = new Lab();

    private Pid start(MailboxSpec mailbox) {
        return node.start(lab, StartOptions.defaults().withMailbox(mailbox)).pid();
    }

    /// A server in its handler, until `end`, with a full mailbox of 0 to 3.
    private Pid startFull(MailboxSpec mailbox) {
        Pid server = start(mailbox);
        Lab.block(server, end);
        for (int i = 0; i < CAPACITY; i++) {
            server.send(i);
        }
        return server;
    }

    private void finish(Pid server) {
        end.countDown();
        Lab.run(server, l -> true);
    }

    private static Thread thread(Runnable code) {
        return Thread.ofPlatform().start(code);
    }

    // --- every policy ---

    @ParameterizedTest
    @MethodSource("all")
    void whatTheRuntimeSendsNeedsNoRoom(MailboxSpec mailbox) {
        Pid server = start(mailbox);
        Pid other = node.spawn(Self::receive);
        AtomicReference<Alias> alias = new AtomicReference<>();
        Lab.run(
                server,
                l -> {
                    l.me().trapExit(true);
                    l.me().link(other);
                    l.me().monitor(other);
                    alias.set(l.me().alias(Alias.Mode.EXPLICIT_UNALIAS));
                    return true;
                });
        Lab.block(server, end);
        for (int i = 0; i < CAPACITY; i++) {
            server.send(i);
        }

        other.exit(KILL);
        alias.get().send("to the alias");
        node.self().sendAfter(Duration.ZERO, server, "of a timer");
        Patience.until("all arrive", () -> queued(server) == CAPACITY + 4);
        CompletableFuture<Object> state = CompletableFuture.supplyAsync(() -> Sys.getState(server));
        Patience.until("the system request arrives", () -> queued(server) == CAPACITY + 5);
        Thread stopper = thread(() -> server.stop());
        Patience.until("the order to stop arrives", () -> queued(server) == CAPACITY + 6);
        end.countDown();

        assertThat(state.orTimeout(20, TimeUnit.SECONDS).join()).isEqualTo("initial");
        Patience.join(stopper);
        assertThat(lab.seen())
                .hasSize(CAPACITY + 5)
                .startsWith(0, 1, 2, 3)
                .contains("to the alias", "of a timer")
                .hasAtLeastOneElementOfType(Exit.class)
                .hasAtLeastOneElementOfType(Down.class);
    }

    private int queued(Pid server) {
        return node.info(server).orElseThrow().messageQueueLength();
    }

    @ParameterizedTest
    @MethodSource("all")
    void aFullMailboxDoesNotKeepAKillOff(MailboxSpec mailbox) {
        nodes.allowDeadLetters();
        Pid server = startFull(mailbox);
        MonitorRef ref = node.self().monitor(server);
        server.exit(KILL);
        assertThat(node.self().receive(Down.class, LONG)).contains(new Down(ref, server, KILLED));
        server.send("late");
        assertThat(nodes.deadLetters()).containsExactly(0, 1, 2, 3, "late");
        end.countDown();
    }

    // --- REJECT ---

    @ParameterizedTest
    @MethodSource("rejecting")
    void aSenderIsToldThatThereIsNoRoom(MailboxSpec mailbox) {
        Pid server = startFull(mailbox);
        assertThatExceptionOfType(MailboxFull.class)
                .isThrownBy(() -> server.send("too much"))
                .withMessage("mailbox must have room: receiver=" + server + ", capacity=4")
                .matches(full -> full.receiver().equals(server) && full.capacity() == CAPACITY);
        assertThatExceptionOfType(MailboxFull.class).isThrownBy(() -> server.cast("too much"));
        assertThatExceptionOfType(CallFailed.Rejected.class)
                .isThrownBy(() -> Lab.run(server, l -> true));
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> server.ask(new Lab.Run<>(l -> true)).join())
                .withCauseInstanceOf(CallFailed.Rejected.class);
        end.countDown();
        Patience.until("all are handled", () -> lab.seen().size() == CAPACITY);
        assertThat(lab.seen()).containsExactly(0, 1, 2, 3);
        assertThat(Lab.<Boolean>run(server, l -> true)).isTrue();
        assertThat(node.info(server).orElseThrow().dropped()).isZero();
    }

    // --- DROP ---

    @ParameterizedTest
    @MethodSource("droppingNewest")
    void theNewestIsDroppedAndCounted(MailboxSpec mailbox) {
        nodes.allowDeadLetters();
        Pid server = startFull(mailbox);
        server.send("too much");
        server.cast("too much, cast");
        assertThatExceptionOfType(CallFailed.Rejected.class)
                .isThrownBy(() -> Lab.run(server, l -> true));
        assertThat(nodes.deadLetters()).containsExactly("too much", "too much, cast");
        assertThat(node.deadLetters()).isEqualTo(2);
        assertThat(node.info(server).orElseThrow().dropped()).isEqualTo(3);
        end.countDown();
        Patience.until("all are handled", () -> lab.seen().size() == CAPACITY);
        assertThat(lab.seen()).containsExactly(0, 1, 2, 3);
    }

    @Test
    void theOldestIsDroppedAndCounted() {
        nodes.allowDeadLetters();
        Pid server = start(MailboxSpec.bounded(CAPACITY, DROP_OLDEST));
        Lab.block(server, end);
        CompletableFuture<Boolean> dropped = server.ask(new Lab.Run<>(l -> true));
        for (int i = 0; i < 6; i++) {
            server.send(i);
        }
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(dropped::join)
                .withCauseInstanceOf(CallFailed.Rejected.class);
        assertThat(nodes.deadLetters()).containsExactly(0, 1);
        assertThat(node.info(server).orElseThrow().dropped()).isEqualTo(3);
        end.countDown();
        Patience.until("the rest is handled", () -> lab.seen().size() == CAPACITY);
        assertThat(lab.seen()).containsExactly(2, 3, 4, 5);
    }

    // --- BLOCK ---

    @ParameterizedTest
    @MethodSource("blocking")
    void aThreadWaitsForRoom(MailboxSpec mailbox) {
        Pid server = startFull(mailbox);
        Thread sender = thread(() -> server.send("at last"));
        Patience.untilWaiting(sender);
        assertThat(queued(server)).isEqualTo(CAPACITY);
        finish(server);
        Patience.join(sender);
        Patience.until("it is handled", () -> lab.seen().contains("at last"));
        assertThat(lab.seen()).containsExactly(0, 1, 2, 3, "at last");
    }

    @ParameterizedTest
    @MethodSource("blocking")
    void aCallWaitsForRoomAndThenForItsReply(MailboxSpec mailbox) {
        Pid server = startFull(mailbox);
        CompletableFuture<Integer> answer = new CompletableFuture<>();
        Thread caller = thread(() -> answer.complete(Lab.run(server, l -> l.seen().size())));
        Patience.untilWaiting(caller);
        end.countDown();
        assertThat(answer.orTimeout(20, TimeUnit.SECONDS).join()).isEqualTo(CAPACITY);
    }

    /// The node has one runner. The watchdog would take a handler's seat that just blocks, too, but
    /// reports it then.
    @ParameterizedTest
    @MethodSource("blocking")
    void aHandlerThatWaitsGivesItsRunnerUp(MailboxSpec mailbox) {
        AtomicReference<Pid> held = new AtomicReference<>();
        node =
                nodes.start(options ->
                        options.withRunners(1)
                                .withLongHandler(Duration.ofMillis(1))
                                .withListener(
                                        new NodeListener() {
                                            @Override
                                            public void longHandler(
                                                    Pid pid,
                                                    Duration soFar,
                                                    StackTraceElement[] stack) {
                                                held.set(pid);
                                            }
                                        }));
        Pid server = node.spawn(self -> receiveAtEnd(self), mailbox);
        Pid sender = node.start(new Lab()).pid();
        Pid other = node.start(new Lab(), StartOptions.defaults().withCallerRuns(false)).pid();
        CountDownLatch sent = new CountDownLatch(1);
        Lab.later(
                sender,
                l -> {
                    for (int i = 0; i < CAPACITY + 1; i++) {
                        server.send(i);
                    }
                    sent.countDown();
                });
        Patience.until("the mailbox is full", () -> queued(server) == CAPACITY);
        for (int i = 0; i < 100; i++) {
            assertThat(Lab.<Boolean>run(other, l -> true)).isTrue();
        }
        assertThat(sent.getCount()).isEqualTo(1);
        end.countDown();
        Patience.await(sent);
        assertThat(held.get()).isNotEqualTo(sender);
        Patience.until("all is received", () -> !server.isAlive());
    }

    private void receiveAtEnd(Self self) {
        Patience.await(end);
        for (int i = 0; i < CAPACITY + 1; i++) {
            assertThat(self.receive()).isEqualTo(i);
        }
    }

    @ParameterizedTest
    @MethodSource("blocking")
    void theReceiversDeathReleasesWhoWaits(MailboxSpec mailbox) {
        nodes.allowDeadLetters();
        Pid server = startFull(mailbox);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread sender = thread(() -> server.send("too late"));
        Thread caller =
                thread(() -> {
                    try {
                        Lab.run(server, l -> true);
                    } catch (CallFailed failed) {
                        failure.set(failed);
                    }
                });
        Patience.untilWaiting(sender);
        Patience.untilWaiting(caller);
        server.exit(KILL);
        Patience.join(sender);
        Patience.join(caller);
        assertThat(failure.get()).isInstanceOf(CallFailed.class);
        assertThat(nodes.deadLetters()).containsExactlyInAnyOrder(0, 1, 2, 3, "too late");
        end.countDown();
    }

    @ParameterizedTest
    @MethodSource("blocking")
    void aSenderThatIsKilledWaitsNoLonger(MailboxSpec mailbox) {
        Pid server = startFull(mailbox);
        AtomicReference<Thread> thread = new AtomicReference<>();
        Pid sender =
                node.spawn(self -> {
                    thread.set(Thread.currentThread());
                    server.send("never");
                });
        Patience.until("it runs", () -> thread.get() != null);
        Patience.untilWaiting(thread.get());
        sender.exit(KILL);
        Patience.join(thread.get());
        finish(server);
        assertThat(lab.seen()).containsExactly(0, 1, 2, 3);
    }

    @ParameterizedTest
    @MethodSource("blocking")
    void aProcessDoesNotWaitForItself(MailboxSpec mailbox) {
        Pid server = start(mailbox);
        boolean refused =
                Lab.run(
                        server,
                        l -> {
                            for (int i = 0; i < CAPACITY; i++) {
                                server.send(i);
                            }
                            assertThatExceptionOfType(MailboxFull.class)
                                    .isThrownBy(() -> server.send("too much"));
                            return true;
                        });
        assertThat(refused).isTrue();
        Patience.until("all are handled", () -> lab.seen().size() == CAPACITY);
    }

    /// The inner server's handler runs on the outer one's thread: no timeout could end that.
    @ParameterizedTest
    @MethodSource("blocking")
    void aHandlerDoesNotWaitForAnotherBelowItOnItsStack(MailboxSpec mailbox) {
        Pid outer = start(mailbox);
        Pid inner = node.start(new Lab()).pid();
        boolean refused =
                Lab.run(
                        outer,
                        l -> {
                            for (int i = 0; i < CAPACITY; i++) {
                                outer.send(i);
                            }
                            return Lab.<Boolean>run(
                                    inner,
                                    m -> {
                                        assertThatExceptionOfType(MailboxFull.class)
                                                .isThrownBy(() -> outer.send("too much"));
                                        return true;
                                    });
                        });
        assertThat(refused).isTrue();
        Patience.until("all are handled", () -> lab.seen().size() == CAPACITY);
    }

    @Test
    void theWaitForRoomMayHaveALimit() {
        Pid server = startFull(MailboxSpec.bounded(CAPACITY, BLOCK).withTimeout(SHORT));
        long begun = System.nanoTime();
        assertThatExceptionOfType(MailboxFull.class).isThrownBy(() -> server.send("too much"));
        assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(SHORT.toNanos());
        assertThatExceptionOfType(CallFailed.Rejected.class)
                .isThrownBy(() -> Lab.run(server, l -> true));
        finish(server);
    }

    @ParameterizedTest
    @MethodSource("blocking")
    void aCallWaitsForRoomWithinItsOwnTimeout(MailboxSpec mailbox) {
        Pid server = startFull(mailbox);
        assertThatExceptionOfType(CallFailed.TimedOut.class)
                .isThrownBy(() -> server.call(new Lab.Run<>(l -> true), SHORT));
        finish(server);
        assertThat(node.expiredCalls()).isZero();
    }

    @ParameterizedTest
    @MethodSource("blocking")
    void anAskNeverWaits(MailboxSpec mailbox) {
        Pid server = startFull(mailbox);
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> server.ask(new Lab.Run<>(l -> true)).join())
                .withCauseInstanceOf(CallFailed.Rejected.class);
        finish(server);
    }

    @ParameterizedTest
    @MethodSource("blocking")
    void anInterruptEndsTheWaitOfAThreadThatIsNoProcess(MailboxSpec mailbox) {
        Pid server = startFull(mailbox);
        AtomicReference<Boolean> refused = new AtomicReference<>();
        Thread sender =
                thread(() -> {
                    try {
                        server.send("never");
                    } catch (MailboxFull full) {
                        refused.set(Thread.currentThread().isInterrupted());
                    }
                });
        AtomicReference<Boolean> callRefused = new AtomicReference<>();
        Thread caller =
                thread(() -> {
                    try {
                        Lab.run(server, l -> true);
                    } catch (CallFailed.Interrupted interrupted) {
                        callRefused.set(Thread.currentThread().isInterrupted());
                    }
                });
        Patience.untilWaiting(sender);
        Patience.untilWaiting(caller);
        sender.interrupt();
        caller.interrupt();
        Patience.join(sender);
        Patience.join(caller);
        assertThat(refused.get()).isTrue();
        assertThat(callRefused.get()).isTrue();
        finish(server);
        assertThat(lab.seen()).containsExactly(0, 1, 2, 3);
    }

    @Test
    void whatASelectiveReceiveSkipsTakesNoRoom() {
        Pid receiver =
                node.spawn(
                        self -> {
                            assertThat(self.receive(String.class, LONG)).contains("wanted");
                            for (int i = 0; i < 3 * CAPACITY; i++) {
                                assertThat(self.receive()).isEqualTo(i);
                            }
                        },
                        MailboxSpec.bounded(CAPACITY, BLOCK));
        MonitorRef ref = node.self().monitor(receiver);
        for (int i = 0; i < 3 * CAPACITY; i++) {
            receiver.send(i);
        }
        receiver.send("wanted");
        assertThat(node.self().receive(Down.class, LONG))
                .contains(new Down(ref, receiver, ExitReason.normal()));
    }

    // --- specifications ---

    @Test
    void aSpecificationThatMakesNoSenseIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MailboxSpec.bounded(0, REJECT))
                .withMessage("capacity must be >= 1: capacity=0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MailboxSpec.ring(3, REJECT))
                .withMessage("capacity must be a power of two >= 2: capacity=3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MailboxSpec.chunked(1))
                .withMessage("chunk must be a power of two >= 2: chunk=1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MailboxSpec.ring(4, DROP_OLDEST))
                .withMessage("overflow of a ring must not be DROP_OLDEST: overflow=DROP_OLDEST");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MailboxSpec.bounded(4, REJECT).withTimeout(SHORT))
                .withMessageStartingWith("timeout must be left out unless senders wait");
    }
}
