package io.trunkline.benchmarks.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Small comparisons in a JVM of their own: their figures mean nothing here.
class CompareCommandIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long POLL_NANOS = 20_000_000;

    @TempDir Path folder;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void endAll() {
        started.forEach(process -> {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        });
    }

    @Test
    void measuresBothSidesAndWritesThemDown() throws Exception {
        Path json = folder.resolve("out.json");

        Process process = compare("--only", "^mailbox-send@offer$", "--json", json.toString());

        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(console()).isZero();
        JsonNode row = JSON.readTree(Files.readString(json));
        assertThat(row.get("workload").asText()).isEqualTo("mailbox-send@offer");
        assertThat(row.get("trunkline").asDouble()).isPositive();
        assertThat(row.get("alloc_bytes").asDouble()).isPositive();
        assertThat(row.get("peers").get("raw JCTools queue").asDouble()).isPositive();
        assertThat(row.get("met").isBoolean()).isTrue();
        assertThat(row.has("reason")).isFalse();
        assertThat(console())
                .containsPattern("(?m)^mailbox-send@offer +1 +[0-9.]+ ns +[0-9]+ +raw JCTools")
                .contains("of 1 workloads met their goals");
    }

    @Test
    void keepsWhatWasMeasuredWhenItIsInterrupted() throws Exception {
        Path json = folder.resolve("out.json");
        Process process = compare("--only", "^mailbox-send|^breaker", "--json", json.toString());
        await(process, () -> Files.exists(json) && Files.size(json) > 0);
        List<ProcessHandle> forks = process.descendants().toList();

        int expected = Interrupts.send(process);

        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(console()).isEqualTo(expected);
        List<String> lines = Files.readAllLines(json);
        assertThat(lines).hasSizeBetween(1, 6);
        for (String line : lines) {
            assertThat(JSON.readTree(line).get("workload").asText()).isNotEmpty();
        }
        assertThat(console())
                .contains("Interrupted: this is what was measured so far.")
                .contains("of " + lines.size() + " workloads met their goals");
        for (ProcessHandle fork : forks) {
            fork.onExit().get(1, TimeUnit.MINUTES);
        }
    }

    private Process compare(String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "--sun-misc-unsafe-memory-access=allow",
                                // Somebody else's benchmarks are no reason to fail.
                                "-Djmh.ignoreLock=true",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName(),
                                "compare",
                                "--quick"));
        command.addAll(List.of(arguments));
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("console").toFile())
                        .start();
        started.add(process);
        return process;
    }

    private String console() throws IOException {
        return Files.readString(folder.resolve("console"));
    }

    @FunctionalInterface
    private interface Condition {
        boolean holds() throws IOException;
    }

    private void await(Process process, Condition condition) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (!condition.holds()) {
            assertThat(process.isAlive()).as(console()).isTrue();
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(POLL_NANOS); // the processors are for what is measured
        }
    }
}
