package io.trunkline.engine.statem;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.SimulatedNode;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/// Random machines against a model: each run sends casts and calls in bursts and lets time pass,
/// and compares the order of all events, of all states entered, and who was answered. Each failure
/// names its seed; `-Dtrunkline.seed` begins there, `-Dtrunkline.statem.runs` says how many.
class GenStatemProperties {
    private static final long SEED = Long.getLong("trunkline.seed", 1);
    private static final int RUNS = Integer.getInteger("trunkline.statem.runs", 200);
    private static final int STEPS = 40;

    @Test
    void machinesFollowTheRules() {
        int events = 0;
        int entered = 0;
        for (long seed = SEED; seed < SEED + RUNS; seed++) {
            RandomMachine machine = run(seed);
            entered += (int) machine.log.stream().filter(s -> s.startsWith("enter")).count();
            events += machine.log.size();
        }
        assertThat(events).isGreaterThan(RUNS * STEPS);
        assertThat(entered).isGreaterThan(RUNS * STEPS / 4);
    }

    private static RandomMachine run(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        RandomMachine machine = new RandomMachine(seed);
        Map<String, CompletableFuture<String>> asked = new HashMap<>();
        try (SimulatedNode node = Node.simulated(seed)) {
            Pid pid = node.start(machine).pid();
            Model model = new Model(seed);
            for (int step = 0; step < STEPS; step++) {
                for (int burst = random.nextInt(4); burst > 0; burst--) {
                    Plan.Random event = new Plan.Random(step + "-" + burst, 0);
                    boolean asks = random.nextBoolean();
                    model.send(event, asks);
                    if (asks) {
                        var reply = pid.ask(new RandomMachine.Asked(event), Duration.ofDays(1));
                        asked.put(event.id(), reply);
                    } else {
                        pid.cast(new RandomMachine.Sent(event));
                    }
                }
                node.settle();
                model.run();
                int ticks = random.nextInt(6);
                node.advance(Duration.ofMillis(ticks));
                model.advance(ticks);
            }
            assertThat(machine.log).as("seed %d", seed).isEqualTo(model.log);
            assertThat(answered(asked)).as("seed %d", seed).isEqualTo(model.replied);
        }
        return machine;
    }

    private static Set<String> answered(Map<String, CompletableFuture<String>> asked) {
        Set<String> answered = new HashSet<>();
        asked.forEach((id, reply) -> {
            if (reply.isDone()) {
                assertThat(reply.join()).isEqualTo(id);
                answered.add(id);
            }
        });
        return answered;
    }
}
