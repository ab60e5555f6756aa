package io.trunkline.observer.internal.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.trunkline.engine.Node;
import io.trunkline.observer.internal.history.Clip;
import io.trunkline.observer.internal.web.Query;
import io.trunkline.pool.metrics.Inspectable;
import io.trunkline.pool.metrics.Inspectables;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Map;

/// The pools, breakers and the like of a node. Each shows a record of its own, which is written as
/// it is, so that a new kind of them needs nothing here.
public final class PoolsView {
    private static final int LONGEST = 500;

    private final Inspectables known;

    public PoolsView(Node node) {
        known = Inspectables.of(node);
    }

    /// All of them, by the kind of their snapshot.
    public JsonNode answer(Query query) {
        ArrayNode rows = Json.array();
        for (Inspectable each : known.all()) {
            Record snapshot = each.snapshot();
            ObjectNode row = rows.addObject();
            row.put("kind", snapshot.getClass().getSimpleName());
            row.put("name", each.name());
            row.set("values", values(snapshot));
        }
        ObjectNode answer = Json.object();
        answer.set("rows", rows);
        return answer;
    }

    private static ObjectNode values(Record snapshot) {
        ObjectNode values = Json.object();
        for (RecordComponent component : snapshot.getClass().getRecordComponents()) {
            String name = component.getName();
            put(values, name, value(snapshot, component));
        }
        return values;
    }

    private static void put(ObjectNode values, String name, @Nullable Object value) {
        switch (value) {
            case null -> values.putNull(name);
            case Integer number -> values.put(name, number);
            case Long number -> values.put(name, number);
            case Double number -> values.put(name, number);
            case Boolean yes -> values.put(name, yes);
            case Duration time -> values.put(name + "Nanos", time.toNanos());
            case Map<?, ?> parts -> {
                ObjectNode inner = values.putObject(name);
                parts.forEach((key, part) -> put(inner, Clip.of(key, LONGEST), part));
            }
            case Record part -> values.set(name, values(part));
            case Object other -> values.put(name, Clip.of(other, LONGEST));
        }
    }

    private static @Nullable Object value(Record snapshot, RecordComponent component) {
        try {
            return component.getAccessor().invoke(snapshot);
        } catch (ReflectiveOperationException e) {
            return "cannot be read: " + e.getClass().getName();
        }
    }
}
