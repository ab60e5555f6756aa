package io.trunkline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.engine.fixture.Lab;
import io.trunkline.engine.fixture.Nodes;
import io.trunkline.engine.fixture.Patience;
import io.trunkline.engine.internal.process.HomeProbe;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// What [Node#statistics()] says. How much work things make is in [CostOfMessagesTest].
@Timeout(60)
class NodeStatisticsTest {
    private static final long ROUND = 1L << 32;

    @RegisterExtension final Nodes nodes = new Nodes();

    @Test
    void aNewNodeHasDoneNothing() {
        NodeStatistics statistics = nodes.start(o -> o.withRunners(2)).statistics();
        assertThat(statistics)
                .isEqualTo(
                        new NodeStatistics(
                                new NodeStatistics.Runners(2, 0, 0, 0, 2, 0, 0),
                                new NodeStatistics.Queues(0, List.of(0, 0)),
                                new NodeStatistics.Scheduling(0, 0, 0, 0, 0, 0, 0, 0),
                                new NodeStatistics.Processes(0, 0),
                                new NodeStatistics.Messages(0, 0, 0, 0),
                                new NodeStatistics.Timers(0, 0)));
    }

    @Test
    void countsProcessesThatLiveAndThatHaveEnded() {
        SimulatedNode node = nodes.simulated(1);
        Pid first = node.start(new Lab()).pid();
        node.start(new Lab());
        first.exit(ExitReason.kill());
        node.settle();
        assertThat(node.statistics().processes())
                .isEqualTo(new NodeStatistics.Processes(1, 2))
                .extracting(NodeStatistics.Processes::ended)
                .isEqualTo(1L);
    }

    @Test
    void aStartUnderATakenNameIsNoProcess() {
        SimulatedNode node = nodes.simulated(1);
        node.start(new Lab(), Name.local("lab"));
        node.start(new Lab(), Name.local("lab"));
        assertThat(node.statistics().processes()).isEqualTo(new NodeStatistics.Processes(1, 1));
    }

    @Test
    void countsMessagesAndWhoHandledThem() {
        SimulatedNode node = nodes.simulated(1);
        Pid lab = node.start(new Lab()).pid();
        Lab.run(lab, l -> 1); // by its caller
        lab.send("one");
        lab.send("two");
        lab.cast("three");
        node.settle();
        assertThat(node.statistics().messages()).isEqualTo(new NodeStatistics.Messages(4, 1, 0, 0));
    }

    @Test
    void whatTheDeadHaveHandledStaysCounted() {
        SimulatedNode node = nodes.simulated(1);
        Pid lab = node.start(new Lab()).pid();
        Lab.run(lab, l -> 1);
        lab.send("one");
        node.settle();
        lab.exit(ExitReason.kill());
        node.settle();
        assertThat(node.statistics().messages().handled()).isEqualTo(2);
        assertThat(node.statistics().messages().callerRuns()).isEqualTo(1);
    }

    @Test
    void countersThatComeRoundLoseNothing() {
        SimulatedNode node = nodes.simulated(1);
        Pid lab = node.start(new Lab()).pid();
        HomeProbe.aboutToComeRound(lab);
        long before = 2 * (ROUND - 1);
        assertThat(node.info(lab).orElseThrow().messagesHandled()).isEqualTo(before);

        Lab.run(lab, l -> 1);
        lab.send("one");
        node.settle();
        assertThat(node.info(lab).orElseThrow().messagesHandled()).isEqualTo(before + 2);
        assertThat(node.statistics().messages().handled()).isEqualTo(before + 2);
        assertThat(node.statistics().messages().callerRuns()).isEqualTo(ROUND);

        lab.exit(ExitReason.kill());
        node.settle();
        assertThat(node.statistics().messages().handled()).isEqualTo(before + 2);
        assertThat(node.statistics().messages().callerRuns()).isEqualTo(ROUND);
    }

    @Test
    void countsTimersThatFiredButNotThoseThatWereStopped() {
        SimulatedNode node = nodes.simulated(1);
        Self self = node.self();
        self.sendAfter(Duration.ofSeconds(1), self.pid(), "due");
        TimerRef stopped = self.sendAfter(Duration.ofSeconds(1), self.pid(), "stopped");
        assertThat(node.statistics().timers()).isEqualTo(new NodeStatistics.Timers(2, 0));
        stopped.cancel();
        node.advance(Duration.ofSeconds(2));
        assertThat(node.statistics().timers()).isEqualTo(new NodeStatistics.Timers(0, 1));
        assertThat(self.receive(Duration.ZERO)).contains("due");
    }

    @Test
    void countsDeadLetters() {
        nodes.allowDeadLetters();
        SimulatedNode node = nodes.simulated(1);
        Pid lab = node.start(new Lab()).pid();
        lab.exit(ExitReason.kill());
        node.settle();
        lab.send("late");
        assertThat(node.statistics().messages().deadLetters()).isEqualTo(1);
    }

    @Test
    void aRunnerInAHandlerIsBusyAndASleepingOneParked() {
        Node node = nodes.start(o -> o.withRunners(1));
        CountDownLatch end = new CountDownLatch(1);
        Pid lab = node.start(new Lab()).pid();
        Lab.block(lab, end);
        assertThat(node.statistics().runners())
                .isEqualTo(new NodeStatistics.Runners(1, 1, 0, 0, 0, 0, 0));
        end.countDown();
        Patience.until(
                "the runner sleeps",
                () ->
                        node.statistics()
                                .runners()
                                .equals(new NodeStatistics.Runners(1, 0, 0, 1, 0, 0, 0)));
    }

    @Test
    void aHandlerThatWaitsInTheEngineGivesUpItsSeat() {
        Node node = nodes.start(o -> o.withRunners(1));
        CountDownLatch end = new CountDownLatch(1);
        Pid busy = node.start(new Lab()).pid();
        Lab.block(busy, end);
        Pid waiting = node.start(new Lab()).pid();
        Lab.later(waiting, l -> Lab.run(busy, b -> 1));
        Patience.until(
                "the seat of the one that waits is free",
                () -> node.statistics().scheduling().blocks() == 1);
        NodeStatistics statistics = node.statistics();
        assertThat(statistics.runners().blocked()).isEqualTo(2);
        assertThat(statistics.scheduling().handOvers()).isEqualTo(1);
        end.countDown();
        Patience.until("both have ended", () -> node.statistics().runners().blocked() == 0);
    }
}
