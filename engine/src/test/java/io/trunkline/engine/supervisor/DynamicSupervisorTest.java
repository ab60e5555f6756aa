package io.trunkline.engine.supervisor;

import static io.trunkline.engine.StartOptions.named;
import static io.trunkline.engine.supervisor.Restart.TEMPORARY;
import static io.trunkline.engine.supervisor.Strategy.ONE_FOR_ONE;
import static io.trunkline.engine.supervisor.Supervisor.child;
import static io.trunkline.engine.supervisor.Supervisor.custom;
import static io.trunkline.engine.supervisor.Supervisor.dynamicSupervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.trunkline.engine.CallFailed;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.SimulatedNode;
import io.trunkline.engine.Started;
import io.trunkline.engine.fixture.Lab;
import io.trunkline.engine.fixture.Nodes;
import io.trunkline.engine.fixture.Patience;
import io.trunkline.engine.genserver.Init;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/// What the recordings do not show of [DynamicSupervisor].
class DynamicSupervisorTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @RegisterExtension final Nodes nodes = new Nodes();

    /// Takes its time to end.
    private static final class Slow extends Lab {
        private final Duration time;

        Slow(Duration time) {
            this.time = time;
        }

        @Override
        protected Init<Object> init() {
            self().trapExit(true);
            return super.init();
        }

        @Override
        protected void terminate(ExitReason reason, Object state) {
            self().sleep(time);
        }
    }

    @Test
    void callersThatMayNotBlockGetAFuture() {
        SimulatedNode node = nodes.simulated(1);
        DynamicSupervisor supervisor = DynamicSupervisor.start(node);
        CompletableFuture<ChildResult.Start> fine =
                supervisor.askStartChild(child("fine", Lab::new), SECOND);
        CompletableFuture<ChildResult.Start> bad =
                supervisor.askStartChild(
                        child("bad", Lab::new).restart(TEMPORARY).significant(), SECOND);
        assertThat(fine).isNotDone();
        node.settle();

        assertThat(fine).isCompletedWithValueMatching(ChildResult.Running.class::isInstance);
        assertThatThrownBy(bad::join).hasCauseInstanceOf(BadSpec.class);
        supervisor.pid().stop();
        assertThat(supervisor.askStartChild(child("late", Lab::new), SECOND))
                .failsWithin(Duration.ZERO)
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(CallFailed.NoProcess.class);
    }

    @Test
    void theSnippetOfTheApiRuns() {
        SimulatedNode node = nodes.simulated(1);
        DynamicSupervisor sessions =
                DynamicSupervisor.start(node, named("sessions")).maxChildren(2);

        Pid session = sessions.startChild(Lab::new);
        sessions.startChild(Lab::new, named("second"));

        assertThat(node.whereis("second")).isPresent();
        assertThat(session.isAlive()).isTrue();
        assertThatThrownBy(() -> sessions.startChild(Lab::new))
                .asInstanceOf(type(ChildNotStarted.class))
                .extracting(ChildNotStarted::outcome)
                .isEqualTo(new ChildResult.MaxChildren());
        assertThat(sessions.terminateChild(session)).isEqualTo(new ChildResult.Stopped());
        assertThat(sessions.terminateChild(session)).isEqualTo(new ChildResult.NotFound());
        assertThat(sessions.countChildren()).isEqualTo(new ChildCount(1, 1, 0, 1));
    }

    @Test
    void aReferenceFollowsAChildThroughItsRestarts() {
        SimulatedNode node = nodes.simulated(1);
        DynamicSupervisor supervisor = DynamicSupervisor.start(node);
        Pid first = supervisor.startChild(Lab::new);
        ChildRef child = supervisor.ref(first).orElseThrow();

        first.exit(ExitReason.kill());
        node.settle();
        Pid second = child.pid().orElseThrow();

        assertThat(second).isNotEqualTo(first);
        assertThat(child.restarts()).isEqualTo(1);
        assertThat(supervisor.ref(first)).isEmpty();

        supervisor.terminateChild(second);
        assertThat(child.pid()).isEmpty();
        assertThat(child.isOver()).isTrue();
    }

    @Test
    void oneBadChildTakesAllDownUnlessItHasItsOwnLimit() {
        SimulatedNode node = nodes.simulated(1);
        DynamicSupervisor supervisor =
                DynamicSupervisor.start(node, dynamicSupervisor("d").intensity(1, SECOND));
        Pid good = supervisor.startChild(Lab::new);
        ChildRef bad =
                supervisor
                        .ref(supervisor.startChild(child("bad", Lab::new).limit(2, SECOND)))
                        .orElseThrow();

        while (!bad.isOver()) {
            bad.pid().orElseThrow().exit(ExitReason.kill());
            node.settle();
        }
        assertThat(bad.restarts()).isEqualTo(2);
        assertThat(good.isAlive()).isTrue();

        ChildRef worse = supervisor.ref(supervisor.startChild(Lab::new)).orElseThrow();
        for (int i = 0; i < 2; i++) {
            worse.pid().orElseThrow().exit(ExitReason.kill());
            node.settle();
        }
        assertThat(node.processes()).isEmpty();
        assertThat(worse.isOver()).isTrue();
    }

    @Test
    void aChildThatWaitsForItsBackoffCountsAndCanComeBack() {
        SimulatedNode node = nodes.simulated(1);
        DynamicSupervisor supervisor = DynamicSupervisor.start(node).maxChildren(1);
        Backoff backoff = Backoff.between(SECOND, SECOND);
        Pid first = supervisor.startChild(child("a", Lab::new).backoff(backoff));

        first.exit(ExitReason.kill());
        node.settle();

        assertThat(supervisor.countChildren()).isEqualTo(new ChildCount(1, 0, 0, 1));
        assertThat(supervisor.tryStartChild(child("b", Lab::new)))
                .isEqualTo(new ChildResult.MaxChildren());
        node.advance(SECOND);
        assertThat(supervisor.countChildren().active()).isEqualTo(1);
    }

    @Test
    void childrenStopAtTheSameTimeEachWithinItsOwnLimit() {
        SimulatedNode node = nodes.simulated(1);
        DynamicSupervisor supervisor = DynamicSupervisor.start(node);
        supervisor.startChild(child("never", () -> Stubborn::new).shutdown(SECOND));
        for (int i = 0; i < 10; i++) {
            supervisor.startChild(() -> new Slow(SECOND.multipliedBy(2)));
        }
        long begin = node.clock().nanoTime();

        supervisor.pid().stop(ExitReason.shutdown(), Patience.LONG);

        assertThat(node.processes()).isEmpty();
        assertThat(node.clock().nanoTime() - begin).isEqualTo(SECOND.multipliedBy(2).toNanos());
    }

    @Test
    void itCanBeAChild() {
        SimulatedNode node = nodes.simulated(1);
        Supervisor.start(
                node, ONE_FOR_ONE, dynamicSupervisor("sessions").options(named("sessions")));
        DynamicSupervisor sessions = DynamicSupervisor.of(node.whereis("sessions").orElseThrow());

        Pid session = sessions.startChild(child("s", Lab::new).restart(TEMPORARY));

        assertThat(node.tree().find("SupervisorServer", "sessions", "s"))
                .get()
                .matches(found -> found.pid().equals(session));
    }

    @Test
    void aFailedStartIsAValueOrAnException() {
        SimulatedNode node = nodes.simulated(1);
        DynamicSupervisor supervisor = DynamicSupervisor.start(node);
        ChildSpec broken =
                custom(
                        "broken",
                        _ -> {
                            throw new IllegalStateException("no");
                        });

        assertThat(supervisor.tryStartChild(broken)).isInstanceOf(ChildResult.Failed.class);
        assertThatThrownBy(() -> supervisor.startChild(broken))
                .isInstanceOf(ChildNotStarted.class)
                .hasRootCauseMessage("no");
        assertThat(supervisor.tryStartChild(custom("none", _ -> new Started.Ignored())))
                .isEqualTo(new ChildResult.Ignored());
        assertThat(supervisor.whichChildren()).isEmpty();
    }

    @Test
    void manyThreadsStartAndStopManyChildren() throws Exception {
        Node node = nodes.start();
        DynamicSupervisor supervisor = DynamicSupervisor.start(node);
        int threads = 4;
        int each = 2_000;
        ConcurrentLinkedQueue<Pid> started = new ConcurrentLinkedQueue<>();
        CountDownLatch done = new CountDownLatch(threads);
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int t = 0; t < threads; t++) {
                pool.submit(() -> {
                    List<Pid> mine = new ArrayList<>();
                    for (int i = 0; i < each; i++) {
                        mine.add(supervisor.startChild(Lab::new));
                    }
                    mine.subList(0, each / 2).forEach(supervisor::terminateChild);
                    started.addAll(mine.subList(each / 2, each));
                    done.countDown();
                });
            }
            Patience.await(done);
        }

        assertThat(supervisor.countChildren().active()).isEqualTo(threads * each / 2);
        assertThat(started).allMatch(Pid::isAlive);
        supervisor.pid().stop(ExitReason.shutdown(), Patience.LONG);
        assertThat(started).noneMatch(Pid::isAlive);
    }
}
