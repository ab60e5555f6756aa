package io.trunkline.examples.guide;

import static io.trunkline.engine.StartOptions.named;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.engine.Node;
import io.trunkline.engine.SimulatedNode;
import io.trunkline.engine.agent.Agent;

import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.Map;

/// The code of docs/guide/agents.md.
class AgentsTest {
    @Test
    void keepsAState() {
        try (Node node = Node.start()) {
            Agent<Map<String, Integer>> hits = Agent.start(node, HashMap::new, named("hits"));

            hits.update(map -> {
                map.merge("index", 1, Integer::sum);
                return map;
            });
            int count = hits.get(map -> map.getOrDefault("index", 0));
            int before =
                    hits.getAndUpdate(map ->
                            new Agent.Reply<>(map.getOrDefault("index", 0), new HashMap<>()));
            hits.cast(map -> {
                map.put("about", 1);
                return map;
            });

            assertThat(count).isEqualTo(1);
            assertThat(before).isEqualTo(1);
            assertThat(hits.<Map<String, Integer>>get(Map::copyOf)).isEqualTo(Map.of("about", 1));
            assertThat(node.whereis("hits")).contains(hits.pid());
            hits.stop();
        }
    }

    @Test
    void runsInVirtualTime() {
        try (SimulatedNode node = Node.simulated(1)) {
            Agent<Integer> agent = Agent.start(node, () -> 1);
            agent.cast(n -> n + 1);
            node.settle();

            assertThat(agent.<Integer>get(n -> n)).isEqualTo(2);
        }
    }
}
