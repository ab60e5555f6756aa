package io.trunkline.benchmarks.latency.diff;

import io.trunkline.benchmarks.report.Page;
import io.trunkline.benchmarks.report.Text;

import org.HdrHistogram.Histogram;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Two runs beside each other, as a page that needs nothing but itself.
public final class DiffPage {
    private DiffPage() {}

    /// The whole page.
    public static String of(RunDiff diff) {
        return Page.fill(
                DiffPage.class,
                "diff.html",
                Map.of("text", Text.html(DiffText.of(diff)), "data", data(diff)));
    }

    private static String data(RunDiff diff) {
        return Text.format(
                """
                {"notes": %s, "remarks": %s, "columns": %s,
                 "differences": %s,
                 "rows": %s}\
                """,
                array(DiffText.notes(diff), Text::json),
                array(DiffText.remarks(diff), Text::json),
                array(DiffText.COLUMNS, Text::json),
                array(diff.differences(), each -> array(DiffText.cells(each), Text::json)),
                array(diff.rows(), id -> row(id, diff)));
    }

    private static String row(String id, RunDiff diff) {
        return Text.format(
                "{\"id\": %s, \"a\": %s,\n \"b\": %s}",
                Text.json(id),
                side(diff.before().rows().getOrDefault(id, List.of())),
                side(diff.after().rows().getOrDefault(id, List.of())));
    }

    private static String side(List<Histogram> intervals) {
        var all = new Histogram(3);
        intervals.forEach(all::add);
        double start = intervals.getFirst().getStartTimeStamp();
        return Text.format(
                "{\"count\": %d, \"curve\": %s, \"times\": %s}",
                all.getTotalCount(),
                Page.percentileCurve(all),
                array(
                        intervals.stream().filter(each -> each.getTotalCount() > 0).toList(),
                        each -> time(each, start)));
    }

    private static String time(Histogram interval, double start) {
        return Text.format(
                "[%.3f, %.3f, %.3f]",
                (interval.getEndTimeStamp() - start) / 1e3,
                interval.getValueAtPercentile(50) / 1e3,
                interval.getValueAtPercentile(99) / 1e3);
    }

    private static <T> String array(Collection<T> items, Function<T, String> form) {
        return items.stream().map(form).collect(Collectors.joining(", ", "[", "]"));
    }
}
