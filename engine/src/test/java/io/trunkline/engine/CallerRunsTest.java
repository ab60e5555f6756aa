package io.trunkline.engine;

import static io.trunkline.engine.ExitReasons.KILL;
import static io.trunkline.engine.ExitReasons.KILLED;
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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/// A call to an idle server is handled on its caller's thread, and nobody can tell.
@Timeout(60)
class CallerRunsTest {
    @RegisterExtension final Nodes nodes = new Nodes();

    private static final ExitReason BOOM = ExitReason.other("boom");

    private Node node;
    private Pid server;

    @BeforeEach
    void startNode() {
        node = nodes.start();
        server = node.start(new Lab()).pid();
    }

    private static <T> T await(CompletableFuture<T> future) {
        return future.orTimeout(20, TimeUnit.SECONDS).join();
    }

    private static Thread threadOf(Pid pid) {
        return Lab.run(pid, l -> Thread.currentThread());
    }

    @Test
    void theCallerRunsAnIdleServer() {
        assertThat(threadOf(server)).isSameAs(Thread.currentThread());
    }

    @Test
    void selfIsTheServerMeanwhileAndTheCallerAfterwards() {
        Pid mine = node.self().pid();
        assertThat(Lab.<Pid>run(server, l -> l.me().node().self().pid())).isEqualTo(server);
        assertThat(node.self().pid()).isEqualTo(mine);
        Pid caller = node.start(new Lab()).pid();
        List<Pid> seen =
                Lab.run(
                        caller,
                        outer -> {
                            List<Pid> all = new ArrayList<>();
                            all.add(node.self().pid());
                            all.add(Lab.run(server, inner -> node.self().pid()));
                            all.add(node.self().pid());
                            return all;
                        });
        assertThat(seen).containsExactly(caller, server, caller);
    }

    @Test
    void exitSignalsOfTheHandlerComeFromTheServer() {
        Self self = node.self();
        Lab.run(
                server,
                l -> {
                    self.pid().exit(BOOM);
                    return true;
                });
        assertThat(self.receive(LONG)).contains(new Exit(server, BOOM));
    }

    @Test
    void aCrashStrikesTheServerAndNotTheCaller() {
        Pid caller = node.start(new Lab()).pid();
        MonitorRef ref = node.self().monitor(server);
        IllegalStateException crash = new IllegalStateException("handler");
        String outcome =
                Lab.run(
                        caller,
                        outer -> {
                            try {
                                Lab.run(
                                        server,
                                        inner -> {
                                            throw crash;
                                        });
                                return "replied";
                            } catch (CallFailed e) {
                                return e.reason().equals(ExitReason.crashed(crash))
                                        ? "failed"
                                        : e.toString();
                            }
                        });
        assertThat(outcome).isEqualTo("failed");
        assertThat(caller.isAlive()).isTrue();
        assertThat(node.self().receive(LONG))
                .contains(new Down(ref, server, ExitReason.crashed(crash)));
    }

    @Test
    void anExitOfTheHandlerEndsTheServerAndNotTheCaller() {
        Pid caller = node.start(new Lab()).pid();
        ExitReason reason =
                Lab.run(
                        caller,
                        outer -> {
                            try {
                                return Lab.run(
                                        server,
                                        inner -> {
                                            throw inner.me().exit(BOOM);
                                        });
                            } catch (CallFailed e) {
                                return e.reason();
                            }
                        });
        assertThat(reason).isEqualTo(BOOM);
        assertThat(caller.isAlive()).isTrue();
        assertThat(server.isAlive()).isFalse();
    }

    @Test
    void aKillOfTheCallerDoesNotReachTheHandlerThatItRuns() {
        Pid caller = node.start(new Lab()).pid();
        MonitorRef ref = node.self().monitor(caller);
        CountDownLatch inHandler = new CountDownLatch(1);
        CountDownLatch killed = new CountDownLatch(1);
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        AtomicBoolean wentOn = new AtomicBoolean();
        Lab.later(
                caller,
                outer -> {
                    Lab.run(
                            server,
                            inner -> {
                                inHandler.countDown();
                                Patience.await(killed);
                                // the server may use the library, whatever became of its caller
                                inner.me().trapExit(true);
                                interrupted.complete(Thread.currentThread().isInterrupted());
                                return true;
                            });
                    wentOn.set(true);
                });
        Patience.await(inHandler);
        caller.exit(KILL);
        assertThat(node.self().receive(LONG)).contains(new Down(ref, caller, KILLED));
        killed.countDown();
        assertThat(await(interrupted)).isFalse();
        assertThat(Lab.<Boolean>run(server, l -> l.me().trapExit(false))).isTrue();
        Patience.until(
                "the caller's thread is through",
                () -> node.info(server).orElseThrow().status() == ProcessInfo.Status.WAITING);
        assertThat(wentOn).isFalse();
    }

    @Test
    void anInterruptPendingOnTheCallerIsNotSeenByTheHandlerAndIsBackAfter() {
        Thread.currentThread().interrupt();
        boolean seen = Lab.run(server, l -> Thread.currentThread().isInterrupted());
        boolean after = Thread.interrupted();
        assertThat(seen).isFalse();
        assertThat(after).isTrue();
    }

    @Test
    void aKillOfTheServerInterruptsTheHandlerButLeavesTheCallersThreadClean() {
        AtomicReference<Object> inHandler = new AtomicReference<>();
        CompletableFuture<Boolean> after = new CompletableFuture<>();
        CompletableFuture<ExitReason> failure = new CompletableFuture<>();
        CountDownLatch begun = new CountDownLatch(1);
        Thread caller =
                Thread.ofPlatform()
                        .start(() -> {
                            try {
                                Lab.run(
                                        server,
                                        l -> {
                                            inHandler.set(Thread.currentThread());
                                            begun.countDown();
                                            try {
                                                new CountDownLatch(1).await();
                                            } catch (InterruptedException e) {
                                                inHandler.set("interrupted");
                                            }
                                            return true;
                                        });
                            } catch (CallFailed e) {
                                failure.complete(e.reason());
                            }
                            after.complete(Thread.currentThread().isInterrupted());
                        });
        Patience.await(begun);
        assertThat(inHandler).hasValue(caller);
        server.exit(KILL);
        assertThat(await(failure)).isEqualTo(KILLED);
        assertThat(await(after)).isFalse();
        assertThat(inHandler).hasValue("interrupted");
        Patience.join(caller);
    }

    @Test
    void aKillOfTheServerWhoseHandlerIgnoresItLeavesTheCallersThreadClean() {
        CompletableFuture<Boolean> after = new CompletableFuture<>();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch killed = new CountDownLatch(1);
        Thread.ofPlatform()
                .start(() -> {
                    assertThatExceptionOfType(CallFailed.class)
                            .isThrownBy(() ->
                                    Lab.run(
                                            server,
                                            l -> {
                                                begun.countDown();
                                                Patience.await(
                                                        killed); // which keeps the interrupt for
                                                // the thread
                                                return true;
                                            }));
                    after.complete(Thread.currentThread().isInterrupted());
                });
        Patience.await(begun);
        server.exit(KILL);
        killed.countDown();
        assertThat(await(after)).isFalse();
    }

    @Test
    void chainsOfCallsAreBounded() {
        int length = 100;
        AtomicInteger deepest = new AtomicInteger();
        List<Pid> chain = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            chain.add(node.start(new Lab()).pid());
        }
        assertThat(callChain(chain, 0, deepest)).isEqualTo(length);
        assertThat(deepest).hasPositiveValue();
        // a second time, when all of them are idle again
        assertThat(callChain(chain, 0, deepest)).isEqualTo(length);
    }

    private static int callChain(List<Pid> chain, int index, AtomicInteger deepest) {
        if (index == chain.size()) {
            return 0;
        }
        return 1
                + Lab.<Integer>run(
                        chain.get(index),
                        l -> {
                            deepest.accumulateAndGet(
                                    Thread.currentThread().getStackTrace().length, Math::max);
                            return callChain(chain, index + 1, deepest);
                        });
    }

    @Test
    void aLongChainDoesNotGrowTheStackWithoutLimit() {
        AtomicInteger shortChain = new AtomicInteger();
        AtomicInteger longChain = new AtomicInteger();
        for (int length : List.of(16, 200)) {
            List<Pid> chain = new ArrayList<>();
            for (int i = 0; i < length; i++) {
                chain.add(node.start(new Lab()).pid());
            }
            callChain(chain, 0, length == 16 ? shortChain : longChain);
        }
        assertThat(longChain.get()).isLessThan(2 * shortChain.get());
    }

    @Test
    void itCanBeSwitchedOffPerServer() {
        Pid other = node.start(new Lab(), StartOptions.defaults().withCallerRuns(false)).pid();
        for (int i = 0; i < 100; i++) {
            assertThat(threadOf(other)).isNotSameAs(Thread.currentThread());
        }
        assertThat(threadOf(server)).isSameAs(Thread.currentThread());
    }

    @Test
    void earlierCastsOfTheCallerAreHandledBeforeItsCall() {
        for (int i = 0; i < 2_000; i++) {
            List<Integer> handled = new ArrayList<>();
            for (int m = 0; m < 3; m++) {
                int number = m;
                Lab.later(server, l -> handled.add(number));
            }
            assertThat(Lab.<List<Integer>>run(server, l -> List.copyOf(handled)))
                    .containsExactly(0, 1, 2);
        }
    }

    @Test
    void messagesThatTheHandlerSendsArrive() {
        Self self = node.self();
        Pid other = node.start(new Lab()).pid();
        for (int i = 0; i < 1_000; i++) {
            int number = i;
            Lab.run(
                    server,
                    l -> {
                        Lab.later(other, o -> self.pid().send(number));
                        return true;
                    });
            assertThat(self.receive(LONG)).contains(number);
        }
    }

    @Test
    void messagesThatComeWhileTheCallerRunsTheServerAreHandledAfter() {
        CompletableFuture<Object> later = new CompletableFuture<>();
        Lab.run(
                server,
                l -> {
                    Lab.later(server, again -> later.complete("handled"));
                    assertThat(later).isNotDone();
                    return true;
                });
        assertThat(await(later)).isEqualTo("handled");
    }

    @Test
    void aBusyServerIsCalledTheOrdinaryWay() {
        CountDownLatch end = new CountDownLatch(1);
        Lab.block(server, end);
        CompletableFuture<Integer> reply = new CompletableFuture<>();
        Thread caller = Thread.ofPlatform().start(() -> reply.complete(Lab.run(server, l -> 1)));
        Patience.until(
                "the call waits", () -> node.info(server).orElseThrow().messageQueueLength() == 1);
        Patience.untilWaiting(caller);
        end.countDown();
        assertThat(await(reply)).isEqualTo(1);
        Patience.join(caller);
    }

    @Test
    void theHandlerMayCallBackToAServerThatIsNotItsCaller() {
        Pid caller = node.start(new Lab()).pid();
        Pid third = node.start(new Lab()).pid();
        assertThat(
                        Lab.<Integer>run(
                                caller,
                                a ->
                                        Lab.<Integer>run(
                                                        server,
                                                        b -> Lab.<Integer>run(third, c -> 3) + 1)
                                                + 1))
                .isEqualTo(5);
    }

    @Test
    void aCallBackToTheCallerTimesOutAsItWaits() {
        Pid caller = node.start(new Lab()).pid();
        String outcome =
                Lab.run(
                        caller,
                        a ->
                                Lab.run(
                                        server,
                                        b -> {
                                            try {
                                                caller.call(
                                                        new Lab.Run<>(x -> 1),
                                                        Duration.ofMillis(20));
                                                return "replied";
                                            } catch (CallFailed.TimedOut e) {
                                                return "timed out";
                                            }
                                        }));
        assertThat(outcome).isEqualTo("timed out");
    }

    @Test
    void manyCallersOfOneServerNeverOverlap() {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger overlaps = new AtomicInteger();
        int[] plain = new int[1]; // only the server touches it: a data race would lose counts
        int each = 5_000;
        List<Thread> callers = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            callers.add(
                    Thread.ofPlatform()
                            .start(() -> {
                                for (int i = 0; i < each; i++) {
                                    Lab.run(
                                            server,
                                            l -> {
                                                if (inside.incrementAndGet() != 1) {
                                                    overlaps.incrementAndGet();
                                                }
                                                plain[0]++;
                                                return inside.decrementAndGet();
                                            });
                                }
                            }));
        }
        callers.forEach(Patience::join);
        assertThat(overlaps).hasValue(0);
        assertThat(Lab.<Integer>run(server, l -> plain[0])).isEqualTo(4 * each);
    }
}
