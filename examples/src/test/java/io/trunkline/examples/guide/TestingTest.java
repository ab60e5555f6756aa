package io.trunkline.examples.guide;

import static io.trunkline.engine.ExitReasons.KILL;
import static io.trunkline.engine.supervisor.Strategy.ONE_FOR_ONE;
import static io.trunkline.engine.supervisor.Supervisor.child;

import static org.assertj.core.api.Assertions.assertThat;

import static java.time.Duration.ofSeconds;

import io.trunkline.engine.Call;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.Self;
import io.trunkline.engine.SimulatedNode;
import io.trunkline.engine.genserver.GenServer;
import io.trunkline.engine.genserver.Init;
import io.trunkline.engine.genserver.Outcome;
import io.trunkline.engine.supervisor.Supervisor;
import io.trunkline.engine.testkit.Probe;
import io.trunkline.engine.testkit.Seeds;
import io.trunkline.engine.testkit.TrunklineTest;

import java.time.Duration;

class TestingTest {
    record Ping(Pid from) {}

    record Pong() {}

    static final class Worker extends GenServer<Call<?>, Integer> {
        @Override
        protected Init<Integer> init() {
            return ok(0);
        }

        @Override
        protected Outcome<Integer> handleInfo(Object message, Integer answered) {
            return switch (message) {
                case Ping(Pid from) -> {
                    from.send(new Pong());
                    yield noReply(answered + 1);
                }
                default -> throw new IllegalStateException("no ping: " + message);
            };
        }
    }

    @TrunklineTest
    void restarts(Node node, Probe probe) {
        Pid sup = Supervisor.start(node, ONE_FOR_ONE, child("w", Worker::new));
        Pid first = probe.child(sup, "w");
        first.exit(KILL);
        Pid second = probe.awaitRestart(sup, "w", first);
        second.send(new Ping(probe.pid()));
        probe.assertReceive(Pong.class, ofSeconds(1));
    }

    @TrunklineTest
    void survivesNonsense(Probe probe) {
        Pid first = probe.startSupervised(child("w", Worker::new));
        probe.self().monitor(first);

        probe.expectCrash(IllegalStateException.class);
        first.send("nonsense");

        assertThat(probe.expectDown(first)).isInstanceOf(ExitReason.Crashed.class);
    }

    @TrunklineTest
    void remindsAfterAnHour(SimulatedNode node, Probe probe) {
        node.spawn(self -> {
            self.sleep(Duration.ofHours(1));
            probe.pid().send("reminder");
        });

        node.advance(Duration.ofMinutes(59));
        probe.refuteReceived(String.class);
        node.advance(Duration.ofMinutes(1));
        probe.assertReceived(String.class);
    }

    static void addOne(Self self, Pid counter) {
        int before = counter.call(new Counter.Get());
        self.sleep(Duration.ofMillis(1));
        int after = counter.call(new Counter.Increment());
        assertThat(after).isGreaterThan(before);
    }

    @Seeds(100)
    void countsEverybody(SimulatedNode node, Probe probe) {
        Pid counter = node.start(new Counter(0)).pid();

        node.spawn(self -> addOne(self, counter));
        node.spawn(self -> addOne(self, counter));
        node.advance(Duration.ofSeconds(1));

        int count = counter.call(new Counter.Get());
        assertThat(count).isEqualTo(2);
    }
}
