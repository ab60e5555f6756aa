package io.trunkline.pool.worker;

import io.trunkline.engine.ExitReason;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/// A task that gave no value to who awaited it. What its code threw is the cause.
public sealed class WorkFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    WorkFailed(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /// Its code threw something.
    static WorkFailed threw(@Nullable Throwable cause) {
        return new WorkFailed("WorkFailed: cause=" + cause, cause);
    }

    /// The worker that ran it ended first: it was killed, or the task ended it.
    public static final class Crashed extends WorkFailed {
        private static final long serialVersionUID = 1;

        private final transient ExitReason reason;

        Crashed(ExitReason reason) {
            super(
                    "WorkerCrashed: reason=" + reason,
                    reason instanceof ExitReason.Crashed(Throwable cause) ? cause : null);
            this.reason = reason;
        }

        /// Why the worker ended.
        public ExitReason reason() {
            return reason;
        }
    }

    /// Its deadline passed while it ran.
    public static final class DeadlineExceeded extends WorkFailed {
        private static final long serialVersionUID = 1;

        DeadlineExceeded(Duration deadline) {
            super("DeadlineExceeded: deadline=" + deadline, null);
        }
    }

    /// It was not done when who awaited it gave up. It goes on.
    public static final class TimedOut extends WorkFailed {
        private static final long serialVersionUID = 1;

        TimedOut(Duration timeout) {
            super("WorkTimeout: await(" + timeout + ")", null);
        }
    }

    /// The thread that waited was interrupted; its interrupted status is set.
    public static final class Interrupted extends WorkFailed {
        private static final long serialVersionUID = 1;

        Interrupted() {
            super("WorkInterrupted: await", null);
        }
    }
}
