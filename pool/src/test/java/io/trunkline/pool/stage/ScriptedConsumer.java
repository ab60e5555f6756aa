package io.trunkline.pool.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import java.util.List;

/// A consumer that writes down what it is told.
final class ScriptedConsumer extends Consumer<Integer, Boolean> {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final StageWorld world;
    private final boolean manual;

    ScriptedConsumer(StageWorld world, JsonNode setup) {
        this.world = world;
        manual = "manual".equals(setup.get("mode").textValue());
    }

    static ArrayNode array(List<Integer> numbers) {
        ArrayNode array = JSON.arrayNode();
        numbers.forEach(array::add);
        return array;
    }

    @Override
    protected Init<Boolean> init() {
        return ok(true);
    }

    @Override
    protected Subscribing<Boolean> handleSubscribe(Subscription subscription, Boolean state) {
        return manual ? manual(state) : automatic(state);
    }

    @Override
    protected Outcome<Boolean> handleEvents(
            List<Integer> events, Subscription from, Boolean state) {
        world.log(self().pid(), JSON.textNode("events"), array(events));
        return noReply(state);
    }

    @Override
    protected Outcome<Boolean> handleCancel(
            Cancellation why, Subscription subscription, Boolean state) {
        world.log(
                self().pid(),
                JSON.textNode("cancelled"),
                JSON.textNode(why.kind().name().toLowerCase()),
                Reasons.encode(why.reason()));
        return noReply(state);
    }
}
