package io.trunkline.pool.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.engine.SimulatedNode;
import io.trunkline.engine.testkit.Seeds;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Random producers, consumers and schedules keep the laws of [RandomStages], for many seeds.
class StageProperties {
    private static final int STEPS = 60;

    @Seeds(300)
    void byDemand(SimulatedNode node) {
        run(RandomStages.Kind.DEMAND, node);
    }

    @Seeds(300)
    void byDemandBehindAnotherStage(SimulatedNode node) {
        run(RandomStages.Kind.DEMAND_BEHIND_ANOTHER, node);
    }

    @Seeds(300)
    void inABroadcast(SimulatedNode node) {
        run(RandomStages.Kind.BROADCAST, node);
    }

    @Seeds(300)
    void inPartitions(SimulatedNode node) {
        run(RandomStages.Kind.PARTITION, node);
    }

    private static void run(RandomStages.Kind kind, SimulatedNode node) {
        RandomStages stages = new RandomStages(node, kind, new Random(node.seed()));
        List<String> story = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            story.add(stages.step());
            assertThat(stages.brokenLaws()).as("seed=%d: %s", node.seed(), story).isEmpty();
        }
    }
}
