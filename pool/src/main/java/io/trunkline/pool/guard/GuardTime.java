package io.trunkline.pool.guard;

import io.trunkline.engine.Node;
import io.trunkline.engine.spi.Gate;

/// The time that guards follow, and how they wait and work beside their callers in it: the
/// machine's, or a node's, which may be virtual.
sealed interface GuardTime permits MachineTime, NodeTime {
    /// The machine's.
    GuardTime SYSTEM = new MachineTime();

    /// A node's; who waits waits as a process does, and holds up no other.
    static GuardTime of(Node node) {
        return new NodeTime(node);
    }

    long nanoTime();

    /// Waits.
    ///
    /// @return whether the thread was not interrupted; its status stays as it is
    boolean pause(long nanos);

    /// Something for the calling thread to wait for.
    Gate gate();

    /// Runs work, which throws nothing, beside the caller; then `ended`, also if the work did not
    /// get to its end.
    ///
    /// @return what cancels it, on the calling thread; does nothing after its end
    Runnable start(String kind, Runnable work, Runnable ended);
}
