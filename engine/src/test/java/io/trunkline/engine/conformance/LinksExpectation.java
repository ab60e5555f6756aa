package io.trunkline.engine.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.Comparator;

/// What a links scenario should show: what was recorded, with everything that has no order sorted.
/// There is no deviation.
final class LinksExpectation implements Replayer.Expectation {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    @Override
    public JsonNode of(JsonNode setup, JsonNode step, JsonNode observed) {
        return sorted(observed);
    }

    /// `died`, each list of `msgs` and each list of `links` without an order of their own.
    static ObjectNode sorted(JsonNode observed) {
        Fields fields = Fields.of(observed, "result", "died", "msgs", "links");
        ObjectNode sorted = JSON.objectNode();
        sorted.set("result", fields.get("result"));
        sorted.set("died", sortedArray(fields.get("died")));
        sorted.set("msgs", sortedValues(fields.get("msgs")));
        sorted.set("links", sortedValues(fields.get("links")));
        return sorted;
    }

    private static ObjectNode sortedValues(JsonNode byName) {
        ObjectNode sorted = JSON.objectNode();
        byName.propertyStream()
                .forEach(entry -> sorted.set(entry.getKey(), sortedArray(entry.getValue())));
        return sorted;
    }

    private static ArrayNode sortedArray(JsonNode array) {
        ArrayNode sorted = JSON.arrayNode();
        array.valueStream().sorted(Comparator.comparing(JsonNode::toString)).forEach(sorted::add);
        return sorted;
    }
}
