package io.trunkline.benchmarks.cli;

import io.trunkline.benchmarks.load.AccessLog;
import io.trunkline.benchmarks.load.Recording;
import io.trunkline.benchmarks.load.ZipfLoad;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// What is to be replayed.
///
/// @param source the file's name, or what generated the requests
record ReplayInput(String source, Recording recording) {
    /// Reads `file`, or generates requests if there is none.
    ///
    /// @param err where malformed lines are reported
    static ReplayInput of(@Nullable Path file, PrintWriter err) throws InputProblem {
        if (file == null) {
            var load = ZipfLoad.defaults();
            return new ReplayInput("generated load (seed " + load.seed() + ")", load.generate());
        }
        AccessLog log = read(file);
        if (log.recording().isEmpty()) {
            String first =
                    log.firstMalformed().isEmpty()
                            ? ""
                            : ", first=" + log.firstMalformed().getFirst().reason();
            throw new InputProblem(
                    "input must hold a request: input=%s, lines=%d%s"
                            .formatted(file, log.lines(), first));
        }
        report(log, err);
        return new ReplayInput(String.valueOf(file.getFileName()), log.recording().get());
    }

    private static AccessLog read(Path file) throws InputProblem {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new InputProblem("input must be a readable file: input=" + file);
        }
        try {
            return AccessLog.read(file);
        } catch (IOException failure) {
            throw new InputProblem(
                    "input must be readable: input=" + file + ", cause=" + failure.getMessage());
        } catch (OutOfMemoryError _) {
            throw new InputProblem(
                    "input must fit into memory (raise it with JAVA_TOOL_OPTIONS=-Xmx...): input="
                            + file
                            + ", heap="
                            + Runtime.getRuntime().maxMemory());
        }
    }

    private static void report(AccessLog log, PrintWriter err) {
        if (log.malformed() > 0) {
            err.println(
                    format("%,d of %,d lines malformed, left out:", log.malformed(), log.lines()));
            log.firstMalformed()
                    .forEach(line ->
                            err.println(format("  line %,d: %s", line.number(), line.reason())));
            if (log.malformed() > log.firstMalformed().size()) {
                err.println("  ...");
            }
        }
        if (log.cutShort() > 0) {
            err.println(
                    format(
                            "%,d of %,d lines cut short after the size, used all the same",
                            log.cutShort(), log.lines()));
        }
        err.flush();
    }

    private static String format(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
