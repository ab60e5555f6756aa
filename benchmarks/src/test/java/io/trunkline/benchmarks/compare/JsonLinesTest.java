package io.trunkline.benchmarks.compare;

import static io.trunkline.benchmarks.compare.Peer.BEAM;
import static io.trunkline.benchmarks.compare.Peer.PEKKO;
import static io.trunkline.benchmarks.compare.Rows.findings;
import static io.trunkline.benchmarks.compare.Rows.measured;
import static io.trunkline.benchmarks.compare.Rows.missing;
import static io.trunkline.benchmarks.compare.Rows.workload;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.Test;

import java.util.Map;

class JsonLinesTest {
    private static final Workload ROW =
            workload("call-idle", new Goal.Faster(15, BEAM), new Goal.Faster(50, PEKKO));

    @Test
    void writesEveryFieldOnOneLine() {
        assertThat(
                        JsonLines.line(
                                findings(
                                        ROW,
                                        measured(40.1234, 88.0001),
                                        Map.of(PEKKO, measured(10_123.4), BEAM, measured(1_753)))))
                .isEqualTo(
                        "{\"workload\":\"call-idle\",\"threads\":1,\"unit\":\"ns/op\","
                                + "\"trunkline\":40.12,\"alloc_bytes\":88,"
                                + "\"peers\":{\"BEAM\":1753,\"Pekko\":10120},"
                                + "\"goal\":\"15x BEAM, 50x Pekko\",\"met\":true}");
    }

    @Test
    void saysWhyAFigureIsMissingAndKeepsTheFields() throws Exception {
        JsonNode line =
                read(
                        findings(
                                ROW,
                                missing("no benchmark"),
                                Map.of(PEKKO, measured(1), BEAM, missing("no erl on the PATH"))));

        assertThat(line.get("trunkline").isNull()).isTrue();
        assertThat(line.get("alloc_bytes").isNull()).isTrue();
        assertThat(line.get("met").isNull()).isTrue();
        assertThat(line.get("peers")).hasSize(1);
        assertThat(line.get("reason").asText())
                .isEqualTo("trunkline: no benchmark; BEAM: no erl on the PATH");
    }

    @Test
    void saysThatAGoalIsMissedEvenIfAnotherIsOpen() throws Exception {
        JsonNode line =
                read(
                        findings(
                                ROW,
                                measured(40),
                                Map.of(PEKKO, measured(100), BEAM, missing("left out"))));

        assertThat(line.get("met").asBoolean(true)).isFalse();
    }

    @Test
    void writesBytesWithTheirUnit() throws Exception {
        Workload bytes = workload("row-bytes", new Goal.AtMost(300, Unit.BYTES)).in(Unit.BYTES);

        JsonNode line = read(findings(bytes, measured(236), Map.of()));

        assertThat(line.get("unit").asText()).isEqualTo("bytes");
        assertThat(line.get("peers")).isEmpty();
    }

    private static JsonNode read(Findings findings) throws Exception {
        return new ObjectMapper().readTree(JsonLines.line(findings));
    }
}
