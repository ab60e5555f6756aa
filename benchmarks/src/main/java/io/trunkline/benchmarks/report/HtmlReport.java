package io.trunkline.benchmarks.report;

import io.trunkline.examples.gateway.GatewaySnapshot;
import io.trunkline.examples.gateway.Step;

import org.HdrHistogram.Histogram;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/// A replay as a page that needs nothing but itself.
public final class HtmlReport {
    private HtmlReport() {}

    /// The whole page.
    public static String of(Replay replay) {
        return Page.fill(
                HtmlReport.class,
                "replay.html",
                Map.of(
                        "title", Text.html(replay.title()),
                        "text", Text.html(TextReport.of(replay)),
                        "data", data(replay)));
    }

    private static String data(Replay replay) {
        return Text.format(
                """
                {"title": %s, "notes": [%s], "requests": [%s],
                 "percentiles": [%s],
                 "steps": [%s],
                 "moments": [%s],
                 %s,
                 %s}\
                """,
                Text.json(replay.title()),
                notes(replay),
                requests(replay),
                Replay.PERCENTILES.stream()
                        .map(each -> Text.json(Replay.percentileName(each)))
                        .collect(Collectors.joining(", ")),
                Arrays.stream(Step.values())
                        .map(step -> step(step, replay.steps().get(step)))
                        .collect(Collectors.joining(",\n")),
                replay.moments().stream()
                        .map(HtmlReport::moment)
                        .collect(Collectors.joining(",\n")),
                circuit(replay),
                snapshot(replay.snapshot()));
    }

    private static String circuit(Replay replay) {
        UpstreamUse upstream = replay.upstream();
        return Text.format(
                "\"connections\": %d, \"circuit\": [%s]",
                upstream.size(),
                upstream.changes().stream()
                        .map(change ->
                                Text.format(
                                        "[%s, %s]",
                                        number(change.second()),
                                        Text.json(CircuitText.name(change.to()))))
                        .collect(Collectors.joining(", ")));
    }

    private static String snapshot(GatewaySnapshot snapshot) {
        return Text.format(
                "\"sessions\": %d, \"limited\": %d, \"paths\": [%s], \"tables\": [%s]",
                snapshot.sessions(),
                snapshot.limitedClients(),
                snapshot.topPaths().stream()
                        .map(path -> share(path.path(), path.requests(), path.bytes()))
                        .collect(Collectors.joining(", ")),
                snapshot.tables().stream()
                        .map(table -> share(table.name(), table.size(), table.overhead()))
                        .collect(Collectors.joining(", ")));
    }

    private static String share(String name, long number, long bytes) {
        return Text.format("[%s, %d, %d]", Text.json(Text.oneLine(name)), number, bytes);
    }

    private static String notes(Replay replay) {
        var setup = replay.setup();
        String sending =
                Text.format(
                        "%s in %.2f s (%s), sent by %d thread%s%s",
                        setup.description(),
                        replay.elapsed().toNanos() / 1e9,
                        TextReport.rate(replay.actualRate()),
                        setup.threads(),
                        setup.threads() == 1 ? "" : "s",
                        replay.interrupted() ? "; interrupted" : "");
        return Text.json(sending) + ", " + Text.json(setup.gateway());
    }

    private static String requests(Replay replay) {
        Counts counts = replay.counts();
        String kinds =
                Arrays.stream(Kind.values())
                        .filter(kind -> !kind.isError() || counts.of(kind) > 0)
                        .map(kind -> pair(kind.label(), counts.of(kind)))
                        .collect(Collectors.joining(", "));
        return pair("sent", counts.sent())
                + ", "
                + kinds
                + ", "
                + pair("unanswered", counts.unanswered());
    }

    private static String pair(String label, long count) {
        return "[" + Text.json(label) + ", " + count + "]";
    }

    private static String step(Step step, Histogram times) {
        String values =
                Replay.PERCENTILES.stream()
                        .map(each -> micros(times.getValueAtPercentile(each)))
                        .collect(Collectors.joining(", "));
        return Text.format(
                "{\"name\": %s, \"count\": %d, \"values\": [%s], \"curve\": %s}",
                Text.json(IntervalLog.tag(step)),
                times.getTotalCount(),
                values,
                Page.percentileCurve(times));
    }

    private static String moment(Moment moment) {
        Counts counts = moment.counts();
        double seconds = Math.max(moment.seconds(), 1e-9);
        return Text.format(
"""
                {"t": %s, "seconds": %s, "answered": %d, "sent": %s, "ok": %s, "errors": %s, "limited": %s, \
"open": %s, "unconnected": %s, \
                "outstanding": %d, "p50": %s, "p99": %s, "p999": %s, "max": %s, \
                "inUse": %d, "waiting": %d, "wait": %s}\
""",
                number(moment.second()),
                number(moment.seconds()),
                counts.answered(),
                number(counts.sent() / seconds),
                number(counts.of(Kind.OK) / seconds),
                number(counts.errors() / seconds),
                number(counts.of(Kind.RATE_LIMITED) / seconds),
                number(counts.of(Kind.CIRCUIT_OPEN) / seconds),
                number(counts.of(Kind.NO_CONNECTION) / seconds),
                moment.outstanding(),
                number(moment.p50()),
                number(moment.p99()),
                number(moment.p999()),
                number(moment.max()),
                moment.pool().inUse(),
                moment.pool().waiting(),
                number(moment.pool().longestWait().toNanos() / 1e3));
    }

    private static String micros(long nanos) {
        return number(nanos / 1e3);
    }

    private static String number(double value) {
        return Text.format("%.3f", value);
    }
}
