package io.trunkline.engine.task;

import io.trunkline.engine.ExitReason;

import java.util.Objects;

/// What is known of a task that was not awaited but asked.
///
/// @param <T> what the task computes
public sealed interface TaskResult<T> {
    /// It has returned.
    record Ok<T>(T value) implements TaskResult<T> {}

    /// It has ended without a value; [ExitReason.Normal] too, if it ended itself.
    record Exited<T>(ExitReason reason) implements TaskResult<T> {
        public Exited {
            Objects.requireNonNull(reason, "reason");
        }
    }

    /// Nothing: it has not ended, or it was ended as it was asked to.
    record None<T>() implements TaskResult<T> {}

    /// See [None].
    @SuppressWarnings("unchecked") // it holds no T
    static <T> TaskResult<T> none() {
        return (TaskResult<T>) NoResult.NONE;
    }
}
