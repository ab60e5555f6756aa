package io.trunkline.pool.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// What a scenario should show: what was recorded, but for the rules of docs/deviations.md.
final class StageExpectation {
    /// What a step should show.
    JsonNode of(JsonNode setup, JsonNode step, JsonNode observed) {
        ObjectNode expected = observed.deepCopy();
        return expected;
    }
}
