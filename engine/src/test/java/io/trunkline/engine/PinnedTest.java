package io.trunkline.engine;

import static io.trunkline.engine.ExitReasons.KILL;
import static io.trunkline.engine.ExitReasons.KILLED;
import static io.trunkline.engine.fixture.Patience.LONG;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.trunkline.engine.fixture.Lab;
import io.trunkline.engine.fixture.Nodes;
import io.trunkline.engine.fixture.Patience;
import io.trunkline.engine.genserver.GenServer;
import io.trunkline.engine.genserver.Init;
import io.trunkline.engine.genserver.Outcome;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/// Processes with a platform thread of their own.
@Timeout(60)
class PinnedTest {
    @RegisterExtension final Nodes nodes = new Nodes();

    private Node node;

    @BeforeEach
    void startNode() {
        node = nodes.start();
    }

    /// Remembers its threads, and what it got between two ends of a batch.
    private static final class Batcher extends GenServer<Call<?>, List<Object>> {
        final List<Thread> threads = new CopyOnWriteArrayList<>();
        final List<List<Object>> batches = new CopyOnWriteArrayList<>();

        @Override
        protected Init<List<Object>> init() {
            threads.add(Thread.currentThread());
            return ok(List.of());
        }

        @Override
        protected Outcome<List<Object>> handleInfo(Object message, List<Object> batch) {
            threads.add(Thread.currentThread());
            if (message instanceof CountDownLatch latch) {
                Patience.await(latch);
            }
            List<Object> longer = new ArrayList<>(batch);
            longer.add(message);
            return noReply(longer);
        }

        @Override
        protected Outcome<List<Object>> handleBatchEnd(List<Object> batch) {
            threads.add(Thread.currentThread());
            batches.add(batch);
            return noReply(List.of());
        }
    }

    private Pid start(GenServer<?, ?> server, WaitStrategy wait) {
        return node.start(server, StartOptions.pinned(wait)).pid();
    }

    @ParameterizedTest
    @EnumSource
    void allOfItRunsOnOneThreadOfItsOwn(WaitStrategy wait) {
        Lab lab = new Lab();
        Pid server = start(lab, wait);
        Thread thread = Lab.run(server, l -> Thread.currentThread());
        assertThat(thread).isNotSameAs(Thread.currentThread());
        assertThat(thread.isVirtual()).isFalse();
        assertThat(thread.getName()).startsWith("trunkline-" + node.name() + "-pinned-");
        for (int i = 0; i < 2_000; i++) {
            server.send(i);
            if (i % 50 == 0) {
                assertThat(Lab.<Thread>run(server, l -> Thread.currentThread())).isSameAs(thread);
            }
        }
        int seen = Lab.run(server, l -> l.seen().size());
        assertThat(seen).isEqualTo(2_000);
        assertThat(lab.seen()).isSorted().hasSize(2_000);
    }

    @Test
    void itsThreadRunsInitToo() {
        Batcher batcher = new Batcher();
        Pid server = start(batcher, WaitStrategy.BLOCKING);
        server.send("message");
        Patience.until("the batch ends", () -> !batcher.batches.isEmpty());
        assertThat(batcher.threads.getFirst()).isNotSameAs(Thread.currentThread());
        assertThat(batcher.threads)
                .hasSizeGreaterThanOrEqualTo(3)
                .containsOnly(batcher.threads.getFirst());
    }

    @Test
    void messagesThatWaitedTogetherAreABatch() {
        Batcher batcher = new Batcher();
        Pid server = start(batcher, WaitStrategy.BLOCKING);
        CountDownLatch latch = new CountDownLatch(1);
        server.send(latch);
        for (int i = 0; i < 300; i++) {
            server.send(i);
        }
        latch.countDown();
        Patience.until(
                "all is handled", () -> batcher.batches.stream().mapToInt(List::size).sum() == 301);
        assertThat(batcher.batches).noneMatch(List::isEmpty).allMatch(b -> b.size() <= 128);
        assertThat(batcher.batches.size()).isLessThanOrEqualTo(4);
    }

    @ParameterizedTest
    @EnumSource
    void exitsLinksMonitorsTimersAndNamesAreAsEverywhere(WaitStrategy wait) {
        Self self = node.self();
        Pid server =
                node.start(new Lab(), StartOptions.pinned(wait).withName(Name.local("pinned")))
                        .pid();
        assertThat(node.whereis("pinned")).contains(server);
        assertThat(node.info(server).map(ProcessInfo::kind)).contains(ProcessInfo.Kind.PINNED);
        Lab.run(server, l -> l.me().sendAfter(Duration.ofMillis(1), "tick"));
        Patience.until("the tick", () -> Lab.<Boolean>run(server, l -> l.seen().contains("tick")));
        Patience.until(
                "it waits",
                () ->
                        node.info(server)
                                .map(ProcessInfo::status)
                                .equals(Optional.of(ProcessInfo.Status.WAITING)));

        MonitorRef ref = self.monitor(server);
        self.link(server);
        server.exit(KILL);
        assertThat(self.receive(Down.class, LONG)).contains(new Down(ref, server, KILLED));
        assertThat(self.receive(Exit.class, LONG)).contains(new Exit(server, KILLED));
        assertThat(node.whereis("pinned")).isEmpty();
        Patience.until("its thread ends", () -> pinnedThreads().isEmpty());
    }

    private List<Thread> pinnedThreads() {
        return Nodes.threadsOf(node).stream()
                .filter(thread -> thread.getName().contains("-pinned-"))
                .toList();
    }

    @Test
    void aKillInterruptsItsHandler() {
        Pid server = start(new Lab(), WaitStrategy.BLOCKING);
        CountDownLatch begun = new CountDownLatch(1);
        AtomicBoolean interrupted = new AtomicBoolean();
        CountDownLatch ended = new CountDownLatch(1);
        Lab.later(
                server,
                l -> {
                    begun.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.set(true);
                    }
                    ended.countDown();
                });
        Patience.await(begun);
        server.exit(KILL);
        Patience.await(ended);
        assertThat(interrupted).isTrue();
    }

    @Test
    void aCrashEndsItAndItsThread() {
        Pid server = start(new Lab(), WaitStrategy.BLOCKING);
        MonitorRef ref = node.self().monitor(server);
        ExitReason boom = ExitReason.other("boom");
        Lab.later(
                server,
                l -> {
                    throw l.me().exit(boom);
                });
        assertThat(node.self().receive(Down.class, LONG)).contains(new Down(ref, server, boom));
        Patience.until("its thread ends", () -> pinnedThreads().isEmpty());
    }

    @Test
    void itStopsInOrder() {
        Lab lab = new Lab();
        Pid server = start(lab, WaitStrategy.BLOCKING);
        server.send("before");
        server.stop();
        assertThat(lab.seen()).containsExactly("before", new Lab.Terminated(ExitReason.normal()));
    }

    @Test
    void aStartThatFailsLeavesNoThread() {
        Started failed =
                node.start(
                        new Lab() {
                            @Override
                            protected Init<Object> init() {
                                return stop(ExitReason.other("no"));
                            }
                        },
                        StartOptions.pinned(WaitStrategy.SLEEPING));
        assertThat(failed).isEqualTo(new Started.Failed(ExitReason.other("no")));
        node.start(new Lab(), StartOptions.named("taken"));
        Started taken =
                node.start(
                        new Lab(),
                        StartOptions.pinned(WaitStrategy.SLEEPING).withName(Name.local("taken")));
        assertThat(taken).isInstanceOf(Started.AlreadyStarted.class);
        Patience.until("no thread is left", () -> pinnedThreads().isEmpty());
    }

    @Test
    void aStartThatTakesTooLongIsKilled() {
        CountDownLatch never = new CountDownLatch(1);
        Started late =
                node.start(
                        new Lab() {
                            @Override
                            protected Init<Object> init() {
                                try {
                                    never.await();
                                } catch (InterruptedException e) {
                                    // the kill
                                }
                                return super.init();
                            }
                        },
                        StartOptions.pinned(WaitStrategy.BLOCKING)
                                .withStartTimeout(Duration.ofMillis(20)));
        assertThat(late).isEqualTo(new Started.Failed(ExitReason.timeout()));
    }

    @Test
    void closingTheNodeEndsItsThread() {
        List<Thread> threads = new ArrayList<>();
        for (WaitStrategy wait : WaitStrategy.values()) {
            threads.add(Lab.run(start(new Lab(), wait), l -> Thread.currentThread()));
        }
        node.close();
        assertThat(threads).noneMatch(Thread::isAlive);
    }

    @Test
    void itsHandlersMayCallAndWait() {
        Pid pinned = start(new Lab(), WaitStrategy.BLOCKING);
        Pid other = node.start(new Lab(), StartOptions.defaults().withCallerRuns(false)).pid();
        AtomicReference<Thread> thread = new AtomicReference<>();
        String answer =
                Lab.run(
                        pinned,
                        l -> {
                            thread.set(Thread.currentThread());
                            l.me().sleep(Duration.ofMillis(1));
                            return Lab.run(other, m -> "answer");
                        });
        assertThat(answer).isEqualTo("answer");
        boolean refused =
                Lab.run(
                        pinned,
                        l -> {
                            assertThatExceptionOfType(CallFailed.CallingSelf.class)
                                    .isThrownBy(() -> Lab.run(pinned, m -> "never"));
                            return true;
                        });
        assertThat(refused).isTrue();
    }

    @Test
    void onASimulatedNodeItRunsAsTheOthersDo() {
        SimulatedNode simulated = nodes.simulated(1);
        Batcher batcher = new Batcher();
        Pid server = simulated.start(batcher, StartOptions.pinnedProcess()).pid();
        server.send(1);
        server.send(2);
        simulated.settle();
        server.send(3);
        simulated.settle();
        assertThat(batcher.batches).containsExactly(List.of(1, 2), List.of(3));
        assertThat(batcher.threads).containsOnly(Thread.currentThread());
        assertThat(simulated.info(server).map(ProcessInfo::kind))
                .contains(ProcessInfo.Kind.SCHEDULED);
    }

    @Test
    void howItWaitsDependsOnTheProcessors() {
        assertThat(WaitStrategy.forProcessors(1)).isEqualTo(WaitStrategy.BLOCKING);
        assertThat(WaitStrategy.forProcessors(2)).isEqualTo(WaitStrategy.BLOCKING);
        assertThat(WaitStrategy.forProcessors(3)).isEqualTo(WaitStrategy.SLEEPING);
    }

    @Test
    void aPinnedProcessSkipsAndCountsCallsWhoseCallersHaveGivenUp() {
        Pid server = start(new Lab(), WaitStrategy.BLOCKING);
        CountDownLatch end = new CountDownLatch(1);
        Lab.block(server, end);
        assertThatExceptionOfType(CallFailed.TimedOut.class)
                .isThrownBy(() -> server.call(new Lab.Run<>(l -> true), Duration.ofMillis(5)));
        end.countDown();
        Lab.run(server, l -> true);
        assertThat(node.expiredCalls()).isEqualTo(1);
    }
}
