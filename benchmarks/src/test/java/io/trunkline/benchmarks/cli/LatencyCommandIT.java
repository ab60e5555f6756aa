package io.trunkline.benchmarks.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.benchmarks.latency.workload.WorkloadKind;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogProcessor;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Short measurements from end to end: their figures mean nothing here, only that there are some.
class LatencyCommandIT {
    /// Packaged before these tests run.
    private static final Path JAR = Path.of("target", "benchmarks.jar");

    @TempDir Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @EnumSource
    void measuresEveryWorkload(WorkloadKind workload) throws IOException {
        assertThat(run(workload.id(), "--rate", "2000", "--seconds", "1", "--warmup", "0"))
                .as(err.toString())
                .isZero();

        assertThat(operationsIn(folder.resolve(workload.id() + "@2000.hlog"))).isEqualTo(2_000);
        assertThat(operationsIn(folder.resolve("generator@2000.hlog"))).isEqualTo(2_000);
        assertThat(out.toString())
                .containsPattern("(?m)^" + workload.id() + " +2,000 +[0-9,]+ ")
                .doesNotContain("did not end");
    }

    @Test
    void writesWhatBrowsersAndHistogramsToolsRead() throws IOException {
        assertThat(run("call", "--rate", "1000", "--seconds", "1", "--warmup", "1")).isZero();

        assertThat(folder.resolve("latency.html"))
                .content()
                .contains("\"id\": \"call\"", "\"rate\": \"1,000/s\", \"count\": 1000")
                .doesNotContain("{{")
                .doesNotContainPattern("src=|<link|@import|url\\(|fetch\\(")
                .doesNotContainPattern("https?://(?!www\\.w3\\.org/2000/svg)");
        assertThat(processed(folder.resolve("call@1000.hlog")))
                .anyMatch(line -> line.matches(".*Total count *= *1000\\]"));
    }

    @Test
    void comparesTwoRuns() {
        Path one = folder.resolve("one");
        Path other = folder.resolve("other");
        for (Path run : List.of(one, other)) {
            assertThat(
                            run(
                                    "breaker",
                                    "--rate",
                                    "5000",
                                    "--seconds",
                                    "1",
                                    "--warmup",
                                    "0",
                                    "--out",
                                    run.toString()))
                    .isZero();
        }

        assertThat(run("diff", one.toString(), other.toString())).as(err.toString()).isZero();

        assertThat(out.toString())
                .contains("A: " + one, "B: " + other)
                .containsPattern("(?m)^breaker@5000 +p50 +[0-9.]+ ")
                .containsPattern("(?m)^(More than noise in|No more than noise|Nothing to be said)");
        assertThat(folder.resolve("diff.html")).content().contains("\"id\": \"breaker@5000\"");
    }

    @Test
    void measuresFromTheJarWithAnotherCollectorInAJvmOfItsOwn() throws Exception {
        Path console = folder.resolve("console");
        Process process =
                start(
                        List.of("-jar", JAR.toString()),
                        console,
                        List.of("call", "--gc", "Parallel", "--rate", "1000", "--seconds", "1"));
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }

        assertThat(process.exitValue()).as(Files.readString(console)).isZero();
        assertThat(console).content().contains(", Parallel\n", "-XX:+UseParallelGC");
        assertThat(operationsIn(folder.resolve("call@1000.hlog"))).isEqualTo(1_000);
    }

    @Test
    void reportsWhatThereIsWhenItIsInterrupted() throws Exception {
        reportsWhenInterrupted();
    }

    @Test
    void soDoesTheJvmWithAnotherCollector() throws Exception {
        reportsWhenInterrupted("--gc", "Parallel");
    }

    private void reportsWhenInterrupted(String... more) throws Exception {
        Path console = folder.resolve("console");
        var arguments =
                new ArrayList<>(List.of("generator", "--rate", "1000,2000", "--seconds", "3"));
        arguments.addAll(List.of(more));
        String classes = System.getProperty("java.class.path");
        Process process = start(List.of("-cp", classes, Main.class.getName()), console, arguments);
        int expected;
        try {
            Interrupts.await(() -> Files.exists(folder.resolve("generator@1000.hlog")), process);
            expected = Interrupts.send(process);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }

        assertThat(process.exitValue()).as(Files.readString(console)).isEqualTo(expected);
        assertThat(console)
                .content()
                .contains("Interrupted: this is the report so far.", "latency.html");
        assertThat(folder.resolve("latency.html")).content().contains("Interrupted");
        assertThat(operationsIn(folder.resolve("generator@1000.hlog"))).isEqualTo(3_000);
    }

    private Process start(List<String> program, Path console, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        command.addAll(program);
        command.add("latency");
        command.addAll(arguments);
        command.addAll(List.of("--warmup", "0", "--out", folder.toString()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(console.toFile())
                .start();
    }

    private int run(String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        if (!all.contains("--out")) {
            all.addAll(List.of("--out", folder.toString()));
        }
        return TrunklineCommand.run(out, err, "latency", all.toArray(String[]::new));
    }

    private static long operationsIn(Path log) throws IOException {
        long total = 0;
        try (var reader = new HistogramLogReader(log.toFile())) {
            while (reader.hasNext()) {
                total += ((Histogram) reader.nextIntervalHistogram()).getTotalCount();
            }
        }
        return total;
    }

    private static List<String> processed(Path log) throws IOException {
        Path output = log.resolveSibling("processed");
        // What its main method starts on a thread.
        new HistogramLogProcessor(new String[] {"-i", log.toString(), "-o", output.toString()})
                .run();
        return Files.readAllLines(output.resolveSibling("processed.hgrm"));
    }
}
