package io.trunkline.engine.supervisor;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Pid;

/// What came of asking a supervisor to do something with a child.
public sealed interface ChildResult {
    /// Of starting a child.
    sealed interface Start extends ChildResult {}

    /// Of starting a child again.
    sealed interface Restart extends ChildResult {}

    /// Of stopping a child.
    sealed interface Terminate extends ChildResult {}

    /// Of forgetting a child.
    sealed interface Delete extends ChildResult {}

    /// It runs.
    record Running(Pid pid) implements Start, Restart {}

    /// It chose not to run. A supervisor keeps its specification, unless it is temporary; a dynamic
    /// one does not.
    record Ignored() implements Start, Restart {}

    /// It did not start. A new one is not kept.
    record Failed(ExitReason reason) implements Start, Restart {}

    /// There is one with this id, and it runs.
    record AlreadyStarted(Pid pid) implements Start {}

    /// There is one with this id, and it does not run.
    record AlreadyPresent() implements Start {}

    /// The dynamic supervisor has as many children as it may have.
    record MaxChildren() implements Start {}

    /// It runs, so it cannot be started or forgotten.
    record StillRunning(Pid pid) implements Restart, Delete {}

    /// It is about to be started anyway.
    record Restarting() implements Restart, Delete {}

    /// There is no such child.
    record NotFound() implements Restart, Terminate, Delete {}

    /// It does not run any more.
    record Stopped() implements Terminate {}

    /// It is forgotten.
    record Deleted() implements Delete {}
}
