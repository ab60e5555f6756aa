package io.trunkline.engine;

import java.time.Duration;

/// A node on one thread, in virtual time, with a seeded schedule; made by [Node#simulated(long)].
///
/// Nothing runs by itself: messages are handled in [#settle()], in [#advance(Duration)] and while
/// the owning thread waits in a `call`, `receive`, `sleep` or `stop`, which run other processes and
/// move the time forward as needed. Without the test kit a scheduled process that waits inside a
/// handler does so nested on the same stack, so it goes on only after those that began to wait
/// later; with it, and for a threaded process, waits do not depend on each other.
///
/// Only the thread that made the node may use it, and its processes. A threaded process that waits
/// for something outside of the node, such as `Thread.sleep` or another executor, goes on when that
/// has happened and the node runs next: such a run cannot be repeated.
public interface SimulatedNode extends Node {
    /// Runs processes until none has anything to do at the present virtual time.
    void settle();

    /// Settles, then moves the time forward, firing timers in the order of their deadlines and
    /// settling after each.
    void advance(Duration duration);

    /// The seed of this run.
    long seed();
}
