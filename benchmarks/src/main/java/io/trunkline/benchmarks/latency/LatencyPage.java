package io.trunkline.benchmarks.latency;

import io.trunkline.benchmarks.latency.workload.WorkloadKind;
import io.trunkline.benchmarks.report.Page;
import io.trunkline.benchmarks.report.Text;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A run as a page that needs nothing but itself.
final class LatencyPage {
    private LatencyPage() {}

    /// The whole page.
    static String of(LatencyReport report) {
        return Page.fill(
                LatencyPage.class,
                "latency.html",
                Map.of(
                        "title", Text.html(title(report)),
                        "text", Text.html(text(report)),
                        "data", data(report)));
    }

    private static String title(LatencyReport report) {
        return "Latency, "
                + report.machine().collector()
                + ", "
                + report.machine().cores()
                + " cores: "
                + report.options().workloads().stream()
                        .map(WorkloadKind::id)
                        .collect(Collectors.joining(", "));
    }

    private static String text(LatencyReport report) {
        return report.rows().stream()
                .map(LatencyText::row)
                .collect(Collectors.joining("", LatencyText.header(), LatencyText.foot(report)));
    }

    private static String data(LatencyReport report) {
        Map<WorkloadKind, List<Row>> workloads =
                report.rows().stream()
                        .collect(
                                Collectors.groupingBy(
                                        Row::workload, LinkedHashMap::new, Collectors.toList()));
        return Text.format(
                """
                {"notes": %s, "remarks": %s, "columns": %s,
                 "workloads": %s}\
                """,
                array(
                        LatencyText.notes(report.machine(), report.jvm(), report.options()),
                        Text::json),
                array(LatencyText.remarks(report), Text::json),
                array(LatencyText.COLUMNS, Text::json),
                array(
                        workloads.entrySet(),
                        workload -> workload(workload.getKey(), workload.getValue())));
    }

    private static String workload(WorkloadKind workload, List<Row> rows) {
        return Text.format(
                "{\"id\": %s, \"description\": %s, \"rows\": %s}",
                Text.json(workload.id()),
                Text.json(workload.description()),
                array(rows, LatencyPage::row));
    }

    private static String row(Row row) {
        return Text.format(
                """
                {"rate": %s, "count": %d, "cells": %s, "curve": %s,
                 "pauses": %s,
                 "intervals": %s}\
                """,
                Text.json(LatencyText.rate(row.rate()) + "/s"),
                row.times().getTotalCount(),
                array(LatencyText.cells(row), Text::json),
                Page.percentileCurve(row.times()),
                array(row.pauses(), LatencyPage::pause),
                array(row.intervals(), LatencyPage::interval));
    }

    private static String pause(GcPause pause) {
        return Text.format(
                "[%.3f, %d, %s]", pause.second(), pause.millis(), Text.json(pause.cause()));
    }

    private static String interval(Interval interval) {
        return Text.format(
                "{\"t\": %.3f, \"count\": %d, \"allocation\": %.3f, \"p50\": %.3f, \"p99\": %.3f,"
                        + " \"max\": %.3f}",
                interval.second(),
                interval.count(),
                interval.allocated() / 1e6 / Math.max(interval.seconds(), 1e-9),
                interval.p50() / 1e3,
                interval.p99() / 1e3,
                interval.max() / 1e3);
    }

    private static <T> String array(Collection<T> items, Function<T, String> form) {
        return items.stream().map(form).collect(Collectors.joining(", ", "[", "]"));
    }
}
