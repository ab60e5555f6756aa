package io.trunkline.engine.supervisor;

import io.trunkline.engine.Pid;

import java.util.Optional;

/// A child of a dynamic supervisor through all its restarts, where a pid is one of its lives. Any
/// thread may use it; what it says is of a moment ago.
public sealed interface ChildRef permits Member {
    /// Its present pid; empty while it is being restarted, and when it is over.
    Optional<Pid> pid();

    /// How often it was restarted.
    int restarts();

    /// Whether its supervisor has forgotten it, or has ended.
    boolean isOver();
}
