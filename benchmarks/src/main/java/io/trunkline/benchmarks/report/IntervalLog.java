package io.trunkline.benchmarks.report;

import io.trunkline.examples.gateway.Step;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

import java.io.FileNotFoundException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// A histogram log: nanoseconds, one line for each interval, as HdrHistogram's tools read it. In
/// that of a replay there is a line for each step, tagged with the step's name; the whole request
/// is the log's untagged sequence, which those tools show unless they are asked for a tag.
public final class IntervalLog implements AutoCloseable {
    private final HistogramLogWriter writer;

    /// Opens the log of a replay and writes its head.
    ///
    /// @param comment put in front
    /// @param startMillis when the replay began, in epoch milliseconds
    public IntervalLog(Path file, String comment, long startMillis) throws FileNotFoundException {
        this(
                file,
                List.of(comment, "Nanoseconds. Untagged: total; tagged: queue, session, upstream"),
                startMillis);
    }

    /// Opens a log and writes its head.
    ///
    /// @param comments put in front
    /// @param startMillis when the first interval began, in epoch milliseconds
    public IntervalLog(Path file, List<String> comments, long startMillis)
            throws FileNotFoundException {
        writer = new HistogramLogWriter(file.toFile());
        for (String comment : comments) {
            writer.outputComment("[" + comment.replaceAll("\\p{Cntrl}", " ") + "]");
        }
        writer.outputLogFormatVersion();
        writer.outputStartTime(startMillis);
        writer.setBaseTime(startMillis);
        writer.outputLegend();
    }

    /// The tag of a step in the log.
    static String tag(Step step) {
        return step.name().toLowerCase(Locale.ROOT);
    }

    /// Adds the times of one step in one interval, whose limits the histogram knows.
    void add(Step step, Histogram interval) {
        interval.setTag(step == Step.TOTAL ? null : tag(step));
        writer.outputIntervalHistogram(interval);
    }

    /// Adds a change of the circuit's state, as a comment.
    void add(Circuit.Change change) {
        writer.outputComment(
                Text.format(
                        "[%.3f s: circuit %s]", change.second(), CircuitText.name(change.to())));
    }

    /// Adds the times of one interval, whose limits the histogram knows.
    public void add(Histogram interval) {
        writer.outputIntervalHistogram(interval);
    }

    @Override
    public void close() {
        writer.close();
    }
}
