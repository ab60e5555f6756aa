package io.trunkline.benchmarks.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// Ctrl-C for processes that tests start.
final class Interrupts {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

    private Interrupts() {}

    /// Something to wait for.
    interface Condition {
        boolean holds() throws IOException;
    }

    /// Waits until something holds, while a process lives.
    static void await(Condition condition, Process process) throws IOException {
        long deadline = System.nanoTime() + PATIENCE;
        while (!condition.holds()) {
            assertThat(process.isAlive()).isTrue();
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.yield();
        }
    }

    /// Sends a process what Ctrl-C sends; where this JVM was told to ignore that, and so its child
    /// does too, what a shutdown sends.
    ///
    /// @return the exit code that belongs to it
    static int send(Process process) throws IOException, InterruptedException {
        boolean ignored = areIgnored();
        String signal = ignored ? "-TERM" : "-INT";
        new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
        return ignored ? 143 : 130;
    }

    /// As in a job that a shell has put into the background.
    private static boolean areIgnored() throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.exists(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .map(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
                        .anyMatch(mask -> (mask & 0b10) != 0);
    }
}
