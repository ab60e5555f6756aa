package io.trunkline.pool.resource;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.trunkline.engine.Node;
import io.trunkline.engine.SimulatedNode;
import io.trunkline.pool.Recordings;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A pool of processes that reuses what dead owners had does what poolboy did, whatever the
/// schedule.
class PoolConformanceTest {
    private static final int SEEDS = 3;

    @Test
    void doesWhatPoolboyDid() {
        List<Path> recordings = Recordings.of("pool");
        assertThat(recordings).isNotEmpty();
        assertThat(recordings).allSatisfy(PoolConformanceTest::replayAll);
    }

    private static void replayAll(Path recording) {
        List<JsonNode> scenarios = Recordings.read(recording);
        assertThat(scenarios).isNotEmpty();
        List<String> mismatches = new ArrayList<>();
        int steps = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            for (JsonNode scenario : scenarios) {
                steps += scenario.get("steps").size();
                mismatches.addAll(replay(scenario, seed));
            }
        }
        System.out.printf(
                "%s: %d scenarios, %d steps with %d seeds, %d mismatches%n",
                recording.getFileName(), scenarios.size(), steps, SEEDS, mismatches.size());
        assertThat(mismatches).isEmpty();
    }

    private static List<String> replay(JsonNode scenario, long seed) {
        List<String> mismatches = new ArrayList<>();
        try (SimulatedNode node = Node.simulated(seed)) {
            PoolWorld world = new PoolWorld(node, scenario.get("setup"));
            for (int i = 0; i < scenario.get("steps").size(); i++) {
                JsonNode step = scenario.get("steps").get(i);
                JsonNode expected = scenario.get("observed").get(i);
                JsonNode seen = world.perform(step);
                if (!sameButForOrder(seen, expected)) {
                    mismatches.add(
                            "%s, seed %d, step %d: %s%n  poolboy: %s%n  ours:    %s"
                                    .formatted(
                                            scenario.get("scenario").textValue(),
                                            seed,
                                            i,
                                            step,
                                            expected,
                                            seen));
                    break;
                }
            }
        }
        return mismatches;
    }

    /// What processes do at the same time has no order.
    private static boolean sameButForOrder(JsonNode seen, JsonNode expected) {
        ObjectNode mine = seen.deepCopy();
        ObjectNode other = expected.deepCopy();
        return sorted(mine.remove("events")).equals(sorted(other.remove("events")))
                && mine.equals(other);
    }

    private static List<String> sorted(JsonNode events) {
        return events.valueStream().map(JsonNode::toString).sorted().toList();
    }
}
