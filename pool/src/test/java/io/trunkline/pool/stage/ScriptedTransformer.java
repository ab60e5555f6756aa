package io.trunkline.pool.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import java.util.Collections;
import java.util.List;

/// A stage in the middle that makes as many copies of each event as a scenario says.
final class ScriptedTransformer extends ProducerConsumer<Integer, Integer, Boolean> {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final StageWorld world;
    private final int copies;

    ScriptedTransformer(StageWorld world, JsonNode setup) {
        this.world = world;
        copies = setup.get("pc").get("copies").intValue();
    }

    @Override
    protected Init<Boolean> init() {
        return ok(true);
    }

    @Override
    protected Outcome<Boolean> handleEvents(
            List<Integer> events, Subscription from, Boolean state) {
        world.log(self().pid(), JSON.textNode("events"), ScriptedConsumer.array(events));
        return emit(
                events.stream()
                        .flatMap(event -> Collections.nCopies(copies, event).stream())
                        .toList(),
                state);
    }

    @Override
    protected Outcome<Boolean> handleCancel(
            Cancellation why, Subscription subscription, Boolean state) {
        JsonNode kind = JSON.textNode(why.kind().name().toLowerCase());
        JsonNode reason = Reasons.encode(why.reason());
        if (subscription.consumer().equals(self().pid())) {
            world.log(self().pid(), JSON.textNode("cancelled"), kind, reason);
        } else {
            world.log(
                    self().pid(),
                    JSON.textNode("cancelled"),
                    world.nameOf(subscription.consumer()),
                    kind,
                    reason);
        }
        return noReply(state);
    }
}
