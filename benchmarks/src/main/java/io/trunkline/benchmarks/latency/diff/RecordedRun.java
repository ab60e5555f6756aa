package io.trunkline.benchmarks.latency.diff;

import io.trunkline.benchmarks.latency.LatencyReport;

import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A run as it was written to a folder.
///
/// @param name of the folder
/// @param machine what it ran on, in the words of the first log
/// @param rows the intervals of each row that has any, by its id, in the order of the ids
public record RecordedRun(String name, String machine, Map<String, List<Histogram>> rows) {

    /// Reads the histogram logs of a folder. Files that are none are left alone.
    ///
    /// @throws IOException if the folder or a log cannot be read, or is not what it should be
    public static RecordedRun read(Path folder) throws IOException {
        Map<String, List<Histogram>> rows = new LinkedHashMap<>();
        List<Path> logs = logs(folder);
        for (Path log : logs) {
            List<Histogram> intervals = intervals(log);
            if (intervals.stream().anyMatch(interval -> interval.getTotalCount() > 0)) {
                String file = log.getFileName().toString();
                String id = file.substring(0, file.length() - LatencyReport.LOG_SUFFIX.length());
                rows.put(id, intervals);
            }
        }
        if (rows.isEmpty()) {
            throw new IOException("no histogram log with an operation in it");
        }
        return new RecordedRun(folder.toString(), machine(logs.getFirst()), rows);
    }

    private static List<Path> logs(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(LatencyReport.LOG_SUFFIX))
                    .sorted(Comparator.comparing(RecordedRun::order))
                    .toList();
        }
    }

    /// By workload, and then by rate.
    private static String order(Path log) {
        String file = log.getFileName().toString();
        int at = file.indexOf('@');
        return file.substring(0, Math.max(at, 0)) + "@" + "%30s".formatted(file.substring(at + 1));
    }

    private static List<Histogram> intervals(Path log) throws IOException {
        List<Histogram> intervals = new ArrayList<>();
        try (var reader = new HistogramLogReader(log.toFile())) {
            for (EncodableHistogram next; (next = reader.nextIntervalHistogram()) != null; ) {
                if (next instanceof Histogram interval) {
                    intervals.add(interval);
                }
            }
        } catch (RuntimeException wrong) {
            throw new IOException(log.getFileName() + " is no histogram log: " + wrong, wrong);
        }
        return intervals;
    }

    private static String machine(Path log) throws IOException {
        try (var lines = Files.lines(log)) {
            return lines.findFirst()
                    .filter(line -> line.startsWith("#[") && line.endsWith("]"))
                    .map(line -> line.substring(2, line.length() - 1))
                    .orElse("unknown machine");
        }
    }
}
