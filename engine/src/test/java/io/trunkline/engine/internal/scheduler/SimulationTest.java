package io.trunkline.engine.internal.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.trunkline.engine.CallFailed;
import io.trunkline.engine.ExitReasons;
import io.trunkline.engine.Pid;
import io.trunkline.engine.Self;
import io.trunkline.engine.SimulatedNode;
import io.trunkline.engine.fixture.Lab;
import io.trunkline.engine.fixture.Nodes;
import io.trunkline.engine.fixture.Patience;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

@Timeout(60)
class SimulationTest {
    @RegisterExtension final Nodes nodes = new Nodes();

    /// A random workload: servers that pass messages on to each other, some after a while, and now
    /// and then die.
    ///
    /// @return who handled what, in order
    private List<String> run(long seed) {
        nodes.allowDeadLetters();
        SimulatedNode node = nodes.simulated(seed);
        List<String> log = new ArrayList<>();
        List<Pid> servers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            servers.add(node.start(new Lab()).pid());
        }
        // the workload is the same whatever the seed of the schedule
        SplittableRandom workload = new SplittableRandom(42);
        for (int i = 0; i < 50; i++) {
            pass(servers, workload.nextLong(), 6, log);
        }
        node.advance(Duration.ofSeconds(10));
        return log;
    }

    private static void pass(List<Pid> servers, long seed, int left, List<String> log) {
        SplittableRandom random = new SplittableRandom(seed);
        Pid to = servers.get(random.nextInt(servers.size()));
        Lab.later(
                to,
                lab -> {
                    log.add(to.number() + ":" + seed + ":" + lab.me().node().clock().nanoTime());
                    if (left == 0) {
                        return;
                    }
                    switch (random.nextInt(10)) {
                        case 0 ->
                                servers.get(random.nextInt(servers.size()))
                                        .exit(ExitReasons.SHUTDOWN);
                        case 1 -> lab.me().sleep(Duration.ofMillis(random.nextInt(5)));
                        default -> pass(servers, random.nextLong(), left - 1, log);
                    }
                    pass(servers, random.nextLong(), left - 1, log);
                });
    }

    @Test
    void theSameSeedGivesTheSameRun() {
        for (long seed = 0; seed < 10; seed++) {
            List<String> first = run(seed);
            assertThat(first).hasSizeGreaterThan(100);
            assertThat(run(seed)).as("seed %d", seed).isEqualTo(first);
        }
    }

    @Test
    void anotherSeedGivesAnotherOrder() {
        assertThat(run(1)).isNotEqualTo(run(2));
    }

    @Test
    void nothingRunsByItself() {
        SimulatedNode node = nodes.simulated(1);
        Lab lab = new Lab();
        node.start(lab).pid().send("message");
        assertThat(lab.seen()).isEmpty();
        node.settle();
        assertThat(lab.seen()).containsExactly("message");
    }

    @Test
    void timeStandsStillUntilItIsMoved() {
        SimulatedNode node = nodes.simulated(1);
        long start = node.clock().nanoTime();
        node.settle();
        assertThat(node.clock().nanoTime()).isEqualTo(start);
        node.advance(Duration.ofDays(365));
        assertThat(node.clock().nanoTime() - start).isEqualTo(Duration.ofDays(365).toNanos());
    }

    @Test
    void waitsMoveTheTimeNoFurtherThanNeeded() {
        SimulatedNode node = nodes.simulated(1);
        Self self = node.self();
        long start = node.clock().nanoTime();
        self.sendAfter(Duration.ofMinutes(3), "tick");
        assertThat(self.receive(Duration.ofHours(1))).contains("tick");
        assertThat(node.clock().nanoTime() - start).isEqualTo(Duration.ofMinutes(3).toNanos());
        assertThat(self.receive(Duration.ofMinutes(2))).isEmpty();
        self.sleep(Duration.ofMinutes(1));
        assertThat(node.clock().nanoTime() - start).isEqualTo(Duration.ofMinutes(6).toNanos());
    }

    @Test
    void callsTimeOutInVirtualTime() {
        SimulatedNode node = nodes.simulated(1);
        Pid lab = node.start(new Lab()).pid();
        long start = node.clock().nanoTime();
        assertThatExceptionOfType(CallFailed.TimedOut.class)
                .isThrownBy(() ->
                        lab.call(
                                new Lab.Step((from, state) -> Lab.keep(state)),
                                Duration.ofHours(1)));
        assertThat(node.clock().nanoTime() - start).isEqualTo(Duration.ofHours(1).toNanos());
    }

    @Test
    void timersFireInTheOrderOfTheirDeadlinesWithTheirConsequencesBetween() {
        SimulatedNode node = nodes.simulated(1);
        Lab lab = new Lab();
        Pid pid = node.start(lab).pid();
        List<Long> times = new ArrayList<>();
        long start = node.clock().nanoTime();
        for (int i = 10; i >= 1; i--) {
            Lab.later(pid, l -> {});
            node.self().sendAfter(Duration.ofSeconds(i), pid, "tick " + i);
        }
        for (int i = 1; i <= 10; i++) {
            node.advance(Duration.ofSeconds(1));
            times.add(node.clock().nanoTime() - start);
            assertThat(lab.seen()).hasSize(i);
        }
        assertThat(lab.seen().getFirst()).isEqualTo("tick 1");
        assertThat(times.getLast()).isEqualTo(Duration.ofSeconds(10).toNanos());
    }

    @Test
    void aWaitForNothingIsRefused() {
        SimulatedNode node = nodes.simulated(1);
        assertThatIllegalStateException()
                .isThrownBy(() -> node.self().receive())
                .withMessageContaining("must have something to wait for");
    }

    @Test
    void onlyTheThreadThatMadeItMayUseIt() {
        SimulatedNode node = nodes.simulated(1);
        Patience.join(
                Thread.ofPlatform()
                        .start(() -> {
                            assertThatIllegalStateException().isThrownBy(node::settle);
                            assertThatIllegalStateException()
                                    .isThrownBy(() -> node.advance(Duration.ofSeconds(1)));
                        }));
    }

    @Test
    void threadedProcessesAreRefused() {
        SimulatedNode node = nodes.simulated(1);
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> node.spawn(Self::receive));
    }

    @Test
    void itKnowsItsSeed() {
        assertThat(nodes.simulated(4711).seed()).isEqualTo(4711);
    }
}
