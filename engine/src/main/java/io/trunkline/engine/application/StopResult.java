package io.trunkline.engine.application;

import java.util.List;

/// What came of stopping one application.
public sealed interface StopResult {
    /// It has ended.
    record Stopped() implements StopResult {}

    /// It did not run, or is not known.
    record NotRunning() implements StopResult {}

    /// It runs on, as these need it.
    record InUse(List<String> users) implements StopResult {
        public InUse {
            users = List.copyOf(users);
        }
    }
}
