package io.trunkline.benchmarks.cli;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// The folder that a report is written to.
final class ReportFolder {
    private static final Path PARENT = Path.of("reports");
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss", Locale.ROOT);

    private ReportFolder() {}

    /// Makes the wanted folder, unless it is there, or a new one named after `command` and the
    /// time; makes sure that it can be written to.
    static Path prepare(@Nullable Path wanted, String command) throws InputProblem {
        try {
            Path folder = wanted == null ? fresh(command) : Files.createDirectories(wanted);
            Files.delete(Files.createTempFile(folder, ".probe", null));
            return folder;
        } catch (IOException failure) {
            throw new InputProblem(
                    "report directory must be writable: report="
                            + (wanted == null ? PARENT : wanted)
                            + ", cause="
                            + failure);
        }
    }

    private static Path fresh(String command) throws IOException {
        Files.createDirectories(PARENT);
        String name = command + "-" + LocalDateTime.now().format(STAMP);
        for (int attempt = 1; ; attempt++) {
            try {
                return Files.createDirectory(
                        PARENT.resolve(attempt == 1 ? name : name + "-" + attempt));
            } catch (FileAlreadyExistsException _) {
                // Somebody else began in the same second.
            }
        }
    }
}
