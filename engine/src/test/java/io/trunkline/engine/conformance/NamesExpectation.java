package io.trunkline.engine.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What a names scenario should show: what was recorded, with results that are sets sorted, but for
/// one rule, whose reason is in docs/deviations.md.
///
/// *Listeners hear of what has changed.* An `["unregister", R, K, P]` of a P that was not
/// registered under K is left out. Who is registered is known from the events themselves, and from
/// exits.
final class NamesExpectation implements Replayer.Expectation {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Set<String> SETS =
            Set.of("reg_lookup", "reg_match", "reg_keys", "reg_values");

    @Override
    public List<JsonNode> of(Scenario scenario) {
        Set<Holder> holders = new HashSet<>();
        List<JsonNode> expected = new ArrayList<>();
        for (int i = 0; i < scenario.steps().size(); i++) {
            JsonNode step = scenario.steps().get(i);
            ObjectNode observed = normal(step, scenario.observed().get(i));
            observed.set("listener", heard(observed.get("listener"), holders));
            if ("exit".equals(step.path("op").textValue())) {
                holders.removeIf(holder -> holder.process().equals(step.get("p")));
            }
            expected.add(observed);
        }
        return expected;
    }

    private record Holder(JsonNode registry, JsonNode key, JsonNode process) {}

    private static ArrayNode heard(JsonNode events, Set<Holder> holders) {
        ArrayNode heard = JSON.arrayNode();
        for (JsonNode event : events) {
            Holder holder = new Holder(event.get(1), event.get(2), event.get(3));
            boolean changes =
                    switch (event.get(0).asText()) {
                        case "register" -> {
                            holders.add(holder);
                            yield true; // a process may register twice
                        }
                        case "unregister" -> holders.remove(holder);
                        default -> throw new BadRecording("event must be known: event=" + event);
                    };
            if (changes) {
                heard.add(event);
            }
        }
        return heard;
    }

    @Override
    public JsonNode of(JsonNode setup, JsonNode step, JsonNode observed) {
        return normal(step, observed);
    }

    /// With the result sorted if it has no order.
    static ObjectNode normal(JsonNode step, JsonNode observed) {
        Fields fields = Fields.of(observed, "result", "msgs", "listener");
        JsonNode result = fields.get("result");
        ObjectNode normal = JSON.objectNode();
        normal.set(
                "result",
                result.isArray() && SETS.contains(step.path("op").asText())
                        ? sorted(result)
                        : result);
        normal.set("msgs", fields.get("msgs"));
        normal.set("listener", fields.get("listener"));
        return normal;
    }

    private static ArrayNode sorted(JsonNode array) {
        ArrayNode sorted = JSON.arrayNode();
        array.valueStream().sorted(Comparator.comparing(JsonNode::toString)).forEach(sorted::add);
        return sorted;
    }
}
