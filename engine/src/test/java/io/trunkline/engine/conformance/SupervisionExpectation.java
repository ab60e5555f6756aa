package io.trunkline.engine.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.Comparator;
import java.util.function.BiPredicate;
import java.util.function.Function;

/// What a supervisor should show: what the real runtime did, with the log in one order where
/// everything happened at the same time.
///
/// @param isUnordered whether the log after a step has no order, by step and observation
record SupervisionExpectation(BiPredicate<JsonNode, JsonNode> isUnordered)
        implements Replayer.Expectation {
    /// Of supervisors that stop their children in order: only a killed one does not.
    static SupervisionExpectation ordered() {
        return new SupervisionExpectation((step, _) -> isKill(step));
    }

    /// Of dynamic supervisors, which stop all children together when they end.
    static SupervisionExpectation parallel() {
        return new SupervisionExpectation((_, observed) -> observed.path("children").isNull());
    }

    private static boolean isKill(JsonNode step) {
        return "kill_sup".equals(step.path("op").textValue());
    }

    /// What a world shows, in the same form.
    Replayer.Run run(String name, Function<JsonNode, World> world) {
        return new Replayer.Run(name, setup -> new Sorted(world.apply(setup), this));
    }

    @Override
    public JsonNode of(JsonNode setup, JsonNode step, JsonNode observed) {
        Fields.of(observed, "result", "log", "children", "count");
        return sorted(step, observed);
    }

    private JsonNode sorted(JsonNode step, JsonNode observed) {
        if (!isUnordered.test(step, observed)) {
            return observed;
        }
        ObjectNode copy = observed.deepCopy();
        ArrayNode log = JsonNodeFactory.instance.arrayNode();
        copy.get("log")
                .valueStream()
                .sorted(Comparator.comparing(JsonNode::toString))
                .forEach(log::add);
        copy.set("log", log);
        return copy;
    }

    private record Sorted(World world, SupervisionExpectation as) implements World {
        @Override
        public JsonNode perform(JsonNode step, JsonNode expected) {
            return as.sorted(step, world.perform(step, expected));
        }

        @Override
        public void close() {
            world.close();
        }
    }
}
