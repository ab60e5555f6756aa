package io.trunkline.engine.task;

import io.trunkline.engine.ExitReason;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Optional;

/// A task that gave no value to who awaited it. The stack is the owner's; if the task crashed, its
/// own is in [#getCause()].
public sealed class TaskFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient ExitReason reason;
    private final transient @Nullable Object input;

    TaskFailed(String what, ExitReason reason) {
        this(what, reason, null);
    }

    /// @param input what the task worked on; null if it is no task of a stream
    TaskFailed(String what, ExitReason reason, @Nullable Object input) {
        super(
                what + ": reason=" + reason + (input == null ? "" : ", input=" + input),
                reason instanceof ExitReason.Crashed(Throwable cause) ? cause : null);
        this.reason = reason;
        this.input = input;
    }

    /// It was not done in time. It goes on, unless it was one of a stream.
    public static final class TimedOut extends TaskFailed {
        private static final long serialVersionUID = 1;

        TimedOut(String what, Duration timeout, @Nullable Object input) {
            super("TaskTimeout: " + what + ", " + timeout, ExitReason.timeout(), input);
        }
    }

    /// The thread that waited, being no process, was interrupted; its interrupted status is set.
    public static final class Interrupted extends TaskFailed {
        private static final long serialVersionUID = 1;

        Interrupted(String what) {
            super("TaskInterrupted: " + what, ExitReason.other("interrupted"));
        }
    }

    /// Why there is no value: the task's exit reason, or what the subclass says.
    public ExitReason reason() {
        return reason;
    }

    /// What the task worked on, if it is one of a stream.
    public Optional<Object> input() {
        return Optional.ofNullable(input);
    }
}
