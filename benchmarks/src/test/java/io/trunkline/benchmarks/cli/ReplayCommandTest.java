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

/// What the command refuses before it runs anything.
class ReplayCommandTest {
    private static final String GOOD_LINE =
            "192.0.2.7 - - [17/May/2015:10:05:03 +0000] \"GET / HTTP/1.1\" 200 1";

    @TempDir Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--rate 0|rate must be a number of requests a second in (0, 1e9]: rate=0",
                "--rate -5/s|rate must be a number of requests a second in (0, 1e9]: rate=-5/s",
                "--rate fast|rate must be a number of requests a second in (0, 1e9]: rate=fast",
                "--rate 2000000000|in (0, 1e9]: rate=2000000000",
                "--seconds 0|must be a whole number in 1..999999999, was: 0",
                "--repeat x|must be a whole number in 1..999999999, was: x",
                "--warm-up -1|must be a whole number in 0..999999999, was: -1",
                "--chaos -3|chaos must be a whole number of kills a second in 0..1000: chaos=-3",
                "--chaos 1001|chaos must be a whole number of kills a second in 0..1000:"
                        + " chaos=1001",
                "--chaos 99999999999|in 0..1000: chaos=99999999999",
                "--chaos some|in 0..1000: chaos=some",
                "--chaos 5 --chaos-seed x|Invalid value for option '--chaos-seed'",
                "--upstream-failure-rate 1.5|upstream-failure-rate must be a number in 0..1:"
                        + " upstream-failure-rate=1.5",
                "--upstream-failure-rate -0.1|in 0..1: upstream-failure-rate=-0.1",
                "--upstream-failure-rate 30%|in 0..1: upstream-failure-rate=30%",
                "--upstream-failure-rate NaN|in 0..1: upstream-failure-rate=NaN",
                "--upstream-failure-rate|Missing required parameter for option"
                        + " '--upstream-failure-rate' (R)",
                "--seconds 1 --repeat 1|mutually exclusive",
                "--threads 5000|threads must be <= 1024: threads=5000",
                "--rate 0.00001 --repeat 1000000|total / rate must be <= 1e9 seconds",
                "--input missing.log|input must be a readable file: input=missing.log",
                "--colour|Unknown option: '--colour'"
            })
    void refusesBadUsageInOneLine(String arguments, String message) {
        assertThat(run(arguments.split(" "))).isEqualTo(2);
        assertThat(err.toString())
                .contains(message)
                .startsWith("trunkline replay: ")
                .hasLineCount(1);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void refusesAnEmptyInput() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.log"));

        assertThat(run("--input", empty.toString())).isEqualTo(2);
        assertThat(err.toString())
                .isEqualToIgnoringNewLines(
                        "trunkline replay: input must hold a request: input="
                                + empty
                                + ", lines=0");
    }

    @Test
    void refusesAnInputWithoutARequest() throws IOException {
        Path bad = Files.write(folder.resolve("bad.log"), List.of("one", "two"));

        assertThat(run("--input", bad.toString())).isEqualTo(2);
        assertThat(err.toString())
                .isEqualToIgnoringNewLines(
                        "trunkline replay: input must hold a request: input="
                                + bad
                                + ", lines=2, first=time must be there: rest=\"\"");
    }

    @Test
    void refusesADirectoryAsInput() {
        assertThat(run("--input", folder.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("input must be a readable file: input=" + folder);
    }

    @Test
    void refusesAReportDirectoryThatCannotBeWritten() throws IOException {
        Path input = Files.write(folder.resolve("good.log"), List.of(GOOD_LINE));

        assertThat(run("--input", input.toString(), "--report", input.resolve("x").toString()))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("report directory must be writable: report=" + input.resolve("x"))
                .hasLineCount(1);
    }

    @Test
    void explainsItself() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString())
                .containsPattern("--seconds=S\\s+\\| --repeat=K")
                .contains("The recorded intervals are scaled")
                .contains("Default: 5000/s");
    }

    private int run(String... arguments) {
        return TrunklineCommand.run(out, err, "replay", arguments);
    }
}
