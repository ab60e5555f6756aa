package io.trunkline.engine.supervisor;

import static io.trunkline.engine.StartOptions.named;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Pid;
import io.trunkline.engine.SimulatedNode;
import io.trunkline.engine.fixture.Lab;
import io.trunkline.engine.fixture.Nodes;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.stream.IntStream;

class PartitionSupervisorTest {
    @RegisterExtension final Nodes nodes = new Nodes();

    @Test
    @DisplayName("PartitionSupervisor routes integers by remainder")
    void nonNegativeIntegersGoToTheirRemainder() {
        SimulatedNode node = nodes.simulated(1);
        PartitionSupervisor partitions = PartitionSupervisor.start(node, 3, _ -> new Lab());

        IntStream.range(0, 30)
                .forEach(key ->
                        assertThat(partitions.pid(key)).isEqualTo(partitions.pids().get(key % 3)));
        assertThat(partitions.pid(-1)).isIn(partitions.pids());
        assertThat(partitions.pid("key")).isEqualTo(partitions.pid("key"));
        assertThat(partitions.pids()).doesNotHaveDuplicates().hasSize(3);
    }

    @Test
    void aPartitionThatWasRestartedIsFound() {
        SimulatedNode node = nodes.simulated(1);
        PartitionSupervisor partitions =
                PartitionSupervisor.start(node, named("p"), 2, _ -> new Lab());
        Pid before = partitions.pid(1);

        before.exit(ExitReason.kill());
        node.settle();

        assertThat(partitions.pid(1)).isNotEqualTo(before).matches(Pid::isAlive);
        assertThat(node.whereis("p/1")).contains(partitions.pid(1));
        assertThat(node.whereis("p")).contains(partitions.supervisor());
    }
}
