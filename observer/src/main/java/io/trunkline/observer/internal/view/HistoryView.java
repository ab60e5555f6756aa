package io.trunkline.observer.internal.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.SupervisorReport;
import io.trunkline.engine.watch.WatchEvent;
import io.trunkline.observer.internal.history.Clip;
import io.trunkline.observer.internal.history.History;
import io.trunkline.observer.internal.history.Ring;
import io.trunkline.observer.internal.web.Query;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;

/// What has happened, latest first.
public final class HistoryView {
    private static final int LONGEST_REASON = 1_000;

    private final Node node;
    private final History history;

    public HistoryView(Node node, History history) {
        this.node = node;
        this.history = history;
    }

    /// Crash reports.
    public JsonNode crashes(Query query) {
        return list(
                history.crashes(),
                (crash, json) -> {
                    json.setAll(Json.pid(crash.pid()));
                    json.put("title", crash.title());
                    json.put("code", crash.code());
                    json.put("reason", crash.reason());
                    ObjectNode facts = json.putObject("facts");
                    crash.facts().forEach(facts::put);
                    json.set("trace", Json.texts(crash.trace(), LONGEST_REASON));
                });
    }

    /// What supervisors reported.
    public JsonNode reports(Query query) {
        return list(history.reports(), HistoryView::report);
    }

    /// Messages that reached nobody.
    public JsonNode deadLetters(Query query) {
        ObjectNode answer =
                list(
                        history.deadLetters(),
                        (letter, json) -> {
                            json.setAll(Json.pid(letter.receiver()));
                            json.put("type", letter.type());
                            json.put("message", letter.message());
                        });
        return answer.put("everSince", node.deadLetters());
    }

    /// Handlers that held their runners.
    public JsonNode longHandlers(Query query) {
        return list(
                history.longHandlers(),
                (handler, json) -> {
                    json.setAll(Json.pid(handler.pid()));
                    json.put("soFarMillis", handler.soFar().toMillis());
                    json.put("at", handler.at());
                    json.set("stack", Json.texts(handler.stack(), LONGEST_REASON));
                });
    }

    /// What a watch has found while somebody looked.
    public JsonNode troubles(Query query) {
        return list(history.troubles(), HistoryView::trouble);
    }

    private static void trouble(WatchEvent event, ObjectNode json) {
        json.put("kind", event.getClass().getSimpleName());
        switch (event) {
            case WatchEvent.LongMailbox(Pid pid, int length) ->
                    json.put("length", length).setAll(Json.pid(pid));
            case WatchEvent.ShortMailbox(Pid pid, int length, Duration lasted) ->
                    json.put("length", length).put("nanos", lasted.toNanos()).setAll(Json.pid(pid));
            case WatchEvent.LongHandler(Pid pid, Duration soFar, List<StackTraceElement> stack) ->
                    json.put("nanos", soFar.toNanos())
                            .put("at", stack.isEmpty() ? "" : stack.getFirst().toString())
                            .setAll(Json.pid(pid));
            case WatchEvent.BlockedRunner(Pid pid) -> json.setAll(Json.pid(pid));
            case WatchEvent.ManyRestarts(Pid pid, String child, int restarts, Duration within) ->
                    json.put("child", child)
                            .put("restarts", restarts)
                            .put("nanos", within.toNanos())
                            .setAll(Json.pid(pid));
        }
    }

    private static <T> ObjectNode list(Ring<T> ring, BiConsumer<T, ObjectNode> write) {
        ArrayNode rows = Json.array();
        for (Ring.Numbered<T> numbered : ring.latest()) {
            ObjectNode row = rows.addObject();
            row.put("number", numbered.number());
            row.put("millis", numbered.millis());
            write.accept(numbered.event(), row);
        }
        ObjectNode answer = Json.object().put("total", ring.total());
        answer.set("rows", rows);
        return answer;
    }

    private static void report(SupervisorReport report, ObjectNode json) {
        json.put("kind", report.getClass().getSimpleName());
        json.set("supervisor", Json.pid(report.supervisor()));
        json.put("child", report.child());
        switch (report) {
            case SupervisorReport.Progress(var _, var _, Pid pid, int restarts) ->
                    fill(json, pid, null, restarts);
            case SupervisorReport.ChildTerminated(var _, var _, Pid pid, ExitReason reason) ->
                    fill(json, pid, reason, 0);
            case SupervisorReport.StartError(var _, var _, ExitReason reason) ->
                    fill(json, null, reason, 0);
            case SupervisorReport.ShutdownError(var _, var _, Pid pid, ExitReason reason) ->
                    fill(json, pid, reason, 0);
            case SupervisorReport.Shutdown(var _, var _, int restarts) ->
                    fill(json, null, null, restarts);
            case SupervisorReport.ChildGivenUp(var _, var _, int restarts) ->
                    fill(json, null, null, restarts);
        }
    }

    private static void fill(
            ObjectNode json, @Nullable Pid pid, @Nullable ExitReason reason, int restarts) {
        if (pid != null) {
            json.setAll(Json.pid(pid));
        }
        if (reason != null) {
            json.put("reason", Clip.of(reason, LONGEST_REASON));
        }
        json.put("restarts", restarts);
    }
}
