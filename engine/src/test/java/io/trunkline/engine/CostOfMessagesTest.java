package io.trunkline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.engine.fixture.Lab;
import io.trunkline.engine.fixture.Nodes;
import io.trunkline.engine.fixture.Patience;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// How much the scheduler does for what processes do: counts that hold on any machine at any load,
/// where times would not. One that rises is a change for the worse, however fast it looks.
@Timeout(60)
class CostOfMessagesTest {
    private static final int MESSAGES = 1_000;
    private static final int BATCH = 128;
    private static final NodeStatistics.Scheduling NOTHING =
            new NodeStatistics.Scheduling(0, 0, 0, 0, 0, 0, 0, 0);

    @RegisterExtension final Nodes nodes = new Nodes();

    @Test
    void startingServersWakesNobody() {
        Node node = nodes.start();
        for (int i = 0; i < MESSAGES; i++) {
            node.start(new Lab());
        }
        assertThat(node.statistics().scheduling()).isEqualTo(NOTHING);
        assertThat(Nodes.threadsOf(node)).isEmpty();
    }

    @Test
    void callsToAnIdleServerWakeNobodyAndRetryNothing() {
        Node node = nodes.start();
        Pid lab = node.start(new Lab()).pid();
        for (int i = 0; i < MESSAGES; i++) {
            Lab.run(lab, l -> 1);
        }
        assertThat(node.statistics().scheduling()).isEqualTo(NOTHING);
        assertThat(node.statistics().messages().callerRuns()).isEqualTo(MESSAGES);
        assertThat(Nodes.threadsOf(node)).isEmpty();
    }

    @Test
    void aServerThatCallsAnotherStaysOnItsRunner() {
        Node node = nodes.start(o -> o.withRunners(1));
        Pid back = node.start(new Lab()).pid();
        Pid front = node.start(new Lab()).pid();
        CountDownLatch done = new CountDownLatch(1);
        Lab.later(
                front,
                l -> {
                    for (int i = 0; i < MESSAGES; i++) {
                        Lab.run(back, b -> 1);
                    }
                    done.countDown();
                });
        Patience.await(done);
        NodeStatistics.Scheduling did = node.statistics().scheduling();
        assertThat(did.turns()).isEqualTo(1);
        assertThat(did.wakeUps()).isEqualTo(1);
        assertThat(did.blocks()).isZero();
    }

    @Test
    void aFloodThatABusyServerFindsIsHandledInBatchesWithoutAWakeUp() {
        Node node = nodes.start(o -> o.withRunners(1));
        Pid lab = node.start(new Lab()).pid();
        CountDownLatch end = new CountDownLatch(1);
        Lab.block(lab, end); // which has woken the runner
        for (int i = 0; i < MESSAGES; i++) {
            lab.send(i);
        }
        end.countDown();
        awaitHandled(node, MESSAGES + 1);
        NodeStatistics.Scheduling did = node.statistics().scheduling();
        assertThat(did.wakeUps()).isEqualTo(1);
        assertThat(did.turns()).isEqualTo(1 + (MESSAGES + 1) / BATCH);
        assertThat(did.steals()).isZero();
        assertThat(did.sparesStarted()).isEqualTo(1);
    }

    @Test
    void aMessageToASleepingServerTakesAtMostOneWakeUpAndOneTurn() {
        Node node = nodes.start(o -> o.withRunners(1));
        Pid lab = node.start(new Lab()).pid();
        for (int i = 1; i <= 100; i++) {
            lab.send(i);
            awaitHandled(node, i);
        }
        NodeStatistics.Scheduling did = node.statistics().scheduling();
        assertThat(did.turns()).isLessThanOrEqualTo(100);
        assertThat(did.wakeUps()).isLessThanOrEqualTo(100);
        assertThat(did.parks()).isLessThanOrEqualTo(did.wakeUps());
    }

    /// On one thread, so that even the number of turns is exact.
    @Test
    void aFloodFromOneServerToAnotherTakesOneTurnABatch() {
        SimulatedNode node = nodes.simulated(1);
        Pid receiver = node.start(new Lab()).pid();
        Pid sender = node.start(new Lab()).pid();
        Lab.later(
                sender,
                l -> {
                    for (int i = 0; i < MESSAGES; i++) {
                        receiver.send(i);
                    }
                });
        node.settle();
        NodeStatistics statistics = node.statistics();
        assertThat(statistics.messages().handled()).isEqualTo(MESSAGES + 1);
        assertThat(statistics.scheduling().turns()).isEqualTo(2 + MESSAGES / BATCH);
        assertThat(statistics.scheduling().retries()).isZero();
    }

    @Test
    void messagesRoundARingOnOneRunnerNeedOneWakeUp() {
        Node node = nodes.start(o -> o.withRunners(1));
        List<Pid> ring = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            ring.add(node.start(new Lab()).pid());
        }
        CountDownLatch round = new CountDownLatch(1);
        pass(ring, 0, round);
        Patience.await(round);
        NodeStatistics.Scheduling did = node.statistics().scheduling();
        // a machine that halts a runner inside a handler makes the watchdog hand its seat over
        assertThat(did.wakeUps()).isLessThanOrEqualTo(1 + did.handOvers());
        assertThat(did.turns()).isEqualTo(ring.size());
        assertThat(did.steals()).isZero();
    }

    private static void pass(List<Pid> ring, int place, CountDownLatch round) {
        if (place == ring.size()) {
            round.countDown();
        } else {
            Lab.later(ring.get(place), l -> pass(ring, place + 1, round));
        }
    }

    private static void awaitHandled(Node node, long messages) {
        Patience.until(
                messages + " messages", () -> node.statistics().messages().handled() == messages);
    }
}
