package io.trunkline.engine.conformance;

import com.fasterxml.jackson.databind.JsonNode;

/// A run-time error of a scripted callback: `["raised", term]` in a recording.
final class Raised extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient JsonNode term;

    Raised(JsonNode term) {
        super(term.toString());
        this.term = term;
    }

    JsonNode term() {
        return term;
    }
}
