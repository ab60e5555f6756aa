package io.trunkline.benchmarks.compare;

import static io.trunkline.benchmarks.compare.Peer.BEAM;
import static io.trunkline.benchmarks.compare.Peer.PEKKO;
import static io.trunkline.benchmarks.compare.Rows.findings;
import static io.trunkline.benchmarks.compare.Rows.measured;
import static io.trunkline.benchmarks.compare.Rows.missing;
import static io.trunkline.benchmarks.compare.Rows.workload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Map;

class TextTableTest {
    private final TextTable table = new TextTable();

    @Test
    void showsOurFigureOnceAndALineForEachPeerAndGoal() {
        Workload row =
                workload(
                        "call-idle",
                        new Goal.Faster(15, BEAM),
                        new Goal.Faster(50, PEKKO),
                        new Goal.Allocates(0));

        String[] lines =
                table.lines(
                                findings(
                                        row,
                                        measured(40, 88),
                                        Map.of(BEAM, measured(1_753), PEKKO, measured(1_000))))
                        .split(System.lineSeparator());

        assertThat(lines).hasSize(3);
        assertThat(lines[0])
                .containsPattern("call-idle +1 +40.0 ns +88 +BEAM +1,753 ns +43.8x +15x BEAM +met");
        assertThat(lines[1]).matches(" +Pekko +1,000 ns +25.0x +50x Pekko +missed");
        assertThat(lines[2]).matches(" +allocates at most 0 bytes +missed");
    }

    @Test
    void saysWhatWasNotMeasuredAndWhy() {
        Workload row = workload("call-idle", new Goal.Faster(15, BEAM));

        String lines =
                table.lines(
                        findings(
                                row,
                                measured(40),
                                Map.of(BEAM, missing("left out: no erl on the PATH"))));

        assertThat(lines)
                .containsPattern("BEAM +- +- +15x BEAM +not measured")
                .endsWith("    not measured: BEAM: left out: no erl on the PATH");
    }

    @Test
    void addsUpAtTheEnd() {
        table.lines(findings(limited("a"), measured(1), Map.of()));
        table.lines(findings(limited("b"), measured(3), Map.of()));
        table.lines(findings(limited("c"), missing("no benchmark"), Map.of()));

        assertThat(table.summary())
                .isEqualToNormalizingNewlines(
                        "1 of 3 workloads met their goals\nmissed: b\nnot measured: c");
    }

    private static Workload limited(String id) {
        return workload(id, new Goal.AtMost(2, Unit.NANOS));
    }
}
