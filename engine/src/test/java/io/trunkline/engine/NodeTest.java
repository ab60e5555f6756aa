package io.trunkline.engine;

import static io.trunkline.engine.ExitReasons.KILL;
import static io.trunkline.engine.ExitReasons.KILLED;
import static io.trunkline.engine.ExitReasons.NORMAL;
import static io.trunkline.engine.ExitReasons.NO_CONNECTION;
import static io.trunkline.engine.ExitReasons.SHUTDOWN;
import static io.trunkline.engine.StartOptions.named;
import static io.trunkline.engine.fixture.Patience.LONG;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.trunkline.engine.fixture.Lab;
import io.trunkline.engine.fixture.Nodes;
import io.trunkline.engine.fixture.Patience;
import io.trunkline.engine.genserver.Init;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

@Timeout(60)
class NodeTest {
    @RegisterExtension final Nodes nodes = new Nodes();

    private record Tick(int number) {}

    private static final Consumer<Self> WAITS = Self::receive;

    // --- names ---

    @Test
    void aNameBelongsToOneProcess() {
        Node node = nodes.start();
        Pid first = node.spawn(WAITS);
        Pid second = node.spawn(WAITS);
        node.register("name", first);

        assertThatExceptionOfType(NameTaken.class)
                .isThrownBy(() -> node.register("name", second))
                .satisfies(taken -> assertThat(taken.holder()).isEqualTo(first))
                .withMessageContaining("name=name");
        assertThat(node.whereis("name")).contains(first);
        assertThat(node.info(first).orElseThrow().name()).contains("name");
        assertThat(node.info(second).orElseThrow().name()).isEmpty();
    }

    @Test
    void aTakenNameIsRefusedToItsHolderToo() {
        Node node = nodes.start();
        Pid pid = node.spawn(WAITS);
        node.register("name", pid);
        assertThatIllegalArgumentException().isThrownBy(() -> node.register("name", pid));
        assertThat(node.whereis("name")).contains(pid);
    }

    @Test
    void aProcessHasOneName() {
        Node node = nodes.start();
        Pid pid = node.spawn(WAITS);
        node.register("one", pid);
        assertThatIllegalArgumentException().isThrownBy(() -> node.register("two", pid));
        assertThat(node.whereis("two")).isEmpty();
    }

    @Test
    void aDeadProcessGetsNoName() {
        Node node = nodes.start();
        Pid pid = node.spawn(WAITS);
        awaitDown(node, pid, () -> pid.exit(KILL));
        assertThatIllegalArgumentException().isThrownBy(() -> node.register("name", pid));
        assertThat(node.whereis("name")).isEmpty();
    }

    @Test
    void aProcessOfAnotherNodeGetsNoName() {
        Node node = nodes.start();
        Pid stranger = nodes.start().spawn(WAITS);
        assertThatIllegalArgumentException().isThrownBy(() -> node.register("name", stranger));
    }

    @Test
    void anUnregisteredNameIsFreeAndSoIsItsHolder() {
        Node node = nodes.start();
        Pid pid = node.spawn(WAITS);
        node.register("name", pid);
        node.unregister("name");

        assertThat(node.whereis("name")).isEmpty();
        assertThatExceptionOfType(NoSuchName.class).isThrownBy(() -> node.unregister("name"));
        node.register("other", pid);
        node.register("name", node.spawn(WAITS));
        assertThat(node.whereis("other")).contains(pid);
    }

    @Test
    void aNameIsFreeOnceItsHolderIsDead() {
        Node node = nodes.start();
        Pid pid = node.spawn(WAITS);
        node.register("name", pid);
        awaitDown(node, pid, () -> pid.exit(KILL));

        assertThat(node.whereis("name")).isEmpty();
        assertThatExceptionOfType(NoSuchName.class).isThrownBy(() -> node.unregister("name"));
        node.register("name", node.spawn(WAITS));
    }

    @Test
    void sendsCastsAndCallsByName() {
        Node node = nodes.start();
        Lab lab = new Lab();
        node.start(lab, named("lab"));

        node.send("lab", "message");
        node.cast("lab", "cast");
        assertThat(node.<String>call("lab", new Lab.Run<>(l -> "reply"))).isEqualTo("reply");
        assertThat(node.ask("lab", new Lab.Run<>(l -> "answer"), LONG).join()).isEqualTo("answer");
        assertThat(lab.seen()).containsExactly("message", "cast");
    }

    @Test
    void anUnknownNameFailsSendAndCallButNotCast() {
        Node node = nodes.start();
        assertThatExceptionOfType(NoSuchName.class).isThrownBy(() -> node.send("nobody", "lost"));
        node.cast("nobody", "lost");
        var request = new Lab.Run<>(l -> 1);
        assertThatExceptionOfType(CallFailed.NoProcess.class)
                .isThrownBy(() -> node.call("nobody", request))
                .satisfies(e -> assertThat(e.target()).isEqualTo("nobody"))
                .satisfies(e -> assertThat(e.request()).isEqualTo(request));
        assertThat(node.ask("nobody", request, LONG).exceptionNow())
                .isInstanceOf(CallFailed.NoProcess.class);
        assertThat(node.deadLetters()).isZero();
    }

    @Test
    void aNameElsewhereThatThrowsLeavesNoProcess() {
        Node node = nodes.start();
        Name refusing =
                new Via() {
                    @Override
                    public Pid register(Node on, Pid pid) {
                        throw new IllegalStateException("registry is down");
                    }
                };
        assertThatIllegalStateException()
                .isThrownBy(() -> node.start(new Lab(), named("x").withName(refusing)));
        assertThat(node.processes()).isEmpty();
    }

    @Test
    void aNameElsewhereThatThrowsOnReleaseDoesNotHideTheDeath() {
        Node node = nodes.start();
        Name failing =
                new Via() {
                    @Override
                    public void unregister(Node on, Pid pid) {
                        throw new IllegalStateException("registry is down");
                    }
                };
        Pid pid = node.start(new Lab(), named("x").withName(failing)).pid();
        Self self = node.self();
        MonitorRef ref = self.monitor(pid);
        Patience.join(Thread.ofVirtual().start(() -> pid.exit(KILL)));
        assertThat(self.receive(LONG)).contains(new Down(ref, pid, KILLED));
        assertThat(node.processes()).containsExactly(self.pid());
    }

    /// A name in nobody's registry.
    private abstract static class Via implements Name {
        @Override
        public Pid register(Node on, Pid pid) {
            return pid;
        }

        @Override
        public void unregister(Node on, Pid pid) {}

        @Override
        public Optional<Pid> whereis(Node on) {
            return Optional.empty();
        }
    }

    // --- several nodes ---

    @Test
    void processesOfSeveralNodesSendAndCall() {
        Node here = nodes.start();
        Node there = nodes.start();
        Pid echo = there.start(new Lab()).pid();
        Self self = here.self();

        assertThat(Lab.<String>run(echo, l -> l.me().node().name())).isEqualTo(there.name());
        Pid lab = here.start(new Lab()).pid();
        assertThat(Lab.<Pid>run(lab, l -> Lab.run(echo, other -> other.me().pid())))
                .isEqualTo(echo);
        Lab.later(echo, l -> self.pid().send("hello"));
        assertThat(self.receive(LONG)).contains("hello");
        assertThat(echo.nodeName()).isEqualTo(there.name());
        assertThat(echo).isNotEqualTo(lab);
    }

    @Test
    void processesOfSeveralNodesLinkAndMonitor() {
        Node here = nodes.start();
        Node there = nodes.start();
        Self self = here.self();
        Pid linked = there.spawn(WAITS);
        Pid monitored = there.spawn(WAITS);
        self.link(linked);
        MonitorRef ref = self.monitor(monitored);

        linked.exit(SHUTDOWN);
        assertThat(self.receive(LONG)).contains(new Exit(linked, SHUTDOWN));
        monitored.exit(KILL);
        assertThat(self.receive(LONG)).contains(new Down(ref, monitored, KILLED));
    }

    @Test
    void theEndOfANodeIsSeenFromOthers() {
        Node here = nodes.start();
        Node there = nodes.start();
        Self self = here.self();
        Pid remote = there.spawn(WAITS);
        MonitorRef ref = self.monitor(remote);
        there.close();
        assertThat(self.receive(LONG)).contains(new Down(ref, remote, SHUTDOWN));
    }

    @Test
    void selfOfAnotherNodeIsUsableOrRefusedInsideAProcess() {
        Node here = nodes.start();
        Node there = nodes.start();
        Pid target = there.spawn(WAITS);
        Pid lab = here.start(new Lab()).pid();
        // either is a contract; to hand out one that nobody can use is not
        String outcome =
                Lab.run(
                        lab,
                        l -> {
                            Self other;
                            try {
                                other = there.self();
                            } catch (IllegalStateException e) {
                                return "refused";
                            }
                            other.monitor(target);
                            return "usable";
                        });
        assertThat(outcome).isIn("refused", "usable");
    }

    // --- closed nodes ---

    @Test
    void aClosedNodeStartsNothing() {
        Node node = nodes.start();
        node.close();

        assertThat(node.isClosed()).isTrue();
        assertThatExceptionOfType(NodeClosed.class).isThrownBy(() -> node.spawn(WAITS));
        assertThatExceptionOfType(NodeClosed.class).isThrownBy(() -> node.start(new Lab()));
        assertThatExceptionOfType(NodeClosed.class).isThrownBy(node::self);
        assertThat(node.processes()).isEmpty();
    }

    @Test
    void processesOfAClosedNodeCannotBeReached() {
        nodes.allowDeadLetters();
        Node there = nodes.start();
        Pid gone = there.start(new Lab()).pid();
        there.close();
        Node here = nodes.start();
        Self self = here.self();

        assertThat(gone.isAlive()).isFalse();
        gone.send("lost");
        gone.exit(KILL);
        assertThatExceptionOfType(CallFailed.class)
                .isThrownBy(() -> Lab.run(gone, l -> 1))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(NO_CONNECTION));
        assertThat(gone.ask(new Lab.Run<>(l -> 1)).exceptionNow()).isInstanceOf(CallFailed.class);
        assertThatExceptionOfType(CallFailed.class).isThrownBy(gone::stop);
        MonitorRef ref = self.monitor(gone);
        assertThat(self.receive(LONG)).contains(new Down(ref, gone, NO_CONNECTION));
        self.link(gone);
        assertThat(self.receive(LONG)).contains(new Exit(gone, NO_CONNECTION));
        assertThat(there.deadLetters()).isEqualTo(1);
    }

    @Test
    void namesOfAClosedNodeAreGone() {
        Node node = nodes.start();
        node.start(new Lab(), named("lab"));
        node.close();
        assertThat(node.whereis("lab")).isEmpty();
        assertThatExceptionOfType(NoSuchName.class).isThrownBy(() -> node.send("lab", "lost"));
        assertThatExceptionOfType(CallFailed.class)
                .isThrownBy(() -> node.call("lab", new Lab.Run<>(l -> 1)));
    }

    // --- close ---

    @Test
    void closeIsIdempotent() {
        Node node = nodes.start();
        node.close();
        node.close();
        assertThat(node.isClosed()).isTrue();
    }

    @Test
    void everyCloseReturnsOnlyWhenTheNodeIsClosed() {
        Node node = nodes.start(o -> o.withShutdownTimeout(LONG));
        CountDownLatch terminating = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Pid slow =
                node.start(
                                new Trapping(() -> {
                                    terminating.countDown();
                                    Patience.await(end);
                                }))
                        .pid();
        Thread first = Thread.ofPlatform().name("first").start(node::close);
        Patience.await(terminating);
        AtomicReference<Boolean> aliveAfterClose = new AtomicReference<>();
        Thread second =
                Thread.ofPlatform()
                        .name("second")
                        .start(() -> {
                            node.close();
                            aliveAfterClose.set(slow.isAlive());
                        });
        Patience.until(
                "second waits or has returned",
                () -> !second.isAlive() || second.getState() != Thread.State.RUNNABLE);
        end.countDown();
        Patience.join(first);
        Patience.join(second);
        assertThat(aliveAfterClose).hasValue(false);
    }

    @Test
    void closeStopsTheLatestStartFirst() {
        List<Pid> exits = new CopyOnWriteArrayList<>();
        Node node =
                nodes.start(o ->
                        o.withListener(
                                new NodeListener() {
                                    @Override
                                    public void processExited(Pid pid, ExitReason reason) {
                                        assertThat(reason).isEqualTo(SHUTDOWN);
                                        exits.add(pid);
                                    }
                                }));
        Pid first = node.start(new Lab()).pid();
        Pid second = node.spawn(WAITS);
        Pid third = node.start(new Lab()).pid();
        node.close();
        assertThat(exits).containsExactly(third, second, first);
    }

    @Test
    void closeLeavesChildrenToTheirParents() {
        Node node = nodes.start();
        Lab child = new Lab();
        Trapping parent = new Trapping(() -> {});
        Pid lab = node.start(parent).pid();
        Lab.run(lab, l -> l.me().startLink(child));
        node.close();
        assertThat(parent.seen()).containsExactly(new Lab.Terminated(SHUTDOWN));
    }

    @Test
    void closeLetsTrappingServersTerminate() {
        Node node = nodes.start();
        CountDownLatch cleaned = new CountDownLatch(1);
        node.start(new Trapping(cleaned::countDown));
        node.close();
        assertThat(cleaned.getCount()).isZero();
    }

    @Test
    void closeKillsWhoDoesNotEndInTime() {
        List<ExitReason> reasons = new CopyOnWriteArrayList<>();
        Node node =
                nodes.start(o ->
                        o.withShutdownTimeout(Duration.ofMillis(500))
                                .withListener(
                                        new NodeListener() {
                                            @Override
                                            public void processExited(Pid pid, ExitReason reason) {
                                                reasons.add(reason);
                                            }
                                        }));
        CountDownLatch traps = new CountDownLatch(1);
        node.spawn(self -> {
            self.trapExit(true);
            traps.countDown();
            while (true) {
                self.receive();
            }
        });
        AtomicBoolean begun = new AtomicBoolean(); // not if it is killed before
        CountDownLatch interrupted = new CountDownLatch(1);
        node.start(
                new Trapping(() -> {
                    begun.set(true);
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                    }
                }));
        Patience.await(traps);
        node.close();
        assertThat(reasons).containsExactly(KILLED, KILLED);
        assertThat(node.processes()).isEmpty();
        if (begun.get()) {
            Patience.await(interrupted);
        }
    }

    @Test
    void closeByAProcessOfTheNodeIsRefused() {
        Node node = nodes.start();
        Pid lab = node.start(new Lab()).pid();
        String message =
                Lab.run(
                        lab,
                        l -> {
                            try {
                                node.close();
                                return "closed";
                            } catch (IllegalStateException e) {
                                return e.getMessage();
                            }
                        });
        assertThat(message).contains("closed by its own process");
        assertThat(node.isClosed()).isFalse();
        assertThat(lab.isAlive()).isTrue();
    }

    @Test
    void closeDoesNotWaitForImplicitProcesses() {
        Node node = nodes.start(o -> o.withShutdownTimeout(Duration.ofDays(1)));
        Self self = node.self();
        node.close();
        assertThat(self.pid().isAlive()).isFalse();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void closeEndsTheReceiveOfAnImplicitProcess() {
        Node node = nodes.start();
        CompletableFuture<Pid> pid = new CompletableFuture<>();
        CompletableFuture<ExitReason> ended = new CompletableFuture<>();
        Thread thread =
                Thread.ofPlatform()
                        .start(() -> {
                            Self self = node.self();
                            pid.complete(self.pid());
                            try {
                                while (true) {
                                    self.receive();
                                }
                            } catch (ProcessExit exit) {
                                ended.complete(exit.reason());
                            }
                        });
        pid.join();
        Patience.untilWaiting(thread);
        node.close();
        Patience.join(thread);
        assertThat(ended).isCompleted();
    }

    // --- implicit processes ---

    @Test
    void aThreadHasOneImplicitProcessANode() {
        Node node = nodes.start();
        Pid mine = node.self().pid();
        assertThat(node.self().pid()).isEqualTo(mine);
        assertThat(nodes.start().self().pid()).isNotEqualTo(mine);
        assertThat(node.info(mine).orElseThrow().kind()).isEqualTo(ProcessInfo.Kind.IMPLICIT);
        Thread other =
                Thread.ofPlatform().start(() -> assertThat(node.self().pid()).isNotEqualTo(mine));
        Patience.join(other);
    }

    @Test
    void implicitProcessesTrapExitsEvenAKill() {
        Node node = nodes.start();
        Self self = node.self();
        Pid killer = node.start(new Lab()).pid();
        Lab.later(killer, l -> self.pid().exit(KILL));
        assertThat(self.receive(LONG)).contains(new Exit(killer, KILL));
        assertThat(node.info(self.pid()).orElseThrow().trapExit()).isTrue();
    }

    @Test
    void aThreadThatIsNoProcessCannotKillAnImplicitProcessEither() {
        Node node = nodes.start();
        Self self = node.self();
        Patience.join(Thread.ofPlatform().start(() -> self.pid().exit(KILL)));
        assertThat(self.pid().isAlive()).isTrue();
        assertThat(self.receive(LONG).map(m -> ((Exit) m).reason())).contains(KILL);
    }

    @Test
    void anImplicitProcessEndsWithItsThread() {
        Node node = nodes.start();
        Self self = node.self();
        CompletableFuture<Pid> pid = new CompletableFuture<>();
        Patience.join(Thread.ofPlatform().start(() -> pid.complete(node.self().pid())));
        self.monitor(pid.join());
        Object down = self.receive(LONG).orElseThrow();
        assertThat(((Down) down).pid()).isEqualTo(pid.join());
        assertThat(node.processes()).containsExactly(self.pid());
    }

    // --- dead letters ---

    @Test
    void aMessageToADeadProcessIsOneDeadLetter() {
        nodes.allowDeadLetters();
        Node node = nodes.start();
        Pid dead = node.spawn(self -> {});
        awaitDown(node, dead, () -> {});
        dead.send(new Tick(1));
        dead.cast(new Tick(2));
        assertThat(node.deadLetters()).isEqualTo(2);
        assertThat(nodes.deadLetters()).containsExactly(new Tick(1), new Tick(2));
    }

    @Test
    void messagesThatADeadProcessLeftUnreadAreDeadLetters() {
        nodes.allowDeadLetters();
        Node node = nodes.start();
        CountDownLatch end = new CountDownLatch(1);
        Pid lab = node.start(new Lab()).pid();
        Lab.block(lab, end);
        lab.send(new Tick(1));
        lab.cast(new Tick(2));
        var asked = lab.ask(new Lab.Run<>(l -> 1));
        lab.exit(KILL);
        end.countDown();
        assertThat(asked.exceptionNow()).isInstanceOf(CallFailed.class);
        assertThat(node.deadLetters()).isEqualTo(2);
        assertThat(nodes.deadLetters()).containsExactly(new Tick(1), new Tick(2));
    }

    @Test
    void messagesSkippedByAReceiveAreDeadLettersToo() {
        nodes.allowDeadLetters();
        Node node = nodes.start();
        Pid pid =
                node.spawn(self -> {
                    self.receive(String.class, LONG);
                });
        MonitorRef ref = node.self().monitor(pid);
        pid.send(new Tick(1));
        pid.send(new Tick(2));
        pid.send("stop");
        assertThat(node.self().receive(LONG)).contains(new Down(ref, pid, NORMAL));
        assertThat(nodes.deadLetters()).containsExactly(new Tick(1), new Tick(2));
    }

    @Test
    void newsOfTheRuntimeAreNoDeadLetters() {
        Node node = nodes.start();
        CountDownLatch end = new CountDownLatch(1);
        Pid lab = node.start(new Lab()).pid();
        Pid other = node.spawn(WAITS);
        Lab.run(lab, l -> l.me().monitor(other));
        Lab.run(lab, l -> l.me().trapExit(true));
        Lab.block(lab, end);
        other.exit(KILL);
        lab.exit(SHUTDOWN);
        lab.exit(KILL);
        end.countDown();
        assertThat(node.deadLetters()).isZero();
    }

    // --- listeners ---

    @Test
    void aListenerThatThrowsDoesNoHarm() {
        nodes.allowDeadLetters();
        Node node =
                nodes.start(o ->
                        o.withListener(
                                new NodeListener() {
                                    @Override
                                    public void processExited(Pid pid, ExitReason reason) {
                                        throw new IllegalStateException("listener");
                                    }

                                    @Override
                                    public void deadLetter(Pid receiver, Object message) {
                                        throw new AssertionError("listener");
                                    }
                                }));
        Self self = node.self();
        Pid pid = node.spawn(WAITS);
        node.register("name", pid);
        MonitorRef ref = self.monitor(pid);
        pid.exit(KILL);
        assertThat(self.receive(LONG)).contains(new Down(ref, pid, KILLED));
        pid.send("lost");
        assertThat(node.deadLetters()).isEqualTo(1);
        assertThat(node.whereis("name")).isEmpty();
    }

    @Test
    void aListenerHearsOfAnExitBeforeAnybodyElseAndAfterTheNameIsFree() {
        AtomicReference<Node> made = new AtomicReference<>();
        List<Object> heard = new CopyOnWriteArrayList<>();
        Node node =
                nodes.start(o ->
                        o.withListener(
                                new NodeListener() {
                                    @Override
                                    public void processExited(Pid pid, ExitReason reason) {
                                        heard.add(reason);
                                        heard.add(made.get().whereis("name").isPresent());
                                    }
                                }));
        made.set(node);
        Self self = node.self();
        Pid pid = node.spawn(WAITS);
        node.register("name", pid);
        self.monitor(pid);
        pid.exit(SHUTDOWN);
        assertThat(self.receive(LONG)).isPresent();
        assertThat(heard).containsExactly(SHUTDOWN, false);
    }

    @Test
    void aListenerMaySendWhateverProcessDied() {
        AtomicReference<Pid> observer = new AtomicReference<>();
        Node node =
                nodes.start(o ->
                        o.withListener(
                                new NodeListener() {
                                    @Override
                                    public void processExited(Pid pid, ExitReason reason) {
                                        Pid to = observer.get();
                                        if (to != null) {
                                            to.send(reason);
                                        }
                                    }
                                }));
        Self self = node.self();
        observer.set(self.pid());
        // ended by its own exit signal, so the listener runs inside of what the dead process does
        node.spawn(me -> me.pid().exit(SHUTDOWN));
        assertThat(self.receive(LONG)).contains(SHUTDOWN);
        observer.set(null);
    }

    // --- looking in ---

    @Test
    void processesAreTheLivingOnes() {
        Node node = nodes.start();
        Pid lab = node.start(new Lab()).pid();
        Pid body = node.spawn(WAITS);
        assertThat(node.processes()).containsExactlyInAnyOrder(lab, body);
        lab.exit(KILL);
        assertThat(node.processes()).containsExactly(body);
    }

    @Test
    void infoTellsTheTiesOfAProcess() {
        Node node = nodes.start();
        Pid lab = node.start(new Lab(), named("lab")).pid();
        Pid child = Lab.run(lab, l -> l.me().spawnLink(WAITS));
        Pid watched = node.spawn(WAITS);
        Lab.run(lab, l -> l.me().monitor(watched));
        Lab.run(lab, l -> l.me().trapExit(true));

        ProcessInfo info = node.info(lab).orElseThrow();
        assertThat(info.pid()).isEqualTo(lab);
        assertThat(info.name()).contains("lab");
        assertThat(info.code()).isEqualTo(Lab.class.getName());
        assertThat(info.kind()).isEqualTo(ProcessInfo.Kind.SCHEDULED);
        assertThat(info.status()).isEqualTo(ProcessInfo.Status.WAITING);
        assertThat(info.links()).containsExactly(child);
        assertThat(info.monitors()).containsExactly(watched);
        assertThat(info.monitoredBy()).isEmpty();
        assertThat(info.trapExit()).isTrue();
        assertThat(info.messageQueueLength()).isZero();

        ProcessInfo ofChild = node.info(child).orElseThrow();
        assertThat(ofChild.parent()).isEqualTo(lab);
        assertThat(ofChild.kind()).isEqualTo(ProcessInfo.Kind.THREADED);
        assertThat(ofChild.links()).containsExactly(lab);
        assertThat(node.info(watched).orElseThrow().monitoredBy()).containsExactly(lab);
    }

    @Test
    void infoCountsWhatWaits() {
        nodes.allowDeadLetters();
        Node node = nodes.start();
        CountDownLatch end = new CountDownLatch(1);
        Pid lab = node.start(new Lab()).pid();
        Lab.block(lab, end);
        for (int i = 0; i < 10; i++) {
            lab.send(new Tick(i));
        }
        ProcessInfo info = node.info(lab).orElseThrow();
        end.countDown();
        assertThat(info.messageQueueLength()).isEqualTo(10);
        assertThat(info.status()).isEqualTo(ProcessInfo.Status.RUNNING);
    }

    @Test
    void thereIsNoInfoAboutTheDeadAndStrangers() {
        Node node = nodes.start();
        Pid stranger = nodes.start().spawn(WAITS);
        Pid dead = node.spawn(WAITS);
        dead.exit(KILL);
        assertThat(node.info(dead)).isEmpty();
        assertThat(node.info(stranger)).isEmpty();
    }

    private static void awaitDown(Node node, Pid pid, Runnable cause) {
        Self self = node.self();
        self.monitor(pid);
        cause.run();
        assertThat(self.receive(Down.class, LONG)).map(Down::pid).contains(pid);
    }

    /// A server that traps exits, and what it does in the end.
    private static final class Trapping extends Lab {
        private final Runnable cleanup;

        Trapping(Runnable cleanup) {
            this.cleanup = cleanup;
        }

        @Override
        protected Init<Object> init() {
            self().trapExit(true);
            return super.init();
        }

        @Override
        protected void terminate(ExitReason reason, Object state) {
            super.terminate(reason, state);
            cleanup.run();
        }
    }
}
