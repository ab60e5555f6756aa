package io.trunkline.engine;

import static io.trunkline.engine.ExitReasons.KILL;
import static io.trunkline.engine.ExitReasons.NORMAL;
import static io.trunkline.engine.ExitReasons.NO_PROC;
import static io.trunkline.engine.ExitReasons.SHUTDOWN;
import static io.trunkline.engine.StartOptions.named;
import static io.trunkline.engine.fixture.Patience.LONG;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import static java.time.Duration.ZERO;

import io.trunkline.engine.fixture.Lab;
import io.trunkline.engine.fixture.Nodes;
import io.trunkline.engine.fixture.Patience;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

@Timeout(60)
class SelfTest {
    @RegisterExtension final Nodes nodes = new Nodes();

    private static final Consumer<Self> WAITS = Self::receive;

    private Node node;
    private Self self;

    @BeforeEach
    void startNode() {
        node = nodes.start();
        self = node.self();
    }

    private static <T> T await(CompletableFuture<T> future) {
        return future.orTimeout(20, TimeUnit.SECONDS).join();
    }

    /// What `code` gives in a threaded process of its own.
    private <T> T inProcess(Function<Self, T> code) {
        CompletableFuture<T> result = new CompletableFuture<>();
        node.spawn(me -> {
            try {
                result.complete(code.apply(me));
            } catch (Throwable t) {
                result.completeExceptionally(t);
                throw t;
            }
        });
        return await(result);
    }

    private void sendAll(Object... messages) {
        for (Object message : messages) {
            self.pid().send(message);
        }
    }

    // --- receive ---

    @Test
    void receivesInTheOrderOfSending() {
        sendAll("one", 2, "three");
        assertThat(self.receive()).isEqualTo("one");
        assertThat(self.receive()).isEqualTo(2);
        assertThat(self.receive(LONG)).contains("three");
    }

    @Test
    void receiveWaitsForAMessage() {
        Pid observer = self.pid();
        Pid pid = node.spawn(me -> observer.send(me.receive()));
        Patience.until(
                "the process waits",
                () -> node.info(pid).orElseThrow().status() == ProcessInfo.Status.WAITING);
        pid.send("hello");
        assertThat(self.receive(LONG)).contains("hello");
    }

    @Test
    void receiveTimesOutButNotEarly() {
        Duration timeout = Duration.ofMillis(30);
        long before = System.nanoTime();
        assertThat(self.receive(timeout)).isEmpty();
        assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(timeout.toNanos());
    }

    @Test
    void selectiveReceiveTakesTheOldestThatMatchesAndLeavesTheRestInOrder() {
        sendAll(1, "a", 2, "b", 3);
        assertThat(self.receive(String.class, ZERO)).contains("a");
        assertThat(self.receive(String.class, ZERO)).contains("b");
        assertThat(self.receive(String.class, ZERO)).isEmpty();
        assertThat(self.receive(ZERO)).contains(1);
        assertThat(self.receive(ZERO)).contains(2);
        assertThat(self.receive(ZERO)).contains(3);
        assertThat(self.receive(ZERO)).isEmpty();
    }

    @Test
    void theFirstMessageThatMatchesAnyCaseWins() {
        sendAll("second case", 1);
        Optional<String> got =
                self.receive(
                        message ->
                                switch (message) {
                                    case Integer i -> Receive.take("int " + i);
                                    case String s -> Receive.take(s);
                                    default -> Receive.skip();
                                },
                        ZERO);
        assertThat(got).contains("second case");
        assertThat(self.receive(ZERO)).contains(1);
    }

    @Test
    void everyReceiveLooksAtSkippedMessagesAgain() {
        sendAll(1, 2);
        assertThat(self.receive(String.class, ZERO)).isEmpty();
        sendAll("word");
        assertThat(self.receive(String.class, ZERO)).contains("word");
        assertThat(self.receive(Integer.class, ZERO)).contains(1);
        assertThat(self.receive(Integer.class, ZERO)).contains(2);
    }

    @Test
    void aTimeoutOfZeroLooksAtTheWholeMailbox() {
        for (int i = 0; i < 1_000; i++) {
            self.pid().send(i);
        }
        assertThat(self.receive(m -> m.equals(999) ? Receive.take(m) : Receive.skip(), ZERO))
                .contains(999);
        for (int i = 0; i < 999; i++) {
            assertThat(self.receive(ZERO)).contains(i);
        }
        assertThat(self.receive(ZERO)).isEmpty();
    }

    @Test
    void messagesThatDoNotMatchDoNotProlongTheTimeout() {
        // if each of the messages started the timeout anew, the receive would not end before them
        CountDownLatch over = new CountDownLatch(1);
        Pid waiting = self.pid();
        Thread sender =
                Thread.ofPlatform()
                        .start(() -> {
                            while (over.getCount() > 0) {
                                waiting.send("no match");
                                Thread.onSpinWait();
                            }
                        });
        assertThat(self.receive(Integer.class, Duration.ofMillis(20))).isEmpty();
        over.countDown();
        Patience.join(sender);
        nodes.allowDeadLetters();
    }

    @Test
    void aSelectiveReceiveWaitsForItsMessage() {
        Pid observer = self.pid();
        Pid pid =
                node.spawn(me -> {
                    observer.send(me.receive(String.class, LONG).orElseThrow());
                    observer.send(me.receive());
                });
        pid.send(1);
        pid.send("word");
        assertThat(self.receive(LONG)).contains("word");
        assertThat(self.receive(LONG)).contains(1);
    }

    @Test
    void aChoiceThatThrowsLeavesTheMailboxAsItWas() {
        sendAll("one", "two");
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        self.receive(
                                message -> {
                                    throw new IllegalStateException("choice");
                                },
                                ZERO));
        assertThat(self.receive(ZERO)).contains("one");
        assertThat(self.receive(ZERO)).contains("two");
    }

    @Test
    void aChoiceThatReceivesItselfTakesWhatItTook() {
        sendAll("one", "two", "three");
        List<Object> got = new ArrayList<>();
        try {
            self.receive(
                            message -> {
                                if (message.equals("two")) {
                                    got.add(self.receive(ZERO).orElseThrow());
                                    return Receive.take("two");
                                }
                                return Receive.skip();
                            },
                            ZERO)
                    .ifPresent(got::add);
        } catch (IllegalStateException refused) {
            // to refuse it is as good
        }
        self.receive(ZERO).ifPresent(got::add);
        self.receive(ZERO).ifPresent(got::add);
        self.receive(ZERO).ifPresent(got::add);
        assertThat(got).containsExactlyInAnyOrder("one", "two", "three");
    }

    @Test
    void aNegativeTimeoutIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> self.receive(Duration.ofNanos(-1)))
                .withMessage("timeout must be >= 0: timeout=PT-0.000000001S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> self.sendAfter(Duration.ofNanos(-1), 1));
        assertThatIllegalArgumentException().isThrownBy(() -> self.sleep(Duration.ofNanos(-1)));
    }

    @Test
    void anInterruptDoesNotEndAReceiveAndIsKept() {
        CompletableFuture<Boolean> kept = new CompletableFuture<>();
        CompletableFuture<Pid> pid = new CompletableFuture<>();
        Thread thread =
                Thread.ofPlatform()
                        .start(() -> {
                            Self me = node.self();
                            pid.complete(me.pid());
                            me.receive();
                            kept.complete(Thread.interrupted());
                        });
        Pid waiting = await(pid);
        Patience.untilWaiting(thread);
        thread.interrupt();
        waiting.send("message");
        assertThat(await(kept)).isTrue();
        Patience.join(thread);
    }

    @Test
    void aReceiveOfAnyLengthIsAllowed() {
        sendAll("message");
        assertThat(self.receive(Duration.ofSeconds(Long.MAX_VALUE))).contains("message");
    }

    // --- misuse ---

    @Test
    void aStrangerMayNotUseSelf() {
        CompletableFuture<Self> leaked = new CompletableFuture<>();
        Pid pid =
                node.spawn(me -> {
                    leaked.complete(me);
                    me.receive();
                });
        Self stolen = await(leaked);
        assertThat(stolen.pid()).isEqualTo(pid);
        List<Runnable> uses =
                List.of(
                        stolen::receive,
                        () -> stolen.receive(ZERO),
                        () -> stolen.link(self.pid()),
                        () -> stolen.unlink(self.pid()),
                        () -> stolen.trapExit(true),
                        () -> stolen.monitor(self.pid()),
                        () -> stolen.sendAfter(ZERO, "x"),
                        () -> stolen.spawnLink(WAITS),
                        () -> stolen.alias(Alias.Mode.REPLY),
                        () -> stolen.sleep(ZERO),
                        () -> stolen.exit(SHUTDOWN));
        assertThat(uses)
                .allSatisfy(use ->
                        assertThatIllegalStateException()
                                .isThrownBy(use::run)
                                .withMessageContaining("used by its own process"));
        assertThat(pid.isAlive()).isTrue();
    }

    @Test
    void anImplicitSelfIsForItsThreadAndNotForProcessesThatItRuns() {
        Pid lab = node.start(new Lab()).pid();
        // the caller runs it, so it is the same thread
        assertThat(
                        Lab.<String>run(
                                lab,
                                l -> {
                                    try {
                                        self.receive(ZERO);
                                        return "allowed";
                                    } catch (IllegalStateException e) {
                                        return "refused";
                                    }
                                }))
                .isEqualTo("refused");
        Patience.join(
                Thread.ofPlatform()
                        .start(() ->
                                assertThatIllegalStateException()
                                        .isThrownBy(() -> self.receive(ZERO))));
    }

    @Test
    void aScheduledProcessMayNotReceive() {
        Pid lab = node.start(new Lab()).pid();
        assertThat(
                        Lab.<String>run(
                                lab,
                                l -> {
                                    try {
                                        l.me().receive(ZERO);
                                        return "allowed";
                                    } catch (IllegalStateException e) {
                                        return e.getMessage();
                                    }
                                }))
                .startsWith("receive must be called by a threaded process");
    }

    @Test
    void aMonitorOrAliasOfAnotherProcessIsRefused() {
        Pid pid = node.spawn(WAITS);
        MonitorRef ref = self.monitor(pid);
        Alias alias = self.alias(Alias.Mode.REPLY);
        Pid lab = node.start(new Lab()).pid();
        assertThat(
                        Lab.<Integer>run(
                                lab,
                                l -> {
                                    int refused = 0;
                                    try {
                                        l.me().demonitor(ref);
                                    } catch (IllegalArgumentException e) {
                                        refused++;
                                    }
                                    try {
                                        l.me().unalias(alias);
                                    } catch (IllegalArgumentException e) {
                                        refused++;
                                    }
                                    return refused;
                                }))
                .isEqualTo(2);
    }

    // --- who it is ---

    @Test
    void selfKnowsItsPidNodeAndParent() {
        assertThat(this.<Node>inProcess(Self::node)).isEqualTo(node);
        assertThat(this.<Boolean>inProcess(me -> me.parent().isAlive())).isFalse();
        Pid lab = node.start(new Lab()).pid();
        Pid child = Lab.run(lab, l -> l.me().startLink(new Lab()).pid());
        assertThat(Lab.<Pid>run(child, l -> l.me().parent())).isEqualTo(lab);
        assertThat(Lab.<Pid>run(child, l -> l.me().pid())).isEqualTo(child);
        assertThat(Lab.<Pid>run(child, l -> l.me().node().self().pid())).isEqualTo(child);
    }

    // --- timers ---

    @Test
    void sendAfterSendsAndNotEarly() {
        Duration delay = Duration.ofMillis(20);
        long before = System.nanoTime();
        self.sendAfter(delay, "tick");
        assertThat(self.receive(LONG)).contains("tick");
        assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(delay.toNanos());
    }

    @Test
    void timersFireInTheOrderOfTheirDeadlines() {
        SimulatedNode simulated = nodes.simulated(1);
        Self me = simulated.self();
        me.sendAfter(Duration.ofMillis(3), 3);
        me.sendAfter(Duration.ofMillis(1), 1);
        me.sendAfter(Duration.ofNanos(1_000_001), 2);
        me.sendAfter(ZERO, 0);
        simulated.advance(Duration.ofMillis(3));
        for (int i = 0; i <= 3; i++) {
            assertThat(me.receive(ZERO)).contains(i);
        }
    }

    @Test
    void aTimerFiresExactlyAtItsTimeAndNotBefore() {
        SimulatedNode simulated = nodes.simulated(1);
        Self me = simulated.self();
        TimerRef timer = me.sendAfter(Duration.ofSeconds(10), "tick");
        simulated.advance(Duration.ofSeconds(10).minusNanos(1));
        assertThat(me.receive(ZERO)).isEmpty();
        assertThat(timer.remaining()).contains(Duration.ofNanos(1));
        simulated.advance(Duration.ofNanos(1));
        assertThat(me.receive(ZERO)).contains("tick");
        assertThat(timer.remaining()).isEmpty();
        assertThat(timer.cancel()).isEmpty();
    }

    @Test
    void aCancelledTimerSaysHowLongItHadToGoAndNeverFires() {
        SimulatedNode simulated = nodes.simulated(1);
        Self me = simulated.self();
        TimerRef timer = me.sendAfter(Duration.ofSeconds(10), "tick");
        simulated.advance(Duration.ofSeconds(4));
        assertThat(timer.cancel()).contains(Duration.ofSeconds(6));
        assertThat(timer.cancel()).isEmpty();
        assertThat(timer.remaining()).isEmpty();
        simulated.advance(Duration.ofSeconds(10));
        assertThat(me.receive(ZERO)).isEmpty();
    }

    @Test
    void aTimerToANameGoesToWhoHasItThen() {
        SimulatedNode simulated = nodes.simulated(1);
        Self me = simulated.self();
        Lab early = new Lab();
        Lab late = new Lab();
        Pid first = simulated.start(early, named("name")).pid();
        me.sendAfter(Duration.ofSeconds(1), "name", "tick");
        me.sendAfter(Duration.ofSeconds(1), "nobody", "lost");
        first.exit(KILL);
        simulated.start(late, named("name"));
        simulated.advance(Duration.ofSeconds(1));
        assertThat(late.seen()).containsExactly("tick");
        assertThat(early.seen()).isEmpty();
    }

    @Test
    void aTimerDiesWithItsDestination() {
        SimulatedNode simulated = nodes.simulated(1);
        Pid lab = simulated.start(new Lab()).pid();
        TimerRef timer = simulated.self().sendAfter(Duration.ofSeconds(1), lab, "lost");
        lab.exit(KILL);
        assertThat(timer.remaining()).isEmpty();
        assertThat(timer.cancel()).isEmpty();
        simulated.advance(Duration.ofSeconds(2));
        assertThat(simulated.deadLetters()).isZero();
        TimerRef late = simulated.self().sendAfter(Duration.ofSeconds(1), lab, "lost");
        assertThat(late.remaining()).isEmpty();
        simulated.advance(Duration.ofSeconds(2));
        assertThat(simulated.deadLetters()).isZero();
    }

    @Test
    void aTimerOutlivesItsMaker() {
        SimulatedNode simulated = nodes.simulated(1);
        Self me = simulated.self();
        Pid lab = simulated.start(new Lab()).pid();
        Lab.run(lab, l -> l.me().sendAfter(Duration.ofSeconds(1), me.pid(), "tick"));
        lab.exit(KILL);
        simulated.advance(Duration.ofSeconds(1));
        assertThat(me.receive(ZERO)).contains("tick");
    }

    @Test
    void aTimerSoFarOffThatItNeverFiresCanBeCancelled() {
        TimerRef timer = self.sendAfter(Duration.ofSeconds(Long.MAX_VALUE), "never");
        assertThat(timer.remaining()).isPresent();
        assertThat(timer.cancel()).isPresent();
    }

    @Test
    void sleepWaitsAtLeastThatLong() {
        Duration duration = Duration.ofMillis(20);
        long before = System.nanoTime();
        self.sleep(duration);
        assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(duration.toNanos());
        Pid lab = node.start(new Lab()).pid();
        assertThat(
                        Lab.<Boolean>run(
                                lab,
                                l -> {
                                    long start = System.nanoTime();
                                    l.me().sleep(duration);
                                    return System.nanoTime() - start >= duration.toNanos();
                                }))
                .isTrue();
    }

    @Test
    void aKillEndsASleep() {
        CompletableFuture<ExitReason> woken = new CompletableFuture<>();
        CountDownLatch begun = new CountDownLatch(1);
        Pid pid =
                node.spawn(me -> {
                    begun.countDown();
                    try {
                        me.sleep(Duration.ofDays(1));
                    } catch (ProcessExit exit) {
                        woken.complete(exit.reason());
                    }
                });
        Patience.await(begun);
        pid.exit(SHUTDOWN);
        assertThat(await(woken)).isEqualTo(SHUTDOWN);
    }

    @Test
    void anInterruptDoesNotShortenASleep() {
        Duration duration = Duration.ofMillis(20);
        Thread.currentThread().interrupt();
        long before = System.nanoTime();
        self.sleep(duration);
        assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(duration.toNanos());
        assertThat(Thread.interrupted()).isTrue();
    }

    // --- flushes ---

    @Test
    void unlinkFlushRemovesTheExitMessage() {
        Pid pid = node.spawn(WAITS);
        self.link(pid);
        sendAll("before");
        pid.exit(SHUTDOWN);
        sendAll("after");
        self.unlinkFlush(pid);
        assertThat(self.receive(ZERO)).contains("before");
        assertThat(self.receive(ZERO)).contains("after");
        assertThat(self.receive(ZERO)).isEmpty();
    }

    @Test
    void unlinkLeavesTheExitMessage() {
        Pid pid = node.spawn(WAITS);
        self.link(pid);
        pid.exit(SHUTDOWN);
        self.unlink(pid);
        assertThat(self.receive(ZERO)).contains(new Exit(pid, SHUTDOWN));
    }

    @Test
    void demonitorEndsAMonitor() {
        Pid pid = node.spawn(WAITS);
        MonitorRef ref = self.monitor(pid);
        assertThat(self.demonitor(ref)).isTrue();
        assertThat(self.demonitor(ref)).isFalse();
        pid.exit(KILL);
        assertThat(self.receive(ZERO)).isEmpty();
        assertThat(node.info(self.pid()).orElseThrow().monitors()).isEmpty();
    }

    @Test
    void demonitorFlushesItsOwnDownOnly() {
        Pid pid = node.spawn(WAITS);
        MonitorRef one = self.monitor(pid);
        MonitorRef two = self.monitor(pid);
        pid.exit(SHUTDOWN);
        assertThat(self.demonitor(one)).isFalse();
        assertThat(self.receive(ZERO)).contains(new Down(two, pid, SHUTDOWN));
        assertThat(self.receive(ZERO)).isEmpty();
    }

    @Test
    void demonitorCanKeepTheDown() {
        Pid pid = node.spawn(WAITS);
        MonitorRef ref = self.monitor(pid);
        pid.exit(SHUTDOWN);
        assertThat(self.demonitor(ref, Self.Demonitor.KEEP)).isFalse();
        assertThat(self.receive(ZERO)).contains(new Down(ref, pid, SHUTDOWN));
    }

    @Test
    void aScheduledProcessCanFlushToo() {
        Pid pid = node.spawn(WAITS);
        Lab lab = new Lab();
        Pid server = node.start(lab).pid();
        Lab.run(
                server,
                l -> {
                    MonitorRef ref = l.me().monitor(pid);
                    l.me().pid().send("before");
                    pid.exit(SHUTDOWN);
                    l.me().pid().send("after");
                    return l.me().demonitor(ref);
                });
        Lab.run(server, l -> 1);
        assertThat(lab.seen()).containsExactly("before", "after");
    }

    // --- aliases ---

    @Test
    void anAliasIsAnAddressUntilItIsTakenBack() {
        Alias alias = self.alias(Alias.Mode.EXPLICIT_UNALIAS);
        alias.send("one");
        alias.send("two");
        assertThat(self.unalias(alias)).isTrue();
        assertThat(self.unalias(alias)).isFalse();
        alias.send("three");
        assertThat(self.receive(ZERO)).contains("one");
        assertThat(self.receive(ZERO)).contains("two");
        assertThat(self.receive(ZERO)).isEmpty();
        assertThat(node.deadLetters()).isZero();
    }

    @Test
    void aReplyAliasTakesOneMessage() {
        Alias alias = self.alias(Alias.Mode.REPLY);
        alias.send("one");
        alias.send("two");
        assertThat(self.receive(ZERO)).contains("one");
        assertThat(self.receive(ZERO)).isEmpty();
        assertThat(self.unalias(alias)).isFalse();
    }

    @Test
    void anAliasEndsWithItsProcess() {
        CompletableFuture<Alias> made = new CompletableFuture<>();
        Pid pid =
                node.spawn(me -> {
                    made.complete(me.alias(Alias.Mode.EXPLICIT_UNALIAS));
                    me.receive();
                });
        Alias alias = await(made);
        pid.exit(KILL);
        alias.send("dropped");
        assertThat(node.deadLetters()).isZero();
    }

    @Test
    void onlyAMonitorIsAnAliasInModeDemonitor() {
        assertThatIllegalArgumentException().isThrownBy(() -> self.alias(Alias.Mode.DEMONITOR));
    }

    @Test
    void aMonitorWithoutAModeIsNoAlias() {
        MonitorRef ref = self.monitor(node.spawn(WAITS));
        ref.send("dropped");
        assertThat(self.receive(ZERO)).isEmpty();
    }

    @Test
    void aDemonitorAliasEndsWithTheMonitor() {
        Pid pid = node.spawn(WAITS);
        MonitorRef one = self.monitor(pid, Alias.Mode.DEMONITOR);
        MonitorRef two = self.monitor(pid, Alias.Mode.DEMONITOR);
        one.send("active");
        assertThat(self.receive(ZERO)).contains("active");
        self.demonitor(one);
        one.send("dropped");
        pid.exit(SHUTDOWN);
        assertThat(self.receive(ZERO)).contains(new Down(two, pid, SHUTDOWN));
        two.send("dropped");
        assertThat(self.receive(ZERO)).isEmpty();
    }

    @Test
    void theFirstReplyEndsAReplyAliasAndItsMonitor() {
        Pid pid = node.spawn(WAITS);
        MonitorRef ref = self.monitor(pid, Alias.Mode.REPLY);
        ref.send("reply");
        ref.send("dropped");
        assertThat(node.info(pid).orElseThrow().monitoredBy()).isEmpty();
        pid.exit(SHUTDOWN);
        assertThat(self.receive(ZERO)).contains("reply");
        assertThat(self.receive(ZERO)).isEmpty();
    }

    @Test
    void anExplicitAliasSurvivesTheDown() {
        Pid pid = node.spawn(WAITS);
        MonitorRef ref = self.monitor(pid, Alias.Mode.EXPLICIT_UNALIAS);
        pid.exit(SHUTDOWN);
        assertThat(self.receive(ZERO)).contains(new Down(ref, pid, SHUTDOWN));
        ref.send("still active");
        assertThat(self.receive(ZERO)).contains("still active");
        assertThat(self.unalias(ref)).isTrue();
        ref.send("dropped");
        assertThat(self.receive(ZERO)).isEmpty();
    }

    @Test
    void unaliasLeavesTheMonitor() {
        Pid pid = node.spawn(WAITS);
        MonitorRef ref = self.monitor(pid, Alias.Mode.EXPLICIT_UNALIAS);
        assertThat(self.unalias(ref)).isTrue();
        pid.exit(SHUTDOWN);
        assertThat(self.receive(ZERO)).contains(new Down(ref, pid, SHUTDOWN));
    }

    @Test
    void aMonitorWithAliasOfADeadProcessSaysNoProc() {
        Pid dead = node.spawn(WAITS);
        dead.exit(KILL);
        MonitorRef ref = self.monitor(dead, Alias.Mode.DEMONITOR);
        assertThat(self.receive(ZERO)).contains(new Down(ref, dead, NO_PROC));
        ref.send("dropped");
        assertThat(self.receive(ZERO)).isEmpty();
    }

    // --- starts ---

    @Test
    void startMonitorTellsOfTheEnd() {
        MonitorRef ref = self.startMonitor(new Lab(), StartOptions.defaults());
        ref.target().stop();
        assertThat(self.receive(LONG)).contains(new Down(ref, ref.target(), NORMAL));
    }

    @Test
    void startMonitorOfATakenNameMonitorsItsHolder() {
        Pid holder = node.start(new Lab(), named("name")).pid();
        MonitorRef ref = self.startMonitor(new Lab(), named("name"));
        assertThat(ref.target()).isEqualTo(holder);
    }

    @Test
    void afterItsEndEveryMethodOfSelfThrowsProcessExit() {
        Node other = nodes.start();
        Self ended = other.self();
        other.close();
        AtomicInteger thrown = new AtomicInteger();
        for (Runnable use :
                List.<Runnable>of(
                        () -> ended.receive(ZERO),
                        () -> ended.monitor(self.pid()),
                        () -> ended.trapExit(true),
                        () -> ended.sendAfter(ZERO, "x"),
                        () -> ended.spawnLink(WAITS))) {
            assertThatExceptionOfType(ProcessExit.class).isThrownBy(use::run);
            thrown.incrementAndGet();
        }
        assertThat(thrown).hasValue(5);
    }
}
