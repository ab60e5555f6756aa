package io.trunkline.engine.supervisor;

import static io.trunkline.engine.StartOptions.named;
import static io.trunkline.engine.supervisor.AutoShutdown.ANY_SIGNIFICANT;
import static io.trunkline.engine.supervisor.Restart.TEMPORARY;
import static io.trunkline.engine.supervisor.Restart.TRANSIENT;
import static io.trunkline.engine.supervisor.Strategy.ONE_FOR_ALL;
import static io.trunkline.engine.supervisor.Strategy.ONE_FOR_ONE;
import static io.trunkline.engine.supervisor.Strategy.REST_FOR_ONE;
import static io.trunkline.engine.supervisor.Supervisor.child;
import static io.trunkline.engine.supervisor.Supervisor.custom;
import static io.trunkline.engine.supervisor.Supervisor.supervisor;
import static io.trunkline.engine.supervisor.Supervisor.threaded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.trunkline.engine.CallFailed;
import io.trunkline.engine.Exit;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.ExitReasons;
import io.trunkline.engine.Node;
import io.trunkline.engine.NodeListener;
import io.trunkline.engine.Pid;
import io.trunkline.engine.SimulatedNode;
import io.trunkline.engine.StartFailed;
import io.trunkline.engine.StartOptions;
import io.trunkline.engine.Started;
import io.trunkline.engine.SupervisorReport;
import io.trunkline.engine.fixture.Lab;
import io.trunkline.engine.fixture.Nodes;
import io.trunkline.engine.fixture.Patience;
import io.trunkline.engine.genserver.Init;
import io.trunkline.engine.sys.Sys;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// What the recordings do not show of [Supervisor].
class SupervisorTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @RegisterExtension final Nodes nodes = new Nodes();

    private final List<SupervisorReport> reports = new CopyOnWriteArrayList<>();
    private final List<Pid> ends = new CopyOnWriteArrayList<>();
    private SimulatedNode node;

    @BeforeEach
    void makeNode() {
        node = nodes.simulated(1, options -> options.withListener(listener()));
    }

    private NodeListener listener() {
        return new NodeListener() {
            @Override
            public void supervised(SupervisorReport report) {
                reports.add(report);
            }

            @Override
            public void processExited(Pid pid, ExitReason reason) {
                ends.add(pid);
            }
        };
    }

    /// Cleans up before it ends, and takes its time.
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

    private Pid pid(Pid supervisor, String id) {
        return Supervisor.whichChildren(supervisor).stream()
                .filter(child -> child.id().equals(id))
                .findFirst()
                .flatMap(ChildInfo::pid)
                .orElseThrow();
    }

    private ChildInfo info(Pid supervisor, String id) {
        return Supervisor.whichChildren(supervisor).stream()
                .filter(child -> child.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private void crash(Pid pid) {
        pid.exit(ExitReason.other("boom"));
        node.settle();
    }

    // --- starts ---

    @Test
    void theTreeOfTheReadmeStarts() {
        Pid tree =
                Supervisor.start(
                        node,
                        ONE_FOR_ONE,
                        child("cache", Lab::new),
                        child("limiter", Lab::new).restart(TRANSIENT).shutdown(SECOND),
                        supervisor("workers", REST_FOR_ONE, child("a", Lab::new))
                                .intensity(3, Duration.ofSeconds(5)));

        assertThat(Supervisor.countChildren(tree)).isEqualTo(new ChildCount(3, 3, 1, 2));
        assertThat(Supervisor.whichChildren(pid(tree, "workers")))
                .extracting(ChildInfo::id)
                .containsExactly("a");
    }

    @Test
    void aSupervisorAndItsChildrenCanHaveNames() {
        Supervisor.start(
                node,
                named("top"),
                ONE_FOR_ONE,
                child("cache", Lab::new, named("cache")),
                supervisor("inner", ONE_FOR_ONE).options(named("inner")));

        Pid cache = node.whereis("cache").orElseThrow();
        crash(cache);

        assertThat(node.whereis("cache")).get().isNotEqualTo(cache);
        assertThat(node.whereis("top")).isPresent();
        assertThat(node.whereis("inner")).isPresent();
    }

    @Test
    void aFailedStartSaysWhichChildAndWhy() {
        assertThatThrownBy(() ->
                        Supervisor.start(
                                node,
                                ONE_FOR_ONE,
                                child("a", Lab::new),
                                custom("b", _ -> new Started.Failed(ExitReason.other("no")))))
                .asInstanceOf(type(StartFailed.class))
                .extracting(StartFailed::outcome)
                .isEqualTo(
                        new Started.Failed(
                                ExitReason.shutdown(
                                        new FailedToStartChild("b", ExitReason.other("no")))));
        assertThat(node.processes()).isEmpty();
    }

    @Test
    void aNameThatIsTakenFailsTheStartOfAChild() {
        Pid holder = node.start(new Lab(), named("taken")).pid();

        assertThatThrownBy(() ->
                        Supervisor.start(node, ONE_FOR_ONE, child("a", Lab::new, named("taken"))))
                .isInstanceOf(StartFailed.class)
                .hasMessageContaining(new Started.AlreadyStarted(holder).toString());
    }

    @Test
    void specificationsThatCannotBeFollowedAreRefused() {
        assertThatThrownBy(() ->
                        Supervisor.start(
                                node, ONE_FOR_ONE, child("a", Lab::new), child("a", Lab::new)))
                .isInstanceOf(StartFailed.class)
                .cause()
                .asInstanceOf(type(BadSpec.class))
                .extracting(BadSpec::problem)
                .isEqualTo(new BadSpec.Problem.DuplicateId("a"));

        Pid supervisor = Supervisor.start(node, ONE_FOR_ONE);
        assertThatThrownBy(() ->
                        Supervisor.startChild(
                                supervisor, child("a", Lab::new).restart(TRANSIENT).significant()))
                .asInstanceOf(type(BadSpec.class))
                .extracting(BadSpec::problem)
                .isEqualTo(new BadSpec.Problem.SignificantWithoutAutoShutdown("a"));
        assertThat(supervisor.isAlive()).isTrue();
    }

    @Test
    void aRequestThatItDoesNotKnowDoesNotKillIt() {
        Pid supervisor = Supervisor.start(node, ONE_FOR_ONE, child("a", Lab::new));

        assertThatThrownBy(() -> supervisor.call(new Lab.Run<>(_ -> 1), SECOND))
                .isInstanceOf(CallFailed.TimedOut.class);
        supervisor.cast("nonsense");
        supervisor.send("nonsense");
        node.settle();

        assertThat(Supervisor.countChildren(supervisor).active()).isEqualTo(1);
    }

    // --- calls of a child's init to who waits for it ---

    /// Calls its supervisor in `init`.
    private static final class Caller extends Lab {
        @Override
        protected Init<Object> init() {
            Supervisor.countChildren(self().parent());
            return super.init();
        }
    }

    /// Calls, in `init`, a name that a supervisor further up has.
    private static final class GrandCaller extends Lab {
        @Override
        protected Init<Object> init() {
            self().node().call("top", new Lab.Run<>(_ -> 1), SECOND);
            return super.init();
        }
    }

    @Test
    void aChildThatCallsItsSupervisorInInitFailsAtOnce() {
        Pid supervisor = Supervisor.start(node, ONE_FOR_ONE);

        ChildResult.Start result = Supervisor.startChild(supervisor, child("a", Caller::new));

        assertThat(result)
                .asInstanceOf(type(ChildResult.Failed.class))
                .extracting(ChildResult.Failed::reason)
                .asInstanceOf(type(ExitReason.Crashed.class))
                .extracting(ExitReason.Crashed::cause)
                .isInstanceOf(CallFailed.CallingStarter.class);
    }

    @Test
    void aChildThatCallsASupervisorFurtherUpInInitFailsAtOnce() {
        assertThatThrownBy(() ->
                        Supervisor.start(
                                node,
                                named("top"),
                                ONE_FOR_ONE,
                                supervisor("inner", ONE_FOR_ONE, child("a", GrandCaller::new))))
                .isInstanceOf(StartFailed.class)
                .hasMessageContaining("calling_starter");
    }

    @Test
    void aChildThatIsStartedOnARunnerFailsAtOnceToo() {
        Node real = nodes.start();
        Pid supervisor = Supervisor.start(real, ONE_FOR_ONE);
        StartOptions onARunner = StartOptions.defaults().withStartTimeout(Patience.LONG);

        assertThat(Supervisor.startChild(supervisor, child("a", Caller::new, onARunner)))
                .isInstanceOf(ChildResult.Failed.class)
                .asString()
                .contains("CallFailed$CallingStarter");
    }

    // --- stops ---

    @Test
    void childrenStopInReverseAndEachIsWaitedFor() {
        Pid supervisor =
                Supervisor.start(
                        node,
                        ONE_FOR_ONE,
                        child("a", Lab::new),
                        child("b", () -> new Slow(SECOND)),
                        child("c", () -> new Slow(SECOND)));
        List<Pid> order =
                List.of(
                        pid(supervisor, "c"),
                        pid(supervisor, "b"),
                        pid(supervisor, "a"),
                        supervisor);
        long begin = node.clock().nanoTime();

        supervisor.stop(ExitReason.shutdown(), Patience.LONG);

        assertThat(ends).isEqualTo(order);
        assertThat(node.clock().nanoTime() - begin).isEqualTo(SECOND.multipliedBy(2).toNanos());
    }

    @Test
    void aChildThatTakesTooLongIsKilledAndReported() {
        Pid supervisor =
                Supervisor.start(
                        node, ONE_FOR_ONE, child("a", () -> Stubborn::new).shutdown(SECOND));
        Pid child = pid(supervisor, "a");
        long begin = node.clock().nanoTime();

        assertThat(Supervisor.terminateChild(supervisor, "a")).isEqualTo(new ChildResult.Stopped());

        assertThat(child.isAlive()).isFalse();
        assertThat(reports)
                .contains(
                        new SupervisorReport.ShutdownError(
                                supervisor, "a", child, ExitReason.killed()));
        assertThat(node.clock().nanoTime() - begin).isEqualTo(SECOND.toNanos());
    }

    @Test
    void aChildThatUnlinkedItselfIsStillStoppedAndWaitedFor() {
        Pid supervisor = Supervisor.start(node, ONE_FOR_ONE, child("a", () -> new Slow(SECOND)));
        Pid child = pid(supervisor, "a");
        Lab.run(
                child,
                lab -> {
                    lab.me().unlink(supervisor);
                    return 0;
                });

        supervisor.stop(ExitReason.shutdown(), Patience.LONG);

        assertThat(ends).containsExactly(child, supervisor);
    }

    @Test
    void closingTheNodeStopsTreesInOrder() {
        Pid first = Supervisor.start(node, ONE_FOR_ONE, child("a", Lab::new), child("b", Lab::new));
        Pid a = pid(first, "a");
        Pid b = pid(first, "b");
        Pid second = Supervisor.start(node, ONE_FOR_ONE, child("c", () -> new Slow(SECOND)));
        Pid c = pid(second, "c");

        node.close();

        assertThat(ends).containsExactly(c, second, b, a, first);
    }

    @Test
    void theParentsExitStopsItAndAStrangersDoesNot() {
        Pid parent = node.start(new Lab()).pid();
        Pid supervisor =
                Lab.run(
                        parent,
                        lab -> {
                            lab.me().trapExit(true);
                            return Supervisor.startLink(
                                    lab.me(), ONE_FOR_ONE, child("a", Lab::new));
                        });

        supervisor.exit(ExitReason.other("boom"));
        node.settle();
        assertThat(supervisor.isAlive()).isTrue();

        Lab.run(
                parent,
                _ -> {
                    supervisor.exit(ExitReason.normal());
                    return 0;
                });
        node.settle();
        assertThat(supervisor.isAlive()).isFalse();
        assertThat(node.processes()).containsExactly(parent);
    }

    // --- restarts ---

    @Test
    void itGivesUpAfterTooManyRestartsWithShutdownUnlessToldOtherwise() {
        Pid meek =
                Supervisor.start(
                        node,
                        supervisor("s", ONE_FOR_ONE, child("a", Lab::new)).intensity(1, SECOND));
        Pid loud =
                Supervisor.start(
                        node,
                        supervisor("s", ONE_FOR_ONE, child("a", Lab::new))
                                .intensity(0, SECOND)
                                .giveUpReason(ExitReason.other("gave up")));
        node.self().link(meek);
        node.self().link(loud);

        crash(pid(meek, "a"));
        assertThat(info(meek, "a").restarts()).isEqualTo(1);
        crash(pid(meek, "a"));
        crash(pid(loud, "a"));

        assertThat(node.self().receive()).isEqualTo(new Exit(meek, ExitReasons.SHUTDOWN));
        assertThat(node.self().receive()).isEqualTo(new Exit(loud, ExitReason.other("gave up")));
        assertThat(reports).contains(new SupervisorReport.Shutdown(meek, "a", 1));
    }

    @Test
    void aTransientSupervisorThatGivesUpStaysDownUnlessItSaysAnotherReason() {
        ChildSpec quiet = supervisor("quiet", ONE_FOR_ONE).intensity(0, SECOND).restart(TRANSIENT);
        SupervisorSpec loud =
                supervisor("loud", ONE_FOR_ONE, child("a", Lab::new))
                        .intensity(0, SECOND)
                        .giveUpReason(ExitReason.other("gave up"));
        Pid top = Supervisor.start(node, ONE_FOR_ONE, quiet, loud.restart(TRANSIENT));
        Pid quietPid = pid(top, "quiet");
        Supervisor.startChild(quietPid, child("a", Lab::new));

        crash(pid(quietPid, "a"));
        crash(pid(pid(top, "loud"), "a"));

        assertThat(info(top, "quiet").status()).isEqualTo(ChildInfo.Status.STOPPED);
        assertThat(info(top, "loud").status()).isEqualTo(ChildInfo.Status.RUNNING);
    }

    @Test
    void restartsAreForgottenAfterThePeriod() {
        Pid supervisor =
                Supervisor.start(
                        node,
                        supervisor("s", ONE_FOR_ONE, child("a", Lab::new)).intensity(1, SECOND));

        for (int i = 0; i < 10; i++) {
            crash(pid(supervisor, "a"));
            node.advance(SECOND.plusNanos(1));
        }

        assertThat(info(supervisor, "a").restarts()).isEqualTo(10);
    }

    @Test
    void itAnswersBetweenTheTriesOfARestart() {
        AtomicInteger starts = new AtomicInteger();
        Pid supervisor =
                Supervisor.start(
                        node,
                        supervisor(
                                        "s",
                                        ONE_FOR_ONE,
                                        custom(
                                                "a",
                                                self ->
                                                        starts.incrementAndGet() == 1
                                                                ? self.startLink(new Lab())
                                                                : new Started.Failed(
                                                                        ExitReason.other("no"))))
                                .intensity(1_000_000, SECOND));
        pid(supervisor, "a").exit(ExitReason.kill());

        ChildInfo child = info(supervisor, "a");
        ChildResult.Terminate terminated = Supervisor.terminateChild(supervisor, "a");
        node.settle(); // it would go on for ever if it still tried

        assertThat(child.status()).isEqualTo(ChildInfo.Status.RESTARTING);
        assertThat(terminated).isEqualTo(new ChildResult.Stopped());
        assertThat(info(supervisor, "a").status()).isEqualTo(ChildInfo.Status.STOPPED);
        assertThat(reports).anyMatch(SupervisorReport.StartError.class::isInstance);
    }

    @Test
    void withABackoffEachRestartWaitsTwiceAsLongUpToAMaximum() {
        Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofMillis(300), 0);
        Pid supervisor =
                Supervisor.start(
                        node,
                        supervisor(
                                        "s",
                                        ONE_FOR_ALL,
                                        child("a", Lab::new).backoff(backoff),
                                        child("b", Lab::new))
                                .intensity(100, SECOND));
        List<Integer> waits = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            pid(supervisor, "a").exit(ExitReason.kill());
            node.settle();
            assertThat(Supervisor.whichChildren(supervisor))
                    .extracting(ChildInfo::status)
                    .containsExactly(ChildInfo.Status.RESTARTING, ChildInfo.Status.STOPPED);
            int waited = 0;
            while (info(supervisor, "b").status() != ChildInfo.Status.RUNNING) {
                node.advance(Duration.ofMillis(50));
                waited += 50;
            }
            waits.add(waited);
        }

        node.advance(SECOND); // it has recovered
        pid(supervisor, "a").exit(ExitReason.kill());
        node.settle();
        node.advance(Duration.ofMillis(100));

        assertThat(waits).containsExactly(100, 200, 300, 300);
        assertThat(info(supervisor, "a").status()).isEqualTo(ChildInfo.Status.RUNNING);
    }

    @Test
    void aChildStartedByHandDuringItsBackoffIsLeftAlone() {
        Backoff backoff = Backoff.between(SECOND, SECOND);
        Pid supervisor = Supervisor.start(node, ONE_FOR_ONE, child("a", Lab::new).backoff(backoff));
        crash(pid(supervisor, "a"));

        assertThat(Supervisor.restartChild(supervisor, "a"))
                .isEqualTo(new ChildResult.Restarting());
        Supervisor.terminateChild(supervisor, "a");
        Supervisor.restartChild(supervisor, "a");
        Pid byHand = pid(supervisor, "a");
        node.advance(SECOND);

        assertThat(pid(supervisor, "a")).isEqualTo(byHand);
    }

    @Test
    void aChildBeyondItsOwnLimitIsGivenUpAndItsSiblingsRunOn() {
        Pid supervisor =
                Supervisor.start(
                        node,
                        supervisor(
                                        "s",
                                        ONE_FOR_ONE,
                                        child("bad", Lab::new).limit(2, SECOND),
                                        child("good", Lab::new))
                                .intensity(0, SECOND));
        Pid good = pid(supervisor, "good");

        for (int i = 0; i < 3; i++) {
            crash(pid(supervisor, "bad"));
        }

        assertThat(info(supervisor, "bad").status()).isEqualTo(ChildInfo.Status.STOPPED);
        assertThat(pid(supervisor, "good")).isEqualTo(good);
        assertThat(reports).contains(new SupervisorReport.ChildGivenUp(supervisor, "bad", 2));
    }

    @Test
    void theEndOfASignificantChildIsTheSupervisors() {
        Pid supervisor =
                Supervisor.start(
                        node,
                        supervisor(
                                        "s",
                                        ONE_FOR_ONE,
                                        child("job", Lab::new).restart(TEMPORARY).significant(),
                                        child("helper", Lab::new))
                                .autoShutdown(ANY_SIGNIFICANT));

        crash(pid(supervisor, "job"));

        assertThat(node.processes()).isEmpty();
    }

    @Test
    void whatHappensIsReported() {
        Pid supervisor = Supervisor.start(node, ONE_FOR_ONE, child("a", Lab::new));
        Pid first = pid(supervisor, "a");
        crash(first);
        Pid second = pid(supervisor, "a");

        assertThat(reports)
                .containsExactly(
                        new SupervisorReport.Progress(supervisor, "a", first, 0),
                        new SupervisorReport.ChildTerminated(
                                supervisor, "a", first, ExitReason.other("boom")),
                        new SupervisorReport.Progress(supervisor, "a", second, 1));
    }

    @Test
    void systemRequestsWorkOnIt() {
        Pid supervisor = Supervisor.start(node, ONE_FOR_ONE, child("a", Lab::new));
        Sys.suspend(supervisor);
        Pid before = node.tree().find("SupervisorServer", "a").orElseThrow().pid();

        before.exit(ExitReason.kill());
        node.settle();
        assertThat(node.tree().find("SupervisorServer", "a")).isEmpty();
        Sys.resume(supervisor);
        node.settle();

        assertThat(pid(supervisor, "a")).isNotEqualTo(before);
        assertThat(Sys.getState(supervisor).toString()).contains("id=a");
    }

    // --- threads ---

    @Test
    void threadedChildrenAreRestartedAndStopped() {
        Node real = nodes.start();
        CountDownLatch twice = new CountDownLatch(2);
        Pid supervisor =
                Supervisor.start(
                        real,
                        ONE_FOR_ONE,
                        threaded(
                                "poller",
                                self -> {
                                    twice.countDown();
                                    if (twice.getCount() > 0) {
                                        throw self.exit(ExitReason.other("once"));
                                    }
                                    self.receive();
                                }));
        Patience.await(twice);

        supervisor.stop(ExitReason.shutdown(), Patience.LONG);

        assertThat(real.processes()).isEmpty();
    }

    @Test
    void aSupervisorThatWaitsHoldsUpNobody() {
        Node real = nodes.start(options -> options.withRunners(1));
        CountDownLatch end = new CountDownLatch(1);
        Pid supervisor =
                Supervisor.start(
                        real,
                        ONE_FOR_ONE,
                        threaded(
                                        "stubborn",
                                        self -> {
                                            self.trapExit(true);
                                            Patience.await(end);
                                        })
                                .shutdown(Shutdown.INFINITY));
        Pid other = real.start(new Lab(), StartOptions.defaults().withCallerRuns(false)).pid();
        other.cast(
                new Lab.Do(_ ->
                        Supervisor.terminateChild(supervisor, "stubborn"))); // holds the runner
        Pid third = real.start(new Lab(), StartOptions.defaults().withCallerRuns(false)).pid();

        assertThat(Lab.<Integer>run(third, _ -> 3)).isEqualTo(3);
        end.countDown();
        assertThat(Lab.<Integer>run(other, _ -> 2)).isEqualTo(2);
        assertThat(Supervisor.countChildren(supervisor).active()).isZero();
    }
}
