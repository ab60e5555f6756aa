package io.trunkline.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.engine.Node;
import io.trunkline.engine.NodeOptions;

import org.junit.jupiter.api.Test;

/// The chaos of `trunkline measure stages`, in small.
class StageChaosTest {
    private static final long SEED = Long.getLong("trunkline.seed", System.nanoTime());
    private static final int EVENTS = 300_000;

    private static StageChaos.Report run(boolean acknowledged) {
        StageChaos chaos = new StageChaos(new StageChaos.Plan(EVENTS, 3, 20, SEED, acknowledged));
        try (Node node = Node.start(NodeOptions.defaults().withListener(chaos))) {
            return chaos.run(node);
        }
    }

    @Test
    void losesNothingThatIsAcknowledged() {
        StageChaos.Report report = run(true);
        assertThat(report.holds(true)).as("seed=%d: %s", SEED, report).isTrue();
        assertThat(report.handled()).isEqualTo(EVENTS);
    }

    @Test
    void losesWhatItReportsOtherwise() {
        StageChaos.Report report = run(false);
        assertThat(report.holds(false)).as("seed=%d: %s", SEED, report).isTrue();
        assertThat(report.handled() + report.missing()).isEqualTo(EVENTS);
    }
}
