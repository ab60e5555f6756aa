package io.trunkline.benchmarks.load;

import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An access log, read once from beginning to end.
///
/// @param recording its requests; empty if it has none
/// @param lines how many lines it has
/// @param malformed how many of them were left out
/// @param cutShort how many were used although their last fields are damaged
/// @param firstMalformed the first few that were left out
public record AccessLog(
        Optional<Recording> recording,
        long lines,
        long malformed,
        long cutShort,
        List<BadLine> firstMalformed) {
    private static final int MAX_SHOWN = 5;

    /// A line that was left out.
    ///
    /// @param number counted from 1
    public record BadLine(long number, String reason) {}

    /// Reads a log.
    public static AccessLog read(Path file) throws IOException {
        // What is no UTF-8 becomes a replacement character, not an error.
        try (var reader =
                new BufferedReader(
                        new InputStreamReader(
                                Files.newInputStream(file), StandardCharsets.UTF_8))) {
            return read(reader);
        }
    }

    static AccessLog read(BufferedReader reader) throws IOException {
        var builder = new RecordingBuilder();
        var bad = new ArrayList<BadLine>();
        long lines = 0;
        long cutShort = 0;
        for (@Nullable String line; (line = reader.readLine()) != null; ) {
            lines++;
            switch (CombinedLogParser.parse(line)) {
                case LogLine.Entry entry -> {
                    builder.add(entry.client(), entry.method(), entry.path(), entry.epochSecond());
                    cutShort += entry.complete() ? 0 : 1;
                }
                case LogLine.Malformed(String reason) -> {
                    if (bad.size() < MAX_SHOWN) {
                        bad.add(new BadLine(lines, reason));
                    }
                }
            }
        }
        int used = builder.size();
        return new AccessLog(
                used == 0 ? Optional.empty() : Optional.of(builder.build()),
                lines,
                lines - used,
                cutShort,
                List.copyOf(bad));
    }
}
