package io.trunkline.benchmarks.latency;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.benchmarks.latency.workload.WorkloadKind;
import io.trunkline.benchmarks.report.Machine;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

class LatencyTextTest {
    private static final Duration TEN = Duration.ofSeconds(10);

    @Test
    void showsRatesPercentilesAllocationAndPauses() {
        Row row = row(1_000, 0, 1_000);

        assertThat(LatencyText.row(row).strip().split(" +"))
                .containsExactly(
                        "call", "100", "100", "500.2", "900.1", "990.2", "999.4", "1,000", "1,000",
                        "2.0", "20,000", "2", "7", "25%");
    }

    @Test
    void saysWhichRowsAreLowerBounds() {
        assertThat(remarks(row(900, 100, 1_000)))
                .anyMatch(line -> line.startsWith("call@100: more than it can do. 100 operations"))
                .noneMatch(line -> line.contains("did not end"));
    }

    @Test
    void saysWhichOperationsDidNotEnd() {
        assertThat(remarks(row(1_003, 0, 1_000))).contains("call@100: 3 operations did not end.");
    }

    @Test
    void saysWhatTwoCoresDoNotShow() {
        assertThat(remarks(row(1_000, 0, 1_000)))
                .anyMatch(line -> line.startsWith("2 cores: the generator takes one"));
    }

    @Test
    void holdsTheRowAndItsPausesInThePage() {
        String page = LatencyPage.of(report(row(1_000, 0, 1_000)));

        assertThat(page)
                .contains("<title>Latency, G1, 2 cores: call</title>")
                .contains("\"pauses\": [[1.500, 7, \"a cause\"], [2.500, 0, \"a cause\"]]")
                .contains("{\"t\": 10.000, \"count\": 1000, \"allocation\": 2.000,")
                .doesNotContain("{{");
    }

    /// A row of operations that took 1 to 1,000 us.
    private static Row row(long sent, long unsent, int ended) {
        var times = new Histogram(3);
        for (int i = 1; i <= ended; i++) {
            times.recordValue(i * 1_000L);
        }
        return new Row(
                WorkloadKind.CALL,
                100,
                sent,
                unsent,
                TEN,
                OptionalDouble.of(0.25),
                times,
                List.of(Interval.of(10, 10, times, 20_000_000)),
                List.of(new GcPause(1.5, 7, "a cause"), new GcPause(2.5, 0, "a cause")));
    }

    private static List<String> remarks(Row row) {
        return LatencyText.remarks(report(row));
    }

    private static LatencyReport report(Row row) {
        return new LatencyReport(
                new Machine("A Processor", 2, "An OS 1", "JDK 25", "G1"),
                new JvmFlags(List.of("-Xmx1g"), 1 << 30),
                new LatencyOptions(
                        List.of(WorkloadKind.CALL), List.of(100.0), TEN, Duration.ofSeconds(3)),
                List.of(row),
                false);
    }
}
