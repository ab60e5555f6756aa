package io.trunkline.engine.supervisor;

import io.trunkline.engine.Pid;

import java.util.Optional;

/// What a supervisor says about a child.
///
/// @param pid empty unless it is RUNNING
/// @param restarts how often it was restarted since it was added
public record ChildInfo(
        String id, Status status, Optional<Pid> pid, ChildSpec.Type type, int restarts) {
    /// What a child is doing, as far as its supervisor knows.
    public enum Status {
        /// It runs.
        RUNNING,
        /// It did not come back at once: it is being tried again, or waits for its backoff.
        RESTARTING,
        /// It does not run until somebody asks for it, or a sibling's restart includes it.
        STOPPED
    }
}
