package io.trunkline.pool.ready;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.engine.SimulatedNode;
import io.trunkline.engine.testkit.Probe;
import io.trunkline.engine.testkit.Seeds;

import java.util.Random;

/// Whatever dies: every event is handled at least once, and no more often than is reported.
class AcknowledgedProperties {
    @Seeds(60)
    void byDemand(SimulatedNode node, Probe probe) {
        run(node, probe, false);
    }

    @Seeds(60)
    void inPartitions(SimulatedNode node, Probe probe) {
        run(node, probe, true);
    }

    private static void run(SimulatedNode node, Probe probe, boolean partitions) {
        Acknowledging run = new Acknowledging(node, new Random(node.seed()), partitions);
        run.start();
        node.settle();
        if (run.thrown > 0) {
            probe.expectCrash(IllegalStateException.class);
        }
        int dropped = 0;
        long again = 0;
        for (int event = 0; event < run.events; event++) {
            if (run.isDropped(event)) {
                dropped++;
                assertThat(run.handled[event]).as("event %d", event).isZero();
            } else {
                assertThat(run.handled[event]).as("event %d", event).isPositive();
                again += run.handled[event] - 1;
            }
        }
        AckCounts counts = run.numbers.counts();
        assertThat(counts.taken()).isEqualTo(run.events);
        assertThat(counts.acknowledged()).isEqualTo(run.events);
        assertThat(counts.outstanding()).isZero();
        assertThat(again).as("%d dropped", dropped).isLessThanOrEqualTo(counts.redelivered());
        if (run.thrown + run.ended == 0) {
            assertThat(counts.redelivered()).isZero();
        }
    }
}
