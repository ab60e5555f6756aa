package io.trunkline.engine.application;

import java.util.List;

/// What came of starting an application with all that it needs.
public sealed interface EnsureResult {
    /// All run.
    ///
    /// @param started those that did not run before, in the order in which they were started
    record AllRunning(List<String> started) implements EnsureResult {
        public AllRunning {
            started = List.copyOf(started);
        }
    }

    /// One did not start; those that were started for this are stopped again.
    record Failed(String application, StartResult why) implements EnsureResult {}
}
