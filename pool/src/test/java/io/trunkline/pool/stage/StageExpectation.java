package io.trunkline.pool.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.function.Predicate;

/// What a scenario should show: what was recorded, but for these rules, whose reasons are in
/// docs/deviations.md.
///
/// 1. *Options are checked when they are made.* What GenStage refused as `bad_opts` is `refused`.
/// 2. *A selector that selects nothing is not heard of.* Empty batches are left out.
/// 3. *A second subscription of a process to a broadcast is refused.* GenStage means to do so, but
///    crashed when it logged that, as the recording machine had no Logger.
/// 4. *A partition keeps its events when its consumer leaves.* GenStage forgets them and asks for
///    as many others. In a step where that is so, only the end of the subscription shows; from
///    there the two have different events, and the scenario ends.
final class StageExpectation {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String EVENTS = "events";
    private static final String CANCELLED = "cancelled";

    private JsonNode buffered = NullNode.getInstance();
    private boolean isOver;

    /// What a step should show.
    ///
    /// @param keepsEvents whether the step takes the consumer from a partition that keeps events
    JsonNode of(JsonNode step, JsonNode observed, boolean keepsEvents) {
        ObjectNode expected = observed.deepCopy();
        if (isPair(expected.get("result"), "error")) {
            expected.put("result", "refused");
        }
        retain(expected, entry -> !entry.get(0).asText().equals(EVENTS) || !entry.get(1).isEmpty());
        if (expected.path("died").path(0).path(1).equals(pair("raised", "undef"))) {
            refused(expected, step.get("c").textValue());
        }
        if (keepsEvents) {
            retain(expected, entry -> entry.get(0).asText().equals(CANCELLED));
            expected.set("buffered", buffered);
            isOver = true;
        }
        buffered = expected.get("buffered");
        return expected;
    }

    /// Whether what follows cannot be compared.
    boolean isOver() {
        return isOver;
    }

    private void refused(ObjectNode expected, String consumer) {
        ObjectNode log = expected.putObject("log");
        log.putArray("producer")
                .addArray()
                .add(CANCELLED)
                .add(consumer)
                .add("cancel")
                .add("already_subscribed");
        log.putArray(consumer).addArray().add(CANCELLED).add("cancel").add("already_subscribed");
        expected.putArray("died");
        expected.set("buffered", buffered);
    }

    private static void retain(ObjectNode expected, Predicate<JsonNode> wanted) {
        ObjectNode log = JSON.objectNode();
        expected.get("log")
                .propertyStream()
                .forEach(stage -> {
                    ArrayNode kept = JSON.arrayNode();
                    stage.getValue().valueStream().filter(wanted).forEach(kept::add);
                    if (!kept.isEmpty()) {
                        log.set(stage.getKey(), kept);
                    }
                });
        expected.set("log", log);
    }

    private static boolean isPair(JsonNode node, String tag) {
        return node.isArray() && node.size() == 2 && tag.equals(node.get(0).textValue());
    }

    private static JsonNode pair(String tag, String value) {
        return JSON.arrayNode().add(tag).add(value);
    }
}
