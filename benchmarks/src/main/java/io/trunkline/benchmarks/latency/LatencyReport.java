package io.trunkline.benchmarks.latency;

import io.trunkline.benchmarks.report.IntervalLog;
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

    /// Writes the page, and a histogram log for each row.
    public void write(Path folder) throws IOException {
        for (Row row : rows) {
            writeLog(row, folder.resolve(row.id() + LOG_SUFFIX));
        }
        Files.writeString(folder.resolve(PAGE_FILE), LatencyPage.of(this));
    }

    private void writeLog(Row row, Path file) throws IOException {
        var comments =
                List.of(
                        machine.line(),
                        "Nanoseconds from the intended start: " + row.workload().description());
        long startMillis = row.slices().getFirst().times().getStartTimeStamp();
        try (var log = new IntervalLog(file, comments, startMillis)) {
            row.slices().forEach(slice -> log.add(slice.times()));
        }
    }
}
