package io.trunkline.engine.application;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Pid;

/// What came of starting one application.
public sealed interface StartResult {
    /// It runs; `tree` is the top of its tree.
    record Running(Pid tree) implements StartResult {}

    /// It ran before.
    record AlreadyStarted() implements StartResult {}

    /// It needs this one, which does not run.
    record NotStarted(String dependency) implements StartResult {}

    /// Its tree did not start.
    record Failed(ExitReason reason) implements StartResult {}

    /// No application of this name is loaded.
    record Unknown(String name) implements StartResult {}
}
