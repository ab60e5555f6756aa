package io.trunkline.observer.internal.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.trunkline.engine.Attribution;
import io.trunkline.engine.Attribution.Latencies;
import io.trunkline.engine.Node;
import io.trunkline.observer.internal.web.Query;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;
import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// Where the time of messages goes, by class of behaviour: in all, and in the last interval. All
/// who look share one interval, of a second or as long as nobody looked.
public final class LatencyView {
    private static final long SHORTEST_INTERVAL = TimeUnit.MILLISECONDS.toNanos(900);

    private final Attribution attribution;
    private final ReentrantLock lock = new ReentrantLock();

    // guarded by lock
    private Map<String, Latencies> before = Map.of();
    private long lookedAt;
    private ArrayNode last = Json.array();

    public LatencyView(Node node) {
        attribution = node.attribution();
    }

    /// Percentiles of each class.
    public JsonNode answer(Query query) {
        List<Latencies> now = attribution.latencies();
        ObjectNode answer = Json.object().put("on", attribution.isOn());
        ArrayNode rows = answer.putArray("rows");
        now.forEach(each -> rows.add(json(each)));
        answer.set("interval", interval(now));
        return answer;
    }

    /// All of it as a log of HdrHistogram, a tag a class and kind.
    public JsonNode log(Query query) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        HistogramLogWriter writer = new HistogramLogWriter(text);
        writer.outputLogFormatVersion();
        writer.outputComment("nanoseconds; tags are class and kind");
        writer.outputLegend();
        for (Latencies each : attribution.latencies()) {
            write(writer, each.code(), "queued", each.queued());
            write(writer, each.code(), "handled", each.handled());
            write(writer, each.code(), "calls", each.calls());
        }
        writer.close();
        return Json.object().put("text", text.toString(StandardCharsets.UTF_8));
    }

    /// `measure`: `on` begins anew, `off` ends.
    public JsonNode measure(Query query) {
        if (query.on("measure")) {
            attribution.start();
        } else {
            attribution.stop();
        }
        return Json.object().put("done", true);
    }

    private static void write(
            HistogramLogWriter writer, String code, String kind, Histogram times) {
        if (times.getTotalCount() > 0) {
            Histogram tagged = times.copy();
            // a comma or a blank would end the tag
            tagged.setTag((code + "/" + kind).replaceAll("[,\\s]", "_"));
            writer.outputIntervalHistogram(tagged);
        }
    }

    private JsonNode interval(List<Latencies> now) {
        lock.lock();
        try {
            long time = System.nanoTime();
            if (time - lookedAt > SHORTEST_INTERVAL) {
                lookedAt = time;
                last = Json.array();
                Map<String, Latencies> next = new HashMap<>();
                for (Latencies each : now) {
                    next.put(each.code(), each);
                    last.add(json(since(each, before.get(each.code()))));
                }
                before = next;
            }
            return last;
        } finally {
            lock.unlock();
        }
    }

    /// What was measured between two looks; all of it if it was begun anew in between.
    private static Latencies since(Latencies now, @Nullable Latencies earlier) {
        if (earlier == null) {
            return now;
        }
        try {
            return now.since(earlier);
        } catch (IllegalArgumentException begunAnew) {
            return now;
        }
    }

    private static ObjectNode json(Latencies latencies) {
        ObjectNode json = Json.object().put("code", latencies.code());
        json.set("queued", json(latencies.queued()));
        json.set("handled", json(latencies.handled()));
        json.set("calls", json(latencies.calls()));
        return json;
    }

    private static ObjectNode json(Histogram times) {
        return Json.object()
                .put("count", times.getTotalCount())
                .put("p50", times.getValueAtPercentile(50))
                .put("p99", times.getValueAtPercentile(99))
                .put("p999", times.getValueAtPercentile(99.9))
                .put("max", times.getTotalCount() == 0 ? 0 : times.getMaxValue());
    }
}
