package io.trunkline.engine.conformance;

import com.fasterxml.jackson.databind.JsonNode;

/// The processes of one scenario, set up and ready for its steps.
interface World extends AutoCloseable {
    /// Performs a step and says what there was to observe, in the form of the recording.
    ///
    /// @param expected what should be observed; a world in real time waits for it for a while
    ///   before it says otherwise
    JsonNode perform(JsonNode step, JsonNode expected);

    @Override
    void close();
}
