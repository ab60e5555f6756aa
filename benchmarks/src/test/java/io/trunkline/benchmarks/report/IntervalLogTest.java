package io.trunkline.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogProcessor;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The log as HdrHistogram's own tools read it.
class IntervalLogTest {
    @TempDir Path folder;

    private Path log;

    @BeforeEach
    void write() throws IOException {
        log = folder.resolve("replay.hlog");
        Samples.replay(log);
    }

    @Test
    void holdsEveryStepUnderItsTag() throws IOException {
        Map<String, Histogram> sums = new HashMap<>();
        Map<String, Integer> intervals = new HashMap<>();
        try (var reader = new HistogramLogReader(log.toFile())) {
            for (EncodableHistogram next; (next = reader.nextIntervalHistogram()) != null; ) {
                String tag = String.valueOf(next.getTag());
                sums.computeIfAbsent(tag, _ -> new Histogram(3)).add((Histogram) next);
                intervals.merge(tag, 1, Integer::sum);
            }
            assertThat(reader.getStartTimeSec()).isEqualTo(1e9);
        }

        assertThat(intervals)
                .containsOnlyKeys("null", "queue", "session", "upstream")
                .containsValue(3);
        assertThat(sums.get("null").getTotalCount()).isEqualTo(Samples.SERVED + 12);
        assertThat(sums.get("upstream").getTotalCount()).isEqualTo(Samples.SERVED + 3);
        assertThat(sums.get("queue").getMaxValue()).isEqualTo(1_000);
        assertThat(sums.get("null").getValueAtPercentile(50) / 1e6).isBetween(497.0, 501.0);
        assertThat(sums.get("null").getMaxValue() / 1e6).isBetween(999.0, 1_001.0);
    }

    @Test
    void tellsInCommentsWhenTheCircuitChanged() throws IOException {
        assertThat(Files.readAllLines(log))
                .contains(
                        "#[0.750 s: circuit open]",
                        "#[1.500 s: circuit half-open]",
                        "#[2.250 s: circuit closed]");
    }

    @Test
    void opensInTheLogProcessor() throws IOException {
        assertThat(processed()).anyMatch(line -> line.matches(".*Total count *= *3012\\]"));
        assertThat(processed("-tag", "upstream"))
                .anyMatch(line -> line.matches(".*Total count *= *3003\\]"));
    }

    private List<String> processed(String... options) throws IOException {
        Path output = folder.resolve("processed");
        var arguments =
                new ArrayList<>(
                        List.of(
                                "-i",
                                log.toString(),
                                "-o",
                                output.toString(),
                                "-outputValueUnitRatio",
                                "1000"));
        arguments.addAll(List.of(options));

        // What its main method starts on a thread.
        new HistogramLogProcessor(arguments.toArray(String[]::new)).run();

        return Files.readAllLines(output.resolveSibling("processed.hgrm"));
    }
}
