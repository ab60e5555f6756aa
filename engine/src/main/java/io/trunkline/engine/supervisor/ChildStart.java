package io.trunkline.engine.supervisor;

import io.trunkline.engine.Self;
import io.trunkline.engine.Started;

/// Starts one child, linked to its supervisor. It runs in the supervisor, which waits for it: it
/// must not call the supervisor, and what it throws is a failed start.
@FunctionalInterface
public interface ChildStart {
    /// Starts the child.
    ///
    /// @param supervisor the supervisor as a process, to start the child with
    Started start(Self supervisor);
}
