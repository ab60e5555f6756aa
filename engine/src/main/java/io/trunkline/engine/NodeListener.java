package io.trunkline.engine;

import java.time.Duration;

/// Hears what happens on a node. Each method is called on the thread where it happened, between two
/// steps of the runtime: it must return soon and must not block; what it throws is logged and
/// otherwise ignored.
public interface NodeListener {
    /// A process is there and about to make its first step. [#processExited] follows when it ends,
    /// also if its start fails.
    default void processStarted(Pid pid) {}

    /// A process has ended: its names are free, and nobody linked to it or monitoring it has been
    /// told yet.
    default void processExited(Pid pid, ExitReason reason) {}

    /// A process is about to end by its own fault; its names, links and mailbox are still as they
    /// were. [#processExited] follows. The same report is logged.
    default void crashed(CrashReport report) {}

    /// A supervisor has started a child, lost one, or failed to start or stop one.
    default void supervised(SupervisorReport report) {}

    /// A message reached no process: its receiver was dead, died before reading it, or dropped it
    /// from a full mailbox.
    default void deadLetter(Pid receiver, Object message) {}

    /// A handler has held its runner for [NodeOptions#longHandler()] or longer and goes on; said
    /// once per handler call. Others were not held up: a spare runner took the place over.
    ///
    /// @param stack where the handler is now
    default void longHandler(Pid pid, Duration soFar, StackTraceElement[] stack) {}

    /// A handler waits for something that the engine does not know, such as a socket or a lock,
    /// while others waited for its runner: a spare runner took the place over. Said once per
    /// handler call, some milliseconds after it began to wait; [#longHandler] may follow.
    default void runnerBlocked(Pid pid) {}
}
