package io.trunkline.benchmarks.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Ctrl-C for other processes.
final class Interrupts {
    private Interrupts() {}

    /// Sends a process what Ctrl-C sends; where this JVM was told to ignore that, and so its child
    /// does too, what a shutdown sends.
    ///
    /// @return the exit code that belongs to it
    static int send(Process process) throws Exception {
        boolean ignored = ignoresInterrupts();
        String signal = ignored ? "-TERM" : "-INT";
        new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
        return ignored ? 143 : 130;
    }

    /// As in a job that a shell has put into the background.
    private static boolean ignoresInterrupts() throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.exists(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .map(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
                        .anyMatch(mask -> (mask & 0b10) != 0);
    }
}
