package io.trunkline.engine.testkit;

import static io.trunkline.engine.ExitReasons.KILLED;
import static io.trunkline.engine.ExitReasons.NO_PROC;
import static io.trunkline.engine.ExitReasons.SHUTDOWN;
import static io.trunkline.engine.StartOptions.named;
import static io.trunkline.engine.supervisor.Shutdown.BRUTAL_KILL;
import static io.trunkline.engine.supervisor.Strategy.ONE_FOR_ONE;
import static io.trunkline.engine.supervisor.Supervisor.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.trunkline.engine.Call;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.Self;
import io.trunkline.engine.SimulatedNode;
import io.trunkline.engine.genserver.GenServer;
import io.trunkline.engine.genserver.Init;
import io.trunkline.engine.supervisor.Supervisor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

class ProbeTest {
    private record Ping(int number) {}

    /// Says when it ends.
    private static final class Child extends GenServer<Call<?>, String> {
        private final String name;
        private final List<String> log;

        Child(String name, List<String> log) {
            this.name = name;
            this.log = log;
        }

        @Override
        protected Init<String> init() {
            self().trapExit(true);
            return ok(name);
        }

        @Override
        protected void terminate(ExitReason reason, String state) {
            log.add(state + " " + reason);
        }
    }

    @TrunklineTest
    void takesTheOldestMessageThatFits(Node node, Probe probe) {
        node.spawn(_ -> {
            probe.pid().send("first");
            probe.pid().send(new Ping(1));
            probe.pid().send(new Ping(2));
        });
        assertThat(probe.assertReceive(Ping.class, ping -> ping.number() == 2))
                .isEqualTo(new Ping(2));
        assertThat(probe.assertReceived(Ping.class)).isEqualTo(new Ping(1));
        assertThat(probe.mailbox()).containsExactly("first");
        assertThat(probe.assertReceive(String.class, Duration.ZERO)).isEqualTo("first");
    }

    @TrunklineTest
    void aMissedMessageShowsTheMailbox(SimulatedNode node, Probe probe) {
        probe.pid().send("other");
        long start = node.clock().nanoTime();
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> probe.assertReceive(Ping.class))
                .withMessage("expected Ping within PT1S, mailbox: [other]");
        assertThat(node.clock().nanoTime() - start).isEqualTo(Duration.ofSeconds(1).toNanos());
    }

    @TrunklineTest
    void refusesAMessageThatComesInTime(SimulatedNode node, Probe probe) {
        probe.self().sendAfter(Duration.ofMillis(100), new Ping(1));
        probe.refuteReceived(Ping.class);
        probe.refuteReceive(Ping.class, Duration.ofMillis(99));
        probe.refuteReceive(String.class);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> probe.refuteReceived(Ping.class))
                .withMessage("expected no Ping within PT0S, got: Ping[number=1]");
    }

    @TrunklineTest
    void hearsOfDeaths(Node node, Probe probe) {
        Pid pid = node.spawn(Self::receive);
        probe.self().monitor(pid);
        probe.self().link(pid);
        pid.exit(SHUTDOWN);
        assertThat(probe.expectDown(pid)).isEqualTo(SHUTDOWN);
        assertThat(probe.expectExit(pid)).isEqualTo(SHUTDOWN);
        assertThat(probe.awaitEnd(pid)).isEqualTo(NO_PROC);
        assertThat(probe.mailbox()).isEmpty();
    }

    @TrunklineTest
    void killsAndWaits(Node node, Probe probe) {
        Pid pid = node.spawn(Self::receive);
        node.register("killed", pid);
        assertThat(probe.kill(pid)).isEqualTo(KILLED);
        assertThat(node.whereis("killed")).isEmpty();
        assertThat(probe.mailbox()).isEmpty();
    }

    @TrunklineTest
    void aProcessThatDoesNotEndIsSaidSo(SimulatedNode node, Probe probe) {
        Pid pid =
                probe.startSupervised(child("child", () -> new Child("child", new ArrayList<>())));
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> probe.awaitEnd(pid))
                .withMessageStartingWith("expected the end of " + pid + " within PT1S");
        assertThat(node.info(pid).orElseThrow().monitoredBy()).doesNotContain(probe.pid());
    }

    @TrunklineTest
    void stopsWhatItStartedLatestFirst(Node node, Probe probe) {
        List<String> log = new ArrayList<>();
        for (String id : List.of("first", "second", "third")) {
            Pid pid = probe.startSupervised(child(id, () -> new Child(id, log)));
            assertThat(node.info(pid).orElseThrow().links()).doesNotContain(probe.pid());
        }

        probe.stopSupervised("second");
        probe.stopSupervised();

        assertThat(log)
                .containsExactly("second " + SHUTDOWN, "third " + SHUTDOWN, "first " + SHUTDOWN);
        assertThatIllegalArgumentException().isThrownBy(() -> probe.stopSupervised("second"));
    }

    @TrunklineTest
    void supervisedProcessesAreRestarted(SimulatedNode node, Probe probe) {
        Pid first =
                probe.startSupervised(
                        child("child", () -> new Child("child", new ArrayList<>()), named("it")));
        for (int i = 0; i < 20; i++) {
            Pid before = node.whereis("it").orElseThrow();
            probe.kill(before);
            node.settle();
            assertThat(node.whereis("it")).isPresent().isNotEqualTo(Optional.of(before));
        }
        assertThat(first.isAlive()).isFalse();
    }

    @TrunklineTest
    void seesChildrenOfSupervisors(Node node, Probe probe) {
        Pid supervisor =
                Supervisor.start(
                        node, ONE_FOR_ONE, child("w", () -> new Child("w", new ArrayList<>())));
        Pid first = probe.child(supervisor, "w");
        probe.kill(first);
        Pid second = probe.awaitRestart(supervisor, "w", first);
        assertThat(second).isNotEqualTo(first);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> probe.child(supervisor, "other"))
                .withMessageStartingWith("expected a running child other, got: [ChildInfo[id=w");
    }

    @TrunklineTest
    void aChildThatItsSupervisorKillsIsNoLeak(Node node, Probe probe) {
        Pid supervisor =
                Supervisor.start(
                        node,
                        ONE_FOR_ONE,
                        child("w", () -> new Child("w", new ArrayList<>())).shutdown(BRUTAL_KILL));
        assertThat(probe.child(supervisor, "w").isAlive()).isTrue();
    }

    @TrunklineTest
    void waitsForWhatNobodyAnnounces(SimulatedNode node, Probe probe) {
        List<String> done = new ArrayList<>();
        node.spawn(self -> {
            self.sleep(Duration.ofMillis(700));
            done.add("done");
        });
        probe.await("it is done", () -> !done.isEmpty());
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> probe.await("a wonder", () -> false, Duration.ofSeconds(10)))
                .withMessage("expected a wonder within PT10S, mailbox: []");
    }

    @TrunklineTest
    void anExpectedCrashIsFine(Node node, Probe probe) {
        probe.expectCrash(IllegalStateException.class);
        Pid pid =
                node.spawn(_ -> {
                    throw new IllegalStateException("expected");
                });
        assertThat(probe.awaitEnd(pid)).isIn(NO_PROC, crashed("expected"));
    }

    private static ExitReason crashed(String message) {
        return ExitReason.crashed(new IllegalStateException(message));
    }
}
