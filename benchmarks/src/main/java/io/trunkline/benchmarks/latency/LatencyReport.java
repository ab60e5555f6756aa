package io.trunkline.benchmarks.latency;

import io.trunkline.benchmarks.report.Machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A finished run.
///
/// @param machine what it ran on
/// @param rows in the order of their measurement
/// @param interrupted whether it was broken off
public record LatencyReport(
        Machine machine,
        JvmFlags jvm,
        LatencyOptions options,
        List<Row> rows,
        boolean interrupted) {
    /// How a file with a histogram log ends.
    public static final String LOG_SUFFIX = ".hlog";

    /// The page's name.
    public static final String PAGE_FILE = "latency.html";

    public LatencyReport {
        rows = List.copyOf(rows);
    }

    /// Writes the page. The histogram logs are there already: each was written with its row.
    public void write(Path folder) throws IOException {
        Files.writeString(folder.resolve(PAGE_FILE), LatencyPage.of(this));
    }
}
