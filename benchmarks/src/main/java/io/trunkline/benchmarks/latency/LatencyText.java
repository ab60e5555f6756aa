package io.trunkline.benchmarks.latency;

import io.trunkline.benchmarks.report.Machine;
import io.trunkline.benchmarks.report.Text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A run as text for a terminal, a row at a time.
public final class LatencyText {
    /// The percentiles that reports show; 100 is the maximum.
    static final List<Double> PERCENTILES = List.of(50.0, 90.0, 99.0, 99.9, 99.99, 100.0);

    /// What stands above the cells of a row.
    static final List<String> COLUMNS =
            List.of(
                    "workload",
                    "rate/s",
                    "achieved",
                    "p50",
                    "p90",
                    "p99",
                    "p99.9",
                    "p99.99",
                    "max",
                    "MB/s",
                    "B/op",
                    "GC",
                    "longest",
                    "elsewhere");

    private static final int FEW_CORES = 2;
    private static final double REACHED = 0.99;

    private LatencyText() {}

    /// What comes before the rows, ending with a line break.
    public static String head(LatencyOptions options) {
        return lines(notes(Machine.present(), JvmFlags.present(), options)) + '\n' + header();
    }

    /// What stands above the rows.
    static String header() {
        return line(COLUMNS);
    }

    /// One row, ending with a line break.
    public static String row(Row row) {
        return line(cells(row));
    }

    /// What comes after the rows, ending with a line break.
    public static String foot(LatencyReport report) {
        return "\n" + lines(remarks(report));
    }

    static List<String> notes(Machine machine, JvmFlags jvm, LatencyOptions options) {
        return List.of(
                machine.line(),
                Text.format(
                        "heap of at most %,d MiB, flags %s",
                        jvm.maxHeap() >> 20, String.join(" ", jvm.flags())),
                Text.format(
                        "each row %,d s after %,d s of warm-up; microseconds from the intended"
                                + " start; allocation of all threads; pauses of the collector in"
                                + " ms, as its bean tells them; elsewhere: the share of the"
                                + " processors' time that other processes or the host had",
                        options.length().toSeconds(), options.warmUp().toSeconds()));
    }

    static List<String> cells(Row row) {
        List<String> cells = new ArrayList<>();
        cells.add(row.workload().id());
        cells.add(rate(row.rate()));
        cells.add(rate(row.achieved()));
        for (double percentile : PERCENTILES) {
            cells.add(Text.micros(row.times().getValueAtPercentile(percentile)));
        }
        cells.add(Text.format("%,.1f", row.allocationRate() / 1e6));
        cells.add(Text.format("%,.0f", row.allocatedEach()));
        cells.add(Text.format("%,d", row.pauses().size()));
        cells.add(longestPause(row));
        cells.add(elsewhere(row));
        return cells;
    }

    static List<String> remarks(LatencyReport report) {
        List<String> remarks = new ArrayList<>();
        if (report.interrupted()) {
            remarks.add("Interrupted: this is the report so far.");
        }
        remarks.add(
                "generator: an operation that does nothing. What it takes is in the other rows too:"
                        + " they cannot be told from it below that.");
        if (report.machine().cores() <= FEW_CORES) {
            remarks.add(
                    Text.format(
                            "%d cores: the generator takes one (from 500 a second on the whole of"
                                    + " it), and runners, compiler and collector share what is"
                                    + " left. Their waiting for it is in the tails. Not measurable"
                                    + " here: several callers or servers at once, and collectors"
                                    + " that have cores of their own.",
                            report.machine().cores()));
        }
        for (Row row : report.rows()) {
            if (row.unsent() > 0) {
                remarks.add(
                        Text.format(
                                "%s: more than it can do. %,d operations were not started in twice"
                                        + " the time, and count as if they had ended then: its"
                                        + " percentiles are lower bounds.",
                                row.id(), row.unsent()));
            } else if (row.achieved() < REACHED * row.rate()) {
                remarks.add(
                        Text.format(
                                "%s: fell behind, to %s a second.",
                                row.id(), rate(row.achieved())));
            }
            if (row.unanswered() > 0) {
                remarks.add(
                        Text.format("%s: %,d operations did not end.", row.id(), row.unanswered()));
            }
        }
        return remarks;
    }

    static String rate(double perSecond) {
        return Text.format(perSecond < 100 ? "%,.1f" : "%,.0f", perSecond);
    }

    private static String elsewhere(Row row) {
        return row.elsewhere().isPresent()
                ? Text.format("%.0f%%", 100 * row.elsewhere().getAsDouble())
                : "-";
    }

    private static String longestPause(Row row) {
        if (row.pauses().isEmpty()) {
            return "-";
        }
        return row.longestPause() == 0 ? "<1" : Text.format("%,d", row.longestPause());
    }

    private static String line(List<String> cells) {
        return Text.format("%-18s", cells.getFirst())
                + cells.stream()
                        .skip(1)
                        .map(cell -> Text.format("%10s", cell))
                        .collect(Collectors.joining())
                + '\n';
    }

    private static String lines(List<String> lines) {
        return lines.stream().map(line -> line + '\n').collect(Collectors.joining());
    }
}
