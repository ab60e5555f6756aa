package io.trunkline.benchmarks.cli;

import io.trunkline.benchmarks.replay.Progress;
import io.trunkline.benchmarks.report.Counts;
import io.trunkline.benchmarks.report.Kind;
import io.trunkline.benchmarks.report.Moment;

import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/// One line on a terminal, written over and over.
final class TerminalProgress implements Progress {
    private static final double SECONDS_BETWEEN = 0.2;
    private static final String ERASE = "\r\u001b[K";

    private final PrintWriter terminal;
    private double shown = Double.NEGATIVE_INFINITY;

    private TerminalProgress(PrintWriter terminal) {
        this.terminal = terminal;
    }

    /// Shows progress if there is a terminal, and else none.
    static Progress start() {
        Console console = System.console();
        return console != null && console.isTerminal()
                ? new TerminalProgress(console.writer())
                : (_, _) -> {};
    }

    @Override
    public void warmingUp(Duration duration) {
        terminal.print(ERASE + "warming up for " + duration.toSeconds() + " s");
        terminal.flush();
    }

    @Override
    public void sampled(Moment moment, Counts soFar) {
        if (moment.second() - shown < SECONDS_BETWEEN) {
            return;
        }
        shown = moment.second();
        terminal.print(ERASE + line(moment, soFar));
        terminal.flush();
    }

    static String line(Moment moment, Counts soFar) {
        return String.format(
                Locale.ROOT,
                "%.1f s: %,d sent (%,.0f/s), %,d outstanding, %,d errors, %,d rate-limited,"
                        + " %,d unavailable,"
                        + " p99 %,.0f us",
                moment.second(),
                soFar.sent(),
                moment.counts().sent() / Math.max(moment.seconds(), 1e-9),
                moment.outstanding(),
                soFar.errors(),
                soFar.of(Kind.RATE_LIMITED),
                soFar.unavailable(),
                moment.p99());
    }

    /// Leaves the line empty for what comes next.
    @Override
    public void close() {
        terminal.print(ERASE);
        terminal.flush();
    }
}
