package io.trunkline.engine.conformance;

import com.fasterxml.jackson.databind.JsonNode;

/// A step after which our engine showed something else than it should.
///
/// @param run which of the replays it was
/// @param index of the step in the scenario, from 0; -1 while the scenario was set up
record Mismatch(
        String run, String scenario, int index, JsonNode step, String expected, String actual) {
    @Override
    public String toString() {
        return scenario
                + " ("
                + run
                + "), step "
                + index
                + ": "
                + step
                + "\n    expected "
                + expected
                + "\n    actual   "
                + actual;
    }
}
