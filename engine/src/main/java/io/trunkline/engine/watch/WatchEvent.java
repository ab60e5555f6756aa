package io.trunkline.engine.watch;

import io.trunkline.engine.Pid;

import java.time.Duration;
import java.util.List;

/// Trouble, or the end of some; see [Watch].
public sealed interface WatchEvent {
    /// A mailbox has become too long. Said once, until it is short again.
    record LongMailbox(Pid process, int length) implements WatchEvent {}

    /// A mailbox that was too long is short again, or its process has ended.
    ///
    /// @param length how many messages wait; 0 if the process has ended
    /// @param lasted from the look that found it too long to the one that found it short
    record ShortMailbox(Pid process, int length, Duration lasted) implements WatchEvent {}

    /// A handler takes long and goes on; see [io.trunkline.engine.NodeListener#longHandler].
    ///
    /// @param stack where it is now
    record LongHandler(Pid process, Duration soFar, List<StackTraceElement> stack)
            implements WatchEvent {
        public LongHandler {
            stack = List.copyOf(stack);
        }
    }

    /// A handler waits for something that the engine does not know, and its runner with it; see
    /// [io.trunkline.engine.NodeListener#runnerBlocked].
    record BlockedRunner(Pid process) implements WatchEvent {}

    /// A supervisor has restarted children too often. Said once, until it has not restarted any for
    /// as long as the restarts are counted.
    ///
    /// @param child the one that was restarted last
    /// @param restarts how many there were
    record ManyRestarts(Pid supervisor, String child, int restarts, Duration within)
            implements WatchEvent {}
}
