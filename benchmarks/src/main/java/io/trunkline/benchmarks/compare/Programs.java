package io.trunkline.benchmarks.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/// Programs that print figures: a line for each, of its key, a tab, and a number.
final class Programs {
    private static final int LONGEST = 120;

    private final Duration patience;

    Programs(Duration patience) {
        this.patience = patience;
    }

    /// Runs a program until it ends, and looks for the line of `key`.
    Finding run(List<String> command, String key) {
        String name = command.getFirst();
        try {
            Path out = Files.createTempFile("compare", ".out");
            Path err = Files.createTempFile("compare", ".err");
            try {
                return run(command, key, out, err);
            } finally {
                Files.delete(out);
                Files.delete(err);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(name + " must run", failure);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Finding.NotMeasured("interrupted");
        }
    }

    private Finding run(List<String> command, String key, Path out, Path err)
            throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command)
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
        process.getOutputStream().close();
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
            return new Finding.NotMeasured("took longer than " + patience.toSeconds() + " s");
        }
        if (process.exitValue() != 0) {
            return new Finding.NotMeasured(
                    "failed with exit code " + process.exitValue() + firstLine(err));
        }
        OptionalDouble figure = figure(Files.readAllLines(out, StandardCharsets.UTF_8), key);
        return figure.isPresent()
                ? Finding.Measured.of(figure.getAsDouble())
                : new Finding.NotMeasured("the program knows no " + key);
    }

    /// The number behind the key, if there is one.
    static OptionalDouble figure(List<String> lines, String key) {
        String start = key + "\t";
        for (String line : lines) {
            if (line.startsWith(start)) {
                try {
                    return OptionalDouble.of(
                            Double.parseDouble(line.substring(start.length()).strip()));
                } catch (NumberFormatException _) {
                    return OptionalDouble.empty();
                }
            }
        }
        return OptionalDouble.empty();
    }

    private static String firstLine(Path err) throws IOException {
        return Files.readString(err, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .findFirst()
                .map(line -> ": " + line.substring(0, Math.min(LONGEST, line.length())))
                .orElse("");
    }
}
