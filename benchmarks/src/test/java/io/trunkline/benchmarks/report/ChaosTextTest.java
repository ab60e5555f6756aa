package io.trunkline.benchmarks.report;

import static io.trunkline.engine.supervisor.ChildInfo.Status.RUNNING;
import static io.trunkline.engine.supervisor.ChildSpec.Type.SUPERVISOR;
import static io.trunkline.engine.supervisor.ChildSpec.Type.WORKER;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.ProcessTree;
import io.trunkline.engine.supervisor.ChildInfo;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class ChaosTextTest {
    private final Pid pid;

    ChaosTextTest() {
        try (var node = Node.simulated(1)) {
            pid = node.self().pid();
        }
    }

    @Test
    void tellsWhatWasKilledAndWhatIsThere() {
        ProcessTree session = process("session", List.of());
        var tree =
                process(
                        "gateway",
                        List.of(
                                process("tables-1", List.of()),
                                process("sessions-1", Collections.nCopies(1_200, session))));

        assertThat(ChaosText.of(chaos(Optional.of(tree))).replace(pid.toString(), "<pid>"))
                .isEqualTo(
                        """
                        chaos: 20 kills/s, seed 1: 1,507 kills

                               kills     restarts   process
                                   7            7   tables-1
                                   0            0   sessions-1
                               1,500            -   sessions: 3,000 were started

                        gateway <pid>
                          tables-1 <pid>
                          sessions-1 <pid>
                            session <pid>
                            session <pid>
                            session <pid>
                            ... and 1,197 more
                        """);
    }

    @Test
    void saysWhenTheGatewayHasEnded() {
        assertThat(ChaosText.of(chaos(Optional.empty())))
                .endsWith("\nThe gateway's supervisor has ended.\n");
    }

    private Chaos chaos(Optional<ProcessTree> tree) {
        return new Chaos(
                "chaos: 20 kills/s, seed 1",
                Map.of("tables-1", 7L, "session", 1_500L),
                List.of(
                        new ChildInfo("tables-1", RUNNING, Optional.of(pid), WORKER, 7),
                        new ChildInfo("sessions-1", RUNNING, Optional.of(pid), SUPERVISOR, 0)),
                3_000,
                tree,
                new Histogram(3),
                new Histogram(3));
    }

    private ProcessTree process(String id, List<ProcessTree> children) {
        return new ProcessTree(pid, Optional.of(id), Optional.empty(), "code", children);
    }
}
