package io.trunkline.benchmarks.report;

import io.trunkline.ets.TableInfo;
import io.trunkline.examples.gateway.GatewaySnapshot;
import io.trunkline.examples.gateway.PathTraffic;
import io.trunkline.examples.gateway.Step;

import org.HdrHistogram.Histogram;

import java.util.Arrays;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// A replay as text for a terminal.
public final class TextReport {
    /// Two numbers and what they are of.
    private static final String SHARES = "%12s %15s   %s";

    private TextReport() {}

    /// The whole report, ending with a line break.
    public static String of(Replay replay) {
        var text = new StringBuilder();
        Replay.Setup setup = replay.setup();
        line(text, "%s, %s", setup.source(), setup.description());
        line(text, "%s", replay.machine().line());
        line(text, "%s", setup.gateway());
        if (replay.interrupted()) {
            line(text, "Interrupted: this is the report so far.");
        }
        line(text, "");
        counts(text, replay);
        line(text, "");
        steps(text, replay);
        line(text, "");
        text.append(CircuitText.of(replay));
        line(text, "");
        snapshot(text, replay.snapshot());
        replay.chaos().ifPresent(chaos -> text.append('\n').append(ChaosText.of(chaos)));
        return text.toString();
    }

    /// A rate, such as `20,000/s`.
    public static String rate(double perSecond) {
        return Text.format(perSecond < 100 ? "%,.1f/s" : "%,.0f/s", perSecond);
    }

    private static void counts(StringBuilder text, Replay replay) {
        Counts counts = replay.counts();
        line(
                text,
                "%-14s %,12d   in %.2f s, %s",
                "requests",
                counts.sent(),
                replay.elapsed().toNanos() / 1e9,
                rate(replay.actualRate()));
        line(text, "%-14s %,12d", "  ok", counts.of(Kind.OK));
        kinds(text, "  errors", counts.errors(), counts, Kind::isError);
        kinds(text, "  unavailable", counts.unavailable(), counts, Kind::isUnavailable);
        line(text, "%-14s %,12d", "  rate-limited", counts.of(Kind.RATE_LIMITED));
        line(text, "%-14s %,12d", "  unanswered", counts.unanswered());
    }

    private static void kinds(
            StringBuilder text, String what, long sum, Counts counts, Predicate<Kind> wanted) {
        String kinds =
                Arrays.stream(Kind.values())
                        .filter(kind -> wanted.test(kind) && counts.of(kind) > 0)
                        .map(kind -> Text.format("%s %,d", kind.label(), counts.of(kind)))
                        .collect(Collectors.joining(", "));
        line(text, "%-14s %,12d   %s", what, sum, kinds);
    }

    private static void steps(StringBuilder text, Replay replay) {
        String head =
                Replay.PERCENTILES.stream()
                        .map(percentile -> Text.format("%12s", Replay.percentileName(percentile)))
                        .collect(Collectors.joining());
        line(text, "%-14s %12s%s", "microseconds", "count", head);
        for (Step step : Step.values()) {
            times(text, IntervalLog.tag(step), replay.steps().get(step));
        }
        replay.chaos()
                .ifPresent(chaos -> {
                    times(text, "  before chaos", chaos.before());
                    times(text, "  in chaos", chaos.during());
                });
    }

    private static void times(StringBuilder text, String what, Histogram times) {
        String row =
                Replay.PERCENTILES.stream()
                        .map(each -> Text.format("%,12.1f", times.getValueAtPercentile(each) / 1e3))
                        .collect(Collectors.joining());
        line(text, "%-14s %,12d%s", what, times.getTotalCount(), row);
    }

    private static void snapshot(StringBuilder text, GatewaySnapshot snapshot) {
        line(
                text,
                "%-14s %,12d   of these rate-limited %,d",
                "sessions",
                snapshot.sessions(),
                snapshot.limitedClients());
        line(text, "");
        line(text, SHARES, "requests", "bytes", "path");
        for (PathTraffic path : snapshot.topPaths()) {
            line(
                    text,
                    SHARES,
                    Text.format("%,d", path.requests()),
                    Text.format("%,d", path.bytes()),
                    Text.oneLine(path.path()));
        }
        line(text, "");
        line(text, SHARES, "rows", "bytes beside", "table");
        for (TableInfo table : snapshot.tables()) {
            line(
                    text,
                    SHARES,
                    Text.format("%,d", table.size()),
                    Text.format("%,d", table.overhead()),
                    table.name());
        }
    }

    private static void line(StringBuilder text, String format, Object... arguments) {
        text.append(Text.format(format, arguments).stripTrailing()).append('\n');
    }
}
