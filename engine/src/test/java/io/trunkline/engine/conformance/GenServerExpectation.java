package io.trunkline.engine.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// What a genserver scenario should show: what was recorded, but for two rules, whose reasons are
/// in docs/deviations.md.
///
/// 1. *A callback that returns no valid value crashes.* Every recorded `["bad_return_value", V]`
///    becomes `["raised", ["bad_return_value", V]]`, which is what our server crashes with.
/// 2. *A failed start sends its starter no exit signal.* A start that gave `["error", R]` leaves no
///    `["EXIT", R]` with the parent, and a parent that does not trap exits lives to get `["error",
///    R]` instead of dying with R.
final class GenServerExpectation implements Replayer.Expectation {
    static final String BAD_RETURN = "bad_return_value";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    @Override
    public JsonNode of(JsonNode setup, JsonNode step, JsonNode observed) {
        Fields.of(observed, "result", "log", "down", "parent_msgs", "parent_down", "stray_replies");
        ObjectNode expected = (ObjectNode) badReturnsRaised(observed);
        if ("start".equals(step.path("op").textValue())) {
            failedStartUnheard(expected);
        }
        return expected;
    }

    private static JsonNode badReturnsRaised(JsonNode node) {
        if (ReasonCodec.isPair(node, BAD_RETURN)) {
            return ReasonCodec.pair("raised", node);
        }
        if (node.isArray()) {
            ArrayNode copy = JSON.arrayNode();
            node.forEach(element -> copy.add(badReturnsRaised(element)));
            return copy;
        }
        if (node.isObject()) {
            ObjectNode copy = JSON.objectNode();
            node.propertyStream()
                    .forEach(entry -> copy.set(entry.getKey(), badReturnsRaised(entry.getValue())));
            return copy;
        }
        return node;
    }

    private static void failedStartUnheard(ObjectNode expected) {
        JsonNode result = expected.get("result");
        if ("parent_died".equals(result.textValue()) && expected.get("down").isNull()) {
            expected.set("result", ReasonCodec.pair("error", expected.get("parent_down")));
            expected.set("parent_down", NullNode.getInstance());
        } else if (ReasonCodec.isPair(result, "error")) {
            JsonNode exit = ReasonCodec.pair("EXIT", result.get(1));
            ArrayNode heard = JSON.arrayNode();
            expected.get("parent_msgs")
                    .valueStream()
                    .filter(message -> !message.equals(exit))
                    .forEach(heard::add);
            expected.set("parent_msgs", heard);
        }
    }
}
