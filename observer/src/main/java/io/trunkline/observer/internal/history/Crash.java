package io.trunkline.observer.internal.history;

import io.trunkline.engine.CrashReport;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Pid;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A crash report as texts: it must keep neither the state nor the messages of the dead alive.
///
/// @param facts more of it, by what it is
/// @param trace where it was thrown, if it was thrown
public record Crash(
        Pid pid,
        String title,
        String code,
        String reason,
        Map<String, String> facts,
        List<String> trace) {
    private static final int LONGEST = 4_000;
    private static final int MOST_LINES = 60;

    static Crash of(CrashReport report) {
        Map<String, String> facts = new TreeMap<>();
        report.lastMessage().ifPresent(m -> facts.put("last message", Clip.of(m, LONGEST)));
        report.state().ifPresent(s -> facts.put("state", Clip.of(s, LONGEST)));
        report.label().ifPresent(l -> facts.put("label", Clip.of(l, LONGEST)));
        facts.put("messages left", Integer.toString(report.messageQueueLength()));
        facts.put("links", Clip.of(report.links(), LONGEST));
        facts.put("ancestors", Clip.of(report.ancestors(), LONGEST));
        if (!report.callers().isEmpty()) {
            facts.put("asked for by", Clip.of(report.callers(), LONGEST));
        }
        if (!report.events().isEmpty()) {
            facts.put("events", Clip.of(report.events(), LONGEST));
        }
        return new Crash(
                report.pid(),
                report.name().orElse(report.code()),
                report.code(),
                Clip.of(report.reason(), LONGEST),
                facts,
                trace(report.reason()));
    }

    private static List<String> trace(ExitReason reason) {
        List<String> lines = new ArrayList<>();
        Throwable cause = reason instanceof ExitReason.Crashed(Throwable thrown) ? thrown : null;
        while (cause != null && lines.size() < MOST_LINES) {
            lines.add((lines.isEmpty() ? "" : "caused by ") + Clip.of(cause, LONGEST));
            for (StackTraceElement frame : cause.getStackTrace()) {
                if (lines.size() == MOST_LINES) {
                    break;
                }
                lines.add("    at " + frame);
            }
            cause = cause.getCause();
        }
        return lines;
    }
}
