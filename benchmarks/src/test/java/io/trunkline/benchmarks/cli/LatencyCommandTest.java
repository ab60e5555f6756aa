package io.trunkline.benchmarks.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What the command refuses before it measures anything.
class LatencyCommandTest {
    @TempDir Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cal|workload must be one of generator, call, ",
                "cal|breaker: workload=cal",
                "call --rate 0|rate must be a number of requests a second in (0, 1e9]: rate=0",
                "call --rate 1000,fast|in (0, 1e9]: rate=fast",
                "call --rate 1000,1000/s|rate must be given once: rate=1000.0",
                "call --seconds 0|must be a whole number in 1..999999999, was: 0",
                "call --warmup -1|must be a whole number in 0..999999999, was: -1",
                "call --gc CMS|gc must be one of G1, ZGC, Parallel: gc=CMS",
                "call --colour|Unknown option: '--colour'",
                "diff|Missing required parameters: 'RUN_A', 'RUN_B'",
                "diff missing-a missing-b|run must be the folder of a report: run=missing-a"
            })
    void refusesBadUsageInOneLine(String arguments, String message) {
        assertThat(run(arguments.split(" "))).isEqualTo(2);
        assertThat(err.toString())
                .contains(message)
                .startsWith("trunkline latency")
                .hasLineCount(1);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void listsTheWorkloads() {
        assertThat(run("--list")).isZero();
        assertThat(out.toString())
                .containsPattern("(?m)^generator +nothing: ")
                .containsPattern("(?m)^call +call to an idle GenServer")
                .containsPattern("(?m)^table-put +insert over a row");
    }

    @Test
    void refusesAnOutputFolderThatCannotBeWritten() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThat(run("call", "--out", file.resolve("x").toString())).isEqualTo(2);
        assertThat(err.toString())
                .contains("report directory must be writable: report=" + file.resolve("x"))
                .hasLineCount(1);
    }

    @Test
    void refusesAFolderWithAnotherRun() throws IOException {
        Files.createFile(folder.resolve("breaker@5.hlog"));

        assertThat(run("call", "--out", folder.toString())).isEqualTo(2);
        assertThat(err.toString())
                .contains("out must hold no run yet: out=" + folder + ", found=breaker@5.hlog")
                .hasLineCount(1);
    }

    @Test
    void refusesARunThatIsNone() throws IOException {
        Files.writeString(folder.resolve("call@1000.hlog"), "0.1,not a histogram\n");

        assertThat(run("diff", folder.toString(), folder.toString())).isEqualTo(2);
        assertThat(err.toString())
                .contains("run must be the folder of a report: run=" + folder)
                .hasLineCount(1);
    }

    @Test
    void leavesACollectorThatWasChosenBeforeToTheNewChoice() {
        assertThat(CollectorJvm.flags(List.of("-Xmx1g", "-XX:+UseG1GC", "-XX:-UseSerialGC", "-ea")))
                .containsExactly("-Xmx1g", "-ea");
    }

    private int run(String... arguments) {
        return TrunklineCommand.run(out, err, "latency", arguments);
    }
}
