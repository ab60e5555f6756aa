package io.trunkline.engine;

import static io.trunkline.engine.ExitReasons.KILL;
import static io.trunkline.engine.ExitReasons.KILLED;
import static io.trunkline.engine.ExitReasons.NORMAL;
import static io.trunkline.engine.ExitReasons.NO_PROC;
import static io.trunkline.engine.ExitReasons.SHUTDOWN;
import static io.trunkline.engine.StartOptions.named;
import static io.trunkline.engine.fixture.Patience.LONG;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

@Timeout(60)
class SignalsTest {
    @RegisterExtension final Nodes nodes = new Nodes();

    private static final Consumer<Self> WAITS = Self::receive;
    private static final ExitReason BOOM = ExitReason.other("boom");

    private Node node;
    private Self self;

    @BeforeEach
    void startNode() {
        // processes that trap and go on are killed after it
        node = nodes.start(o -> o.withShutdownTimeout(Duration.ofMillis(200)));
        self = node.self();
    }

    /// A process that passes on to the test what it receives.
    private Pid relay(boolean traps) {
        Pid observer = self.pid();
        Pid pid =
                node.spawn(me -> {
                    me.trapExit(traps);
                    observer.send("ready");
                    while (true) {
                        observer.send(me.receive());
                    }
                });
        expect("ready");
        return pid;
    }

    private void expect(Object message) {
        assertThat(self.receive(LONG)).contains(message);
    }

    private ExitReason endOf(Pid pid) {
        MonitorRef ref = self.monitor(pid);
        return self.receive(
                        message ->
                                message instanceof Down(MonitorRef r, var _, ExitReason reason)
                                                && r == ref
                                        ? Receive.take(reason)
                                        : Receive.skip(),
                        LONG)
                .orElseThrow();
    }

    // --- exit ---

    @Test
    void anExitSignalEndsAProcessThatDoesNotTrap() {
        Pid pid = relay(false);
        pid.exit(BOOM);
        assertThat(pid.isAlive()).isFalse();
        assertThat(endOf(pid)).isEqualTo(NO_PROC);
    }

    @Test
    void anExitSignalIsAMessageToAProcessThatTraps() {
        Pid pid = relay(true);
        pid.exit(BOOM);
        expect(new Exit(self.pid(), BOOM));
        pid.exit(NORMAL);
        expect(new Exit(self.pid(), NORMAL));
        pid.exit(KILLED);
        expect(new Exit(self.pid(), KILLED));
        assertThat(pid.isAlive()).isTrue();
    }

    @Test
    void exitWithNormalIsIgnoredByOthers() {
        nodes.allowDeadLetters();
        Pid pid = relay(false);
        pid.exit(NORMAL);
        pid.send("still there");
        expect("still there");
    }

    @Test
    void exitOfADeadProcessDoesNothing() {
        Pid pid = node.spawn(me -> {});
        endOf(pid);
        pid.exit(BOOM);
        pid.exit(KILL);
        assertThat(self.receive(Duration.ZERO)).isEmpty();
    }

    @Test
    void aKillIsNotTrappedAndArrivesAsKilled() {
        Pid pid = relay(true);
        MonitorRef ref = self.monitor(pid);
        self.link(pid);
        pid.exit(KILL);
        List<Object> got =
                List.of(self.receive(LONG), self.receive(LONG)).stream()
                        .<Object>map(o -> o.orElseThrow())
                        .toList();
        assertThat(got)
                .containsExactlyInAnyOrder(new Exit(pid, KILLED), new Down(ref, pid, KILLED));
    }

    @Test
    void aProcessThatExitsWithKillItselfIsTrappable() {
        Pid pid =
                node.spawn(me -> {
                    me.receive();
                    throw me.exit(KILL);
                });
        self.link(pid);
        pid.send("go");
        expect(new Exit(pid, KILL));
    }

    @Test
    void aKillByLinkEndsALinkedProcessWithKill() {
        Pid outer =
                node.spawn(me -> {
                    Pid inner =
                            me.spawnLink(in -> {
                                in.receive();
                                throw in.exit(KILL);
                            });
                    inner.send("go");
                    me.receive();
                });
        MonitorRef ref = self.monitor(outer);
        Down down = self.receive(Down.class, LONG).orElseThrow();
        assertThat(down.ref()).isEqualTo(ref);
        assertThat(down.reason()).isIn(KILL, NO_PROC);
    }

    @Test
    void anExitSignalToItselfEndsAProcessThatDoesNotTrapAlsoNormal() {
        for (ExitReason reason : List.of(NORMAL, BOOM)) {
            AtomicReference<String> after = new AtomicReference<>("not reached");
            Pid pid =
                    node.spawn(me -> {
                        me.receive();
                        me.pid().exit(reason);
                        after.set("reached");
                    });
            self.monitor(pid);
            pid.send("go");
            assertThat(self.receive(Down.class, LONG).orElseThrow().reason()).isEqualTo(reason);
            assertThat(after).hasValue("not reached");
        }
    }

    @Test
    void anExitSignalToItselfIsAMessageToAProcessThatTraps() {
        Pid observer = self.pid();
        Pid pid =
                node.spawn(me -> {
                    me.trapExit(true);
                    me.pid().exit(NORMAL);
                    observer.send(me.receive());
                });
        expect(new Exit(pid, NORMAL));
    }

    @Test
    void aProcessEndsWithTheReasonItExitsWith() {
        CompletableFuture<Boolean> caught = new CompletableFuture<>();
        Pid pid =
                node.spawn(me -> {
                    me.receive();
                    try {
                        throw me.exit(BOOM);
                    } catch (Exception e) {
                        caught.complete(
                                true); // an exit is no Exception, so nobody swallows it by chance
                    }
                });
        self.monitor(pid);
        pid.send("go");
        assertThat(self.receive(Down.class, LONG).orElseThrow().reason()).isEqualTo(BOOM);
        assertThat(caught).isNotDone();
    }

    @Test
    void trapExitTellsWhatItWasAndIsNotInherited() {
        CompletableFuture<List<Boolean>> seen = new CompletableFuture<>();
        node.spawn(me -> {
            List<Boolean> all = new ArrayList<>();
            all.add(me.trapExit(true));
            all.add(me.trapExit(true));
            Pid observer = me.pid();
            me.spawnLink(child -> observer.send(child.trapExit(false)));
            all.add(me.receive(Boolean.class, LONG).orElseThrow());
            all.add(me.trapExit(false));
            seen.complete(all);
        });
        assertThat(seen.orTimeout(20, TimeUnit.SECONDS).join())
                .containsExactly(false, true, false, true);
    }

    // --- links ---

    @Test
    void theEndOfAProcessEndsThoseLinkedToIt() {
        Pid one = relay(false);
        Pid two =
                node.spawn(me -> {
                    me.link(one);
                    self.pid().send("linked");
                    me.receive();
                });
        expect("linked");
        self.monitor(two);
        one.exit(BOOM);
        assertThat(self.receive(Down.class, LONG).orElseThrow().reason()).isEqualTo(BOOM);
    }

    @Test
    void aNormalEndLeavesLinkedProcessesAloneButTrappersHearOfIt() {
        Pid one = node.spawn(WAITS);
        Pid plain = relay(false);
        Pid lab = node.start(new Lab()).pid();
        Lab.run(lab, l -> link(l, one));
        self.link(one);
        one.send("end");
        expect(new Exit(one, NORMAL));
        assertThat(plain.isAlive()).isTrue();
        assertThat(lab.isAlive()).isTrue();
        assertThat(node.info(lab).orElseThrow().links()).isEmpty();
    }

    private static boolean link(Lab lab, Pid other) {
        lab.me().link(other);
        return true;
    }

    @Test
    void linksAreMutualAndOnceAPair() {
        Pid pid = relay(true);
        self.link(pid);
        self.link(pid);
        assertThat(node.info(pid).orElseThrow().links()).containsExactly(self.pid());
        assertThat(node.info(self.pid()).orElseThrow().links()).containsExactly(pid);
        self.unlink(pid);
        assertThat(node.info(pid).orElseThrow().links()).isEmpty();
        assertThat(node.info(self.pid()).orElseThrow().links()).isEmpty();
        self.link(self.pid());
        assertThat(node.info(self.pid()).orElseThrow().links()).isEmpty();
    }

    @Test
    void anUnlinkedProcessEndsAlone() {
        Pid pid = relay(false);
        self.link(pid);
        self.unlink(pid);
        pid.exit(BOOM);
        assertThat(endOf(pid)).isEqualTo(NO_PROC);
        assertThat(self.receive(Duration.ZERO)).isEmpty();
    }

    @Test
    void aLinkToADeadProcessIsANoProcExit() {
        Pid dead = node.spawn(me -> {});
        endOf(dead);
        self.link(dead);
        expect(new Exit(dead, NO_PROC));
        Pid plain =
                node.spawn(me -> {
                    me.receive();
                    me.link(dead);
                    self.pid().send("not reached");
                });
        self.monitor(plain);
        plain.send("go");
        assertThat(self.receive(LONG).map(m -> ((Down) m).reason())).contains(NO_PROC);
    }

    @Test
    void aChainOfLinksOfAnyLengthEnds() {
        Pid first = node.start(new Lab()).pid();
        Pid last = first;
        for (int i = 0; i < 20_000; i++) {
            Pid next = node.start(new Lab()).pid();
            Pid before = last;
            Lab.run(next, l -> link(l, before));
            last = next;
        }
        self.monitor(last);
        first.exit(BOOM);
        assertThat(self.receive(Down.class, LONG).orElseThrow().reason()).isEqualTo(BOOM);
        assertThat(node.processes()).containsExactly(self.pid());
    }

    // --- order ---

    @Test
    void namesAreFreeBeforeTheEndIsTold() {
        for (int i = 0; i < 200; i++) {
            Pid pid = node.start(new Lab(), named("name")).pid();
            self.monitor(pid);
            Lab.later(
                    pid,
                    l -> {
                        throw l.me().exit(SHUTDOWN);
                    });
            assertThat(self.receive(Down.class, LONG)).isPresent();
            assertThat(node.whereis("name")).isEmpty();
            // fails with AlreadyStarted if the name is not free
            assertThat(node.start(new Lab(), named("name"))).isInstanceOf(Started.Ok.class);
            node.whereis("name").orElseThrow().exit(KILL);
        }
    }

    @Test
    void anExitTakesEffectBeforeTheBacklogIsHandled() {
        nodes.allowDeadLetters();
        AtomicInteger handled = new AtomicInteger();
        CountDownLatch end = new CountDownLatch(1);
        Pid lab = node.start(new Lab()).pid();
        Lab.block(lab, end);
        for (int i = 0; i < 100_000; i++) {
            Lab.later(lab, l -> handled.incrementAndGet());
        }
        MonitorRef ref = self.monitor(lab);
        lab.exit(BOOM);
        end.countDown();
        expect(new Down(ref, lab, BOOM));
        assertThat(handled).hasValue(0);
        assertThat(node.deadLetters()).isEqualTo(100_000);
    }

    @Test
    void aMessageSentBeforeANormalEndIsSeenBeforeTheDown() {
        Pid observer = self.pid();
        for (int i = 0; i < 1_000; i++) {
            int number = i;
            MonitorRef ref = self.spawnMonitor(me -> observer.send(number));
            expect(number);
            expect(new Down(ref, ref.target(), NORMAL));
        }
    }

    @Test
    void messagesOfOneSenderStayInOrder() {
        Pid observer = self.pid();
        int senders = 4;
        int each = 10_000;
        for (int s = 0; s < senders; s++) {
            int sender = s;
            node.spawn(me -> {
                for (int i = 0; i < each; i++) {
                    observer.send(new int[] {sender, i});
                }
            });
        }
        int[] next = new int[senders];
        for (int i = 0; i < senders * each; i++) {
            int[] message = (int[]) self.receive(LONG).orElseThrow();
            assertThat(message[1]).isEqualTo(next[message[0]]++);
        }
    }

    // --- atomic starts ---

    @Test
    void spawnLinkLinksBeforeTheFirstStep() {
        for (int i = 0; i < 1_000; i++) {
            Pid pid =
                    self.spawnLink(me -> {
                        throw me.exit(BOOM);
                    });
            expect(new Exit(pid, BOOM));
        }
    }

    @Test
    void spawnMonitorMonitorsBeforeTheFirstStep() {
        for (int i = 0; i < 1_000; i++) {
            MonitorRef ref =
                    self.spawnMonitor(me -> {
                        throw me.exit(BOOM);
                    });
            expect(new Down(ref, ref.target(), BOOM));
        }
    }

    @Test
    void aStarterKilledMeanwhileLeavesNoNameBehind() {
        Pid starter = node.start(new Lab()).pid();
        CountDownLatch starting = new CountDownLatch(1);
        CountDownLatch killed = new CountDownLatch(1);
        Lab.later(
                starter,
                l ->
                        l.me().startLink(
                                        () -> {
                                            starting.countDown();
                                            Patience.await(killed);
                                            return new Lab().behaviour();
                                        },
                                        named("child")));
        Patience.await(starting);
        starter.exit(KILL);
        killed.countDown();
        CountDownLatch passed = new CountDownLatch(1);
        Lab.later(node.start(new Lab(), named("other")).pid(), l -> passed.countDown());
        Patience.await(passed);
        // whatever became of the child: it is linked to a dead process, so it must be dead too
        Patience.until("the child is gone", () -> node.processes().size() == 2);
        assertThat(node.whereis("child")).isEmpty();
        assertThat(node.start(new Lab(), named("child"))).isInstanceOf(Started.Ok.class);
    }

    // --- crashes ---

    @Test
    void anErrorEndsOnlyItsProcess() {
        Pid lab = node.start(new Lab()).pid();
        Pid other = node.start(new Lab()).pid();
        self.monitor(lab);
        AssertionError error = new AssertionError("wrong");
        Lab.later(
                lab,
                l -> {
                    throw error;
                });
        assertThat(self.receive(Down.class, LONG).orElseThrow().reason())
                .isEqualTo(ExitReason.crashed(error));
        assertThat(Lab.<Integer>run(other, l -> 1)).isEqualTo(1);
    }

    @Test
    void aStackOverflowEndsOnlyItsProcess() {
        Pid lab = node.start(new Lab()).pid();
        Pid other = node.start(new Lab()).pid();
        self.monitor(lab);
        Lab.later(lab, l -> recurse(0));
        ExitReason reason = self.receive(Down.class, LONG).orElseThrow().reason();
        assertThat(reason).isInstanceOf(ExitReason.Crashed.class);
        assertThat(((ExitReason.Crashed) reason).cause()).isInstanceOf(StackOverflowError.class);
        assertThat(Lab.<Integer>run(other, l -> 1)).isEqualTo(1);
    }

    private static int recurse(int depth) {
        return recurse(depth + 1) + 1;
    }

    @Test
    void aThreadedProcessThatThrowsCrashes() {
        Error error = new OutOfMemoryError("pretended");
        MonitorRef ref =
                self.spawnMonitor(me -> {
                    throw error;
                });
        expect(new Down(ref, ref.target(), ExitReason.crashed(error)));
    }

    // --- a busy process is killed ---

    @Test
    void aBusyProcessIsGoneAtOnceWhileItsHandlerGoesOn() {
        CountDownLatch end = new CountDownLatch(1);
        Pid lab = node.start(new Lab(), named("busy")).pid();
        Lab.block(lab, end);
        self.link(lab);
        MonitorRef ref = self.monitor(lab);

        lab.exit(KILL);

        assertThat(lab.isAlive()).isFalse();
        assertThat(node.whereis("busy")).isEmpty();
        expect(new Exit(lab, KILLED));
        expect(new Down(ref, lab, KILLED));
        assertThat(node.start(new Lab(), named("busy"))).isInstanceOf(Started.Ok.class);
        end.countDown();
    }

    @Test
    void theNextLibraryCallOfAKilledHandlerThrowsProcessExit() {
        Node victims = nodes.start();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch killed = new CountDownLatch(1);
        List<Consumer<Lab>> calls =
                List.of(
                        l -> l.me().trapExit(true),
                        l -> self.pid().send("not sent"),
                        l -> self.pid().cast("not sent"),
                        l -> self.pid().exit(BOOM),
                        l -> l.me().monitor(self.pid()),
                        l -> l.me().link(self.pid()),
                        l -> l.me().spawnLink(WAITS),
                        l -> l.me().sendAfter(LONG, "not sent"),
                        l -> l.me().sleep(LONG),
                        l -> l.me().alias(Alias.Mode.REPLY),
                        l -> victims.spawn(WAITS),
                        l -> victims.start(new Lab()),
                        l -> self.pid().call(new Lab.Run<>(x -> 1)),
                        l -> self.pid().ask(new Lab.Run<>(x -> 1)),
                        l -> self.pid().stop());
        CompletableFuture<List<Throwable>> thrown = new CompletableFuture<>();
        Pid lab = victims.start(new Lab()).pid();
        Lab.later(
                lab,
                l -> {
                    begun.countDown();
                    Patience.await(killed);
                    List<Throwable> all = new ArrayList<>();
                    for (Consumer<Lab> call : calls) {
                        try {
                            call.accept(l);
                            all.add(null);
                        } catch (Throwable t) {
                            all.add(t);
                        }
                    }
                    thrown.complete(all);
                });
        Patience.await(begun);
        lab.exit(KILL);
        killed.countDown();
        assertThat(thrown.orTimeout(20, TimeUnit.SECONDS).join())
                .hasSameSizeAs(calls)
                .allSatisfy(t -> assertThat(t).isInstanceOf(ProcessExit.class));
        assertThat(victims.processes()).isEmpty();
        assertThat(self.receive(Duration.ZERO)).isEmpty();
    }

    @Test
    void aKilledHandlerIsInterrupted() {
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        CountDownLatch begun = new CountDownLatch(1);
        Pid lab = node.start(new Lab()).pid();
        Lab.later(
                lab,
                l -> {
                    begun.countDown();
                    try {
                        new CountDownLatch(1).await();
                        interrupted.complete(false);
                    } catch (InterruptedException e) {
                        interrupted.complete(true);
                    }
                });
        Patience.await(begun);
        lab.exit(KILL);
        assertThat(interrupted.orTimeout(20, TimeUnit.SECONDS).join()).isTrue();
    }

    @Test
    void aKilledThreadedProcessIsInterruptedAndItsReceiveEnds() {
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        CountDownLatch begun = new CountDownLatch(1);
        Pid pid =
                node.spawn(me -> {
                    begun.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        try {
                            me.receive();
                        } catch (ProcessExit exit) {
                            interrupted.complete(exit.reason().equals(KILLED));
                            throw exit;
                        }
                    }
                });
        Patience.await(begun);
        pid.exit(KILL);
        assertThat(interrupted.orTimeout(20, TimeUnit.SECONDS).join()).isTrue();
    }

    @Test
    void theInterruptOfAKillDoesNotHitTheNextProcessOnThatThread() {
        Node single = nodes.start(o -> o.withRunners(1));
        AtomicInteger struck = new AtomicInteger();
        Pid next = single.start(new Lab()).pid();
        for (int i = 0; i < 2_000; i++) {
            Pid victim = single.start(new Lab()).pid();
            CountDownLatch begun = new CountDownLatch(1);
            Lab.later(victim, l -> begun.countDown());
            Patience.await(begun);
            // about when the handler ends
            victim.exit(KILL);
            Lab.later(
                    next,
                    l -> {
                        if (Thread.currentThread().isInterrupted()) {
                            struck.incrementAndGet();
                        }
                    });
        }
        Lab.run(next, l -> 1);
        assertThat(struck).hasValue(0);
    }

    @Test
    void aKilledCallerLeavesItsCall() {
        CountDownLatch end = new CountDownLatch(1);
        Pid busy = node.start(new Lab()).pid();
        Lab.block(busy, end);
        CompletableFuture<ExitReason> left = new CompletableFuture<>();
        CountDownLatch calling = new CountDownLatch(1);
        Pid caller = node.start(new Lab()).pid();
        Lab.later(
                caller,
                l -> {
                    calling.countDown();
                    try {
                        Lab.run(busy, b -> 1);
                    } catch (ProcessExit exit) {
                        left.complete(exit.reason());
                        throw exit;
                    }
                });
        Patience.await(calling);
        caller.exit(BOOM);
        assertThat(left.orTimeout(20, TimeUnit.SECONDS).join()).isEqualTo(BOOM);
        end.countDown();
    }

    // --- monitors ---

    @Test
    void monitorsStack() {
        Pid pid = node.spawn(WAITS);
        MonitorRef one = self.monitor(pid);
        MonitorRef two = self.monitor(pid);
        pid.exit(BOOM);
        expect(new Down(one, pid, BOOM));
        expect(new Down(two, pid, BOOM));
    }

    @Test
    void aMonitorOfADeadProcessSaysNoProc() {
        Pid pid = node.spawn(me -> {});
        endOf(pid);
        MonitorRef ref = self.monitor(pid);
        expect(new Down(ref, pid, NO_PROC));
    }

    @Test
    void aMonitorByNameWatchesWhoHasItNow() {
        Pid pid = node.start(new Lab(), named("name")).pid();
        MonitorRef ref = self.monitor("name");
        assertThat(ref.targetName()).contains("name");
        assertThat(ref.target()).isEqualTo(pid);
        node.unregister("name");
        pid.exit(BOOM);
        expect(new Down(ref, pid, BOOM));
    }

    @Test
    void aMonitorOfAnUnknownNameSaysNoProc() {
        MonitorRef ref = self.monitor("nobody");
        Down down = (Down) self.receive(LONG).orElseThrow();
        assertThat(down.ref()).isEqualTo(ref);
        assertThat(down.reason()).isEqualTo(NO_PROC);
        assertThat(down.pid().isAlive()).isFalse();
    }

    @Test
    void aMonitorOfOneselfNeverFires() {
        MonitorRef ref = self.monitor(self.pid());
        assertThat(self.demonitor(ref)).isFalse();
        assertThat(node.info(self.pid()).orElseThrow().monitors()).isEmpty();
    }

    @Test
    void theEndOfTheWatcherEndsItsMonitors() {
        Pid watched = node.spawn(WAITS);
        Pid lab = node.start(new Lab()).pid();
        Lab.run(lab, l -> l.me().monitor(watched));
        assertThat(node.info(watched).orElseThrow().monitoredBy()).containsExactly(lab);
        lab.exit(KILL);
        assertThat(node.info(watched).orElseThrow().monitoredBy()).isEmpty();
    }

    @Test
    void nullsAreRefused() {
        assertThatExceptionOfType(NullPointerException.class)
                .isThrownBy(() -> self.pid().send(null));
        assertThatExceptionOfType(NullPointerException.class)
                .isThrownBy(() -> self.pid().cast(null));
        assertThatExceptionOfType(NullPointerException.class)
                .isThrownBy(() -> self.pid().exit(null));
    }
}
