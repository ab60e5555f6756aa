package io.trunkline.benchmarks.report;

import io.trunkline.examples.gateway.Step;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

import java.io.FileNotFoundException;
import java.nio.file.Path;
import java.util.Locale;

/// The histogram log of a replay: nanoseconds, one line for each step and interval, as
/// HdrHistogram's tools read it. The whole request is the log's untagged sequence, which those
/// tools show unless they are asked for a tag; the steps are tagged with their names.
public final class IntervalLog implements AutoCloseable {
    private final HistogramLogWriter writer;

    /// Opens the log and writes its head.
    ///
    /// @param comment put in front
    /// @param startMillis when the replay began, in epoch milliseconds
    public IntervalLog(Path file, String comment, long startMillis) throws FileNotFoundException {
        writer = new HistogramLogWriter(file.toFile());
        writer.outputComment("[" + comment.replaceAll("\\p{Cntrl}", " ") + "]");
        writer.outputComment("[Nanoseconds. Untagged: total; tagged: queue, session, upstream]");
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

    @Override
    public void close() {
        writer.close();
    }
}
