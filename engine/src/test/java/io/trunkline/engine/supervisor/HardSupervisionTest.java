package io.trunkline.engine.supervisor;

import static io.trunkline.engine.StartOptions.named;
import static io.trunkline.engine.supervisor.Restart.TEMPORARY;
import static io.trunkline.engine.supervisor.Strategy.ONE_FOR_ALL;
import static io.trunkline.engine.supervisor.Strategy.ONE_FOR_ONE;
import static io.trunkline.engine.supervisor.Strategy.REST_FOR_ONE;
import static io.trunkline.engine.supervisor.Supervisor.child;
import static io.trunkline.engine.supervisor.Supervisor.custom;
import static io.trunkline.engine.supervisor.Supervisor.dynamicSupervisor;
import static io.trunkline.engine.supervisor.Supervisor.supervisor;
import static io.trunkline.engine.supervisor.Supervisor.threaded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trunkline.engine.CallFailed;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Node;
import io.trunkline.engine.NodeOptions;
import io.trunkline.engine.Pid;
import io.trunkline.engine.SimulatedNode;
import io.trunkline.engine.Started;
import io.trunkline.engine.fixture.CrashesUnlogged;
import io.trunkline.engine.fixture.Lab;
import io.trunkline.engine.fixture.Nodes;
import io.trunkline.engine.fixture.Patience;
import io.trunkline.engine.fixture.TestThreads;
import io.trunkline.engine.genserver.Init;
import io.trunkline.engine.internal.node.NodeProbe;
import io.trunkline.engine.sys.Sys;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/// Supervisors in bad company: children, start functions and timing that no recording shows.
@ExtendWith(CrashesUnlogged.class)
@Timeout(60)
class HardSupervisionTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @RegisterExtension final Nodes nodes = new Nodes().allowDeadLetters();

    /// Takes a second to end.
    private static final class Slow extends Lab {
        @Override
        protected Init<Object> init() {
            self().trapExit(true);
            return super.init();
        }

        @Override
        protected void terminate(ExitReason reason, Object state) {
            self().sleep(SECOND);
        }
    }

    private static ChildInfo info(Pid supervisor, String id) {
        return Supervisor.whichChildren(supervisor).stream()
                .filter(child -> child.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Pid pid(Pid supervisor, String id) {
        return info(supervisor, id).pid().orElseThrow();
    }

    /// Starts the first time, and fails `failures` times after it.
    private static ChildStart failing(AtomicInteger starts, int failures) {
        return supervisor -> {
            int start = starts.incrementAndGet();
            return start > 1 && start <= failures + 1
                    ? new Started.Failed(ExitReason.other("no"))
                    : supervisor.startLink(new Lab());
        };
    }

    // --- waits within waits ---

    @Test
    void aSupervisorCanBeStoppedWhileItWaitsForAChild() {
        NodeOptions options = NodeOptions.defaults().withName("waits");
        try (SimulatedNode node = NodeProbe.simulated(1, options, TestThreads.assumed())) {
            Pid top =
                    Supervisor.start(
                            node,
                            ONE_FOR_ALL,
                            supervisor("inner", ONE_FOR_ONE, child("slow", Slow::new)),
                            child("bad", Lab::new));
            Pid inner = pid(top, "inner");
            Pid client = node.start(new Lab()).pid();
            Lab.later(client, _ -> Supervisor.terminateChild(inner, "slow"));
            Pid killer = node.start(new Lab()).pid();
            Pid bad = pid(top, "bad");
            Lab.later(
                    killer,
                    lab -> {
                        lab.me().sleep(SECOND.dividedBy(2));
                        bad.exit(ExitReason.kill());
                    });

            node.advance(SECOND.multipliedBy(10));

            assertThat(inner.isAlive()).isFalse();
            assertThat(pid(top, "inner")).isNotEqualTo(inner);
            assertThat(info(top, "bad").restarts()).isEqualTo(1);
        }
    }

    @Test
    void aRequestToASupervisorThatWaitsIsAnsweredAfterIt() {
        Node node = nodes.start();
        CountDownLatch stopping = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Pid supervisor =
                Supervisor.start(
                        node,
                        ONE_FOR_ONE,
                        threaded(
                                        "slow",
                                        self -> {
                                            self.trapExit(true);
                                            self.receive();
                                            stopping.countDown();
                                            Patience.await(end);
                                        })
                                .shutdown(Shutdown.INFINITY));
        Thread stopper =
                Thread.ofVirtual().start(() -> Supervisor.terminateChild(supervisor, "slow"));
        Patience.await(stopping);

        var counted = supervisor.ask(new SupervisorRequest.CountChildren(), Supervisor.FOREVER);
        assertThatThrownBy(() ->
                        supervisor.call(
                                new SupervisorRequest.CountChildren(), Duration.ofMillis(20)))
                .isInstanceOf(CallFailed.TimedOut.class);
        assertThat(counted).isNotDone();
        end.countDown();

        assertThat(counted.orTimeout(20, TimeUnit.SECONDS).join().active()).isZero();
        Patience.join(stopper);
    }

    @Test
    void aSupervisorThatIsStoppedWhileAChildStartsStopsThatChildToo() {
        Node node = nodes.start();
        CountDownLatch starting = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Pid supervisor = Supervisor.start(node, ONE_FOR_ONE, child("first", Lab::new));
        AtomicReference<Pid> late = new AtomicReference<>();
        Thread starter =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                Supervisor.startChild(
                                        supervisor,
                                        custom(
                                                "late",
                                                self -> {
                                                    starting.countDown();
                                                    Patience.await(go);
                                                    Started started = self.startLink(new Lab());
                                                    late.set(started.pid());
                                                    return started;
                                                }));
                            } catch (CallFailed stopped) {
                                throw new AssertionError(stopped);
                            }
                        });
        Patience.await(starting);
        Thread stopper =
                Thread.ofVirtual()
                        .start(() -> supervisor.stop(ExitReason.shutdown(), Patience.LONG));
        go.countDown();
        Patience.join(starter);
        Patience.join(stopper);

        assertThat(late.get().isAlive()).isFalse();
        assertThat(node.processes()).isEmpty();
    }

    // --- kills ---

    @Test
    void aSupervisorKilledInTheMiddleOfARestartLeavesNobodyBehind() {
        Node node = nodes.start();
        CountDownLatch restarting = new CountDownLatch(2);
        Pid supervisor =
                Supervisor.start(
                        node,
                        ONE_FOR_ONE,
                        child("sibling", Lab::new),
                        custom(
                                "slow",
                                self -> {
                                    Started started = self.startLink(new Lab());
                                    restarting.countDown();
                                    if (restarting.getCount() == 0) {
                                        self.sleep(Patience.LONG.multipliedBy(100));
                                    }
                                    return started;
                                }));
        pid(supervisor, "slow").exit(ExitReason.kill());
        Patience.await(restarting);

        supervisor.exit(ExitReason.kill());

        Patience.until("all end", () -> node.processes().isEmpty());
    }

    // --- start functions ---

    @Test
    void whateverAStartThrowsIsAFailedStart() {
        SimulatedNode node = nodes.simulated(1);
        Pid supervisor = Supervisor.start(node, ONE_FOR_ONE);
        for (Throwable thrown :
                List.of(
                        new StackOverflowError("as if"),
                        new OutOfMemoryError("as if"),
                        new AssertionError("no"),
                        new IllegalStateException("no"))) {
            ChildSpec spec =
                    custom(
                            "bad",
                            _ -> {
                                throw HardSupervisionTest.<RuntimeException>sneaky(thrown);
                            });

            assertThat(Supervisor.startChild(supervisor, spec))
                    .isEqualTo(new ChildResult.Failed(ExitReason.crashed(thrown)));
        }
        assertThat(Supervisor.whichChildren(supervisor)).isEmpty();
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> T sneaky(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @Test
    void aStackThatOverflowsInAStartIsAFailedStart() {
        SimulatedNode node = nodes.simulated(1);
        Pid supervisor = Supervisor.start(node, ONE_FOR_ONE);

        assertThat(Supervisor.startChild(supervisor, custom("deep", _ -> deep(1))))
                .isInstanceOf(ChildResult.Failed.class);
        assertThat(supervisor.isAlive()).isTrue();
    }

    private static Started deep(int depth) {
        return depth == 0 ? new Started.Ignored() : deep(depth + 1);
    }

    @Test
    void aStartThatReturnsADeadOrUnlinkedProcessIsBelieved() {
        SimulatedNode node = nodes.simulated(1);
        Pid dead = node.start(new Lab()).pid();
        dead.exit(ExitReason.kill());
        Pid free = node.start(new Lab()).pid();
        Pid supervisor =
                Supervisor.start(
                        node,
                        ONE_FOR_ONE,
                        custom("dead", _ -> new Started.Ok(dead)),
                        custom("free", _ -> new Started.Ok(free)));

        assertThat(pid(supervisor, "dead")).isEqualTo(dead);
        assertThat(Supervisor.terminateChild(supervisor, "dead"))
                .isEqualTo(new ChildResult.Stopped());
        supervisor.stop(ExitReason.shutdown(), Patience.LONG);
        assertThat(free.isAlive()).isFalse();
    }

    @Test
    void aNameThatAStrangerHoldsAtTheRestartIsTriedUntilItIsFree() {
        SimulatedNode node = nodes.simulated(1);
        Backoff backoff = new Backoff(SECOND, SECOND, 0);
        Pid supervisor =
                Supervisor.start(
                        node,
                        ONE_FOR_ONE,
                        child("a", Lab::new, named("taken")).backoff(backoff).limit(100, SECOND));
        pid(supervisor, "a").exit(ExitReason.kill());
        Pid stranger = node.start(new Lab(), named("taken")).pid();

        node.advance(SECOND.multipliedBy(5));
        assertThat(info(supervisor, "a").status()).isEqualTo(ChildInfo.Status.RESTARTING);
        stranger.exit(ExitReason.kill());
        node.advance(SECOND);

        assertThat(node.whereis("taken")).isEqualTo(info(supervisor, "a").pid()).isPresent();
    }

    // --- restarts ---

    @Test
    void siblingsRunOnWhenAChildIsGivenUpInTheRestartOfAll() {
        for (Strategy strategy : List.of(ONE_FOR_ALL, REST_FOR_ONE)) {
            SimulatedNode node = nodes.simulated(1);
            AtomicInteger starts = new AtomicInteger();
            Pid supervisor =
                    Supervisor.start(
                            node,
                            strategy,
                            child("before", Lab::new),
                            custom("bad", failing(starts, 10)).limit(2, SECOND),
                            child("after", Lab::new));
            pid(supervisor, strategy == ONE_FOR_ALL ? "after" : "bad").exit(ExitReason.kill());
            node.settle();

            assertThat(Supervisor.whichChildren(supervisor))
                    .as("%s", strategy)
                    .extracting(ChildInfo::status)
                    .containsExactly(
                            ChildInfo.Status.RUNNING,
                            ChildInfo.Status.STOPPED,
                            ChildInfo.Status.RUNNING);
        }
    }

    @Test
    void aDynamicChildThatIsBeingRestartedIsStoppedByItsLastPid() {
        SimulatedNode node = nodes.simulated(1);
        DynamicSupervisor supervisor = DynamicSupervisor.start(node);
        Pid waits =
                supervisor.startChild(
                        child("waits", Lab::new).backoff(Backoff.between(SECOND, SECOND)));
        Pid fails =
                supervisor.startChild(
                        custom("fails", failing(new AtomicInteger(), Integer.MAX_VALUE - 1))
                                .limit(1_000_000, SECOND));
        waits.exit(ExitReason.kill());
        fails.exit(ExitReason.kill());
        Supervisor.whichChildren(supervisor.pid());

        assertThat(supervisor.countChildren()).isEqualTo(new ChildCount(2, 0, 0, 2));
        assertThat(supervisor.terminateChild(waits)).isEqualTo(new ChildResult.Stopped());
        assertThat(supervisor.terminateChild(fails)).isEqualTo(new ChildResult.Stopped());
        assertThat(supervisor.terminateChild(fails)).isEqualTo(new ChildResult.NotFound());
        node.advance(SECOND.multipliedBy(3));
        assertThat(supervisor.countChildren()).isEqualTo(new ChildCount(0, 0, 0, 0));
    }

    @Test
    void aBackoffMayGrowWithoutLimit() {
        SimulatedNode node = nodes.simulated(1);
        Duration forever = ChronoUnit.FOREVER.getDuration();
        Pid supervisor =
                Supervisor.start(
                        node,
                        ONE_FOR_ONE,
                        child("grows", Lab::new).backoff(Backoff.between(SECOND, forever)),
                        child("never", Lab::new).backoff(Backoff.between(forever, forever)));
        node.advance(SECOND);
        pid(supervisor, "grows").exit(ExitReason.kill());
        pid(supervisor, "never").exit(ExitReason.kill());
        node.advance(SECOND);

        assertThat(info(supervisor, "grows").status()).isEqualTo(ChildInfo.Status.RUNNING);
        assertThat(info(supervisor, "never").status()).isEqualTo(ChildInfo.Status.RESTARTING);
    }

    @Test
    void aStormOfCrashesWhileSuspendedIsJudgedAfterwards() {
        SimulatedNode node = nodes.simulated(1);
        Pid supervisor =
                Supervisor.start(
                        node,
                        supervisor(
                                        "s",
                                        ONE_FOR_ONE,
                                        child("a", Lab::new),
                                        child("b", Lab::new),
                                        child("c", Lab::new))
                                .intensity(2, SECOND));
        List<Pid> children = new ArrayList<>();
        Supervisor.whichChildren(supervisor).forEach(child -> children.add(child.pid().get()));
        Sys.suspend(supervisor);
        children.forEach(child -> child.exit(ExitReason.kill()));
        node.advance(SECOND.multipliedBy(5));
        assertThat(supervisor.isAlive()).isTrue();
        assertThat(node.processes()).containsExactly(supervisor);

        Sys.resume(supervisor);
        node.settle();

        assertThat(supervisor.isAlive()).isFalse(); // all three count at the time they are seen
    }

    // --- the end of the node ---

    @Test
    void aNodeClosesInTheMiddleOfEndlessRestarts() {
        Node node = nodes.start();
        AtomicInteger starts = new AtomicInteger();
        Pid supervisor =
                Supervisor.start(
                        node,
                        supervisor(
                                        "s",
                                        ONE_FOR_ONE,
                                        custom("bad", failing(starts, Integer.MAX_VALUE - 1)))
                                .intensity(Integer.MAX_VALUE, SECOND));
        pid(supervisor, "bad").exit(ExitReason.kill());
        Patience.until("it tries", () -> starts.get() > 100);

        Thread closer = Thread.ofVirtual().start(node::close);

        Patience.join(closer);
        assertThat(supervisor.isAlive()).isFalse();
    }

    // --- many ---

    @Test
    void aHundredThousandChildrenStopAtTheSameTime() {
        Node node = nodes.start();
        int many = 100_000;
        DynamicSupervisor supervisor =
                DynamicSupervisor.start(node, dynamicSupervisor("many").intensity(0, SECOND));
        ChildSpec worker = child("w", Lab::new).restart(TEMPORARY);
        for (int i = 0; i < many; i++) {
            supervisor.startChild(worker);
        }
        assertThat(supervisor.countChildren().active()).isEqualTo(many);

        supervisor.pid().stop(ExitReason.shutdown(), Patience.LONG);

        assertThat(node.processes()).isEmpty();
    }
}
