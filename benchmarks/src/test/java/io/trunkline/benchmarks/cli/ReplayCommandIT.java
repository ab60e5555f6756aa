package io.trunkline.benchmarks.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// Short replays from end to end.
class ReplayCommandIT {
    private static final Pattern COUNT =
            Pattern.compile(
                    "(?m)^ *(requests|ok|errors|unavailable|rate-limited|unanswered) +([0-9,]+)");

    @TempDir Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void replaysALogAndAccountsForEveryRequest() throws IOException {
        Path input = Files.write(folder.resolve("access.log"), lines());
        Path report = folder.resolve("report");

        int code =
                run(
                        "--input",
                        input.toString(),
                        "--rate",
                        "5000/s",
                        "--repeat",
                        "5",
                        "--threads",
                        "2",
                        "--warm-up",
                        "0",
                        "--report",
                        report.toString());

        assertThat(code).as(err.toString()).isZero();
        assertThat(err.toString())
                .contains("1 of 1,001 lines malformed, left out:")
                .contains("line 1: time must be there");
        assertThat(count("requests")).isEqualTo(5_000);
        assertThat(accountedFor()).isEqualTo(5_000);
        assertThat(count("unanswered")).isZero();
        assertThat(totalIn(report.resolve("replay.hlog"))).isEqualTo(5_000);
        assertThat(report.resolve("replay.html")).content().contains("access.log at 5,000/s");
        assertThat(out.toString())
                .containsPattern("(?m)^sessions +50 +of these rate-limited ")
                .containsPattern("(?m)^ +5 +[0-9,]+   /[0-9]+$")
                .containsPattern("(?m)^ +1,000 +[0-9,]+   gateway/paths$");
    }

    @Test
    void generatesLoadForSoLongAsItIsTold() throws IOException {
        Path report = folder.resolve("report");

        assertThat(run("--rate", "2000", "--seconds", "1", "--report", report.toString())).isZero();

        assertThat(count("requests")).isBetween(1_800L, 2_200L);
        assertThat(count("unanswered")).isZero();
        assertThat(totalIn(report.resolve("replay.hlog"))).isEqualTo(count("requests"));
    }

    @Test
    void killsProcessesAndStillAccountsForEveryRequest() throws IOException {
        Path report = folder.resolve("report");

        int code =
                run(
                        "--rate",
                        "3000",
                        "--seconds",
                        "3",
                        "--chaos",
                        "200",
                        "--chaos-seed",
                        "7",
                        "--warm-up",
                        "0",
                        "--report",
                        report.toString());

        assertThat(code).as(err.toString()).isZero();
        assertThat(accountedFor()).isEqualTo(count("requests"));
        assertThat(count("unanswered")).isZero();
        assertThat(out.toString())
                .contains("session killed")
                .containsPattern("(?m)^chaos: 200 kills/s, seed 7: [1-9][0-9]* kills$")
                .containsPattern("(?m)^  before chaos +[0-9,]+ ")
                .containsPattern("(?m)^  in chaos +[0-9,]+ ")
                .containsPattern("(?m)^ +[0-9]+ +[0-9]+   tables-1$")
                .containsPattern("(?m)^gateway <replay\\.[0-9]+>$");
        assertThat(report.resolve("replay.html")).content().contains("chaos: 200 kills/s, seed 7");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void showsTheCircuitOpenHalfOpenAndCloseInAnOutage() throws IOException {
        Path report = folder.resolve("report");

        int code =
                run(
                        "--rate",
                        "2000",
                        "--seconds",
                        "5",
                        "--upstream-failure-rate",
                        "1",
                        "--warm-up",
                        "0",
                        "--report",
                        report.toString());

        assertThat(code).as(err.toString()).isZero();
        assertThat(accountedFor()).isEqualTo(count("requests"));
        assertThat(count("unanswered")).isZero();
        assertThat(count("errors")).isPositive();
        assertThat(out.toString())
                .containsPattern("(?m)^  unavailable +[0-9,]+   upstream circuit open [1-9]")
                .containsPattern("(?m)^ +[0-9.]+ s   closed to open$")
                .containsPattern("(?m)^ +[0-9.]+ s   open to half-open$")
                .containsPattern("(?m)^ +[0-9.]+ s   half-open to open$")
                .containsPattern("(?m)^ +[0-9.]+ s   half-open to closed$");
        assertThat(report.resolve("replay.html"))
                .content()
                .containsPattern("\"circuit\": \\[\\[[0-9.]+, \"open\"\\], ");
        assertThat(report.resolve("replay.hlog")).content().contains(" s: circuit half-open]");
        assertThat(totalIn(report.resolve("replay.hlog"))).isEqualTo(count("requests"));
    }

    @Test
    void reportsWhatThereIsWhenItIsInterrupted() throws Exception {
        Path report = folder.resolve("report");
        Path console = folder.resolve("console");
        Process process =
                new ProcessBuilder(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName(),
                                "replay",
                                "--rate",
                                "500",
                                "--seconds",
                                "600",
                                "--warm-up",
                                "0",
                                "--chaos",
                                "50",
                                "--report",
                                report.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(console.toFile())
                        .start();
        int expected;
        try {
            Path log = report.resolve("replay.hlog");
            Interrupts.await(() -> Files.exists(log) && Files.size(log) >= 2_000, process);
            expected = Interrupts.send(process);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }

        out.write(Files.readString(console));
        assertThat(process.exitValue()).as(out.toString()).isEqualTo(expected);
        assertThat(out.toString()).contains("Interrupted: this is the report so far.");
        assertThat(count("requests")).isPositive();
        assertThat(accountedFor()).isEqualTo(count("requests"));
        assertThat(report.resolve("replay.html")).content().contains("interrupted");
    }

    private int run(String... arguments) {
        return TrunklineCommand.run(out, err, "replay", arguments);
    }

    private long accountedFor() {
        return count("ok") + count("errors") + count("unavailable") + count("rate-limited");
    }

    private long count(String label) {
        return COUNT.matcher(out.toString())
                .results()
                .filter(match -> match.group(1).equals(label))
                .mapToLong(match -> Long.parseLong(match.group(2).replace(",", "")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + label + " in " + out));
    }

    /// How many whole requests the log holds.
    private static long totalIn(Path log) throws IOException {
        long total = 0;
        try (var reader = new HistogramLogReader(log.toFile())) {
            while (reader.hasNext()) {
                var next = (Histogram) reader.nextIntervalHistogram();
                total += next.getTag() == null ? next.getTotalCount() : 0;
            }
        }
        return total;
    }

    private static List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add("not a request");
        for (int i = 0; i < 1_000; i++) {
            lines.add(
                    "192.0.2.%d - - [17/May/2015:10:05:%02d +0000] \"GET /%d HTTP/1.1\" 200 1"
                            .formatted(i % 50, i * 7 % 60, i));
        }
        return lines;
    }
}
