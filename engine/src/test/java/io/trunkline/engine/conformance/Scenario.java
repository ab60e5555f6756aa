package io.trunkline.engine.conformance;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.List;

/// One recorded scenario.
///
/// @param observed one per step: what the real runtime showed after it
record Scenario(String name, JsonNode setup, List<JsonNode> steps, List<JsonNode> observed) {
    Scenario {
        steps = List.copyOf(steps);
        observed = List.copyOf(observed);
        if (steps.size() != observed.size()) {
            throw new BadRecording(
                    "scenario must have one observation per step: scenario="
                            + name
                            + ", steps="
                            + steps.size()
                            + ", observed="
                            + observed.size());
        }
    }

    static Scenario of(JsonNode line) {
        Fields fields = Fields.of(line, "scenario", "setup", "steps", "observed");
        return new Scenario(
                fields.text("scenario"),
                fields.get("setup"),
                fields.list("steps"),
                fields.list("observed"));
    }
}
