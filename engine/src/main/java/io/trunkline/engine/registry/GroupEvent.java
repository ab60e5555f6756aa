package io.trunkline.engine.registry;

import io.trunkline.engine.Pid;

/// A change of a group, as those who monitor it are told; see [Groups#monitor].
public sealed interface GroupEvent {
    /// The monitor that it is for.
    GroupMonitor monitor();

    /// Who joined or left.
    Pid pid();

    /// A process has joined, perhaps not for the first time.
    record Join(GroupMonitor monitor, Pid pid) implements GroupEvent {}

    /// A process has left, or has ended; once for each time that it had joined.
    record Leave(GroupMonitor monitor, Pid pid) implements GroupEvent {}
}
