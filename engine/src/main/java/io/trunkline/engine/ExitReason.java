package io.trunkline.engine;

import java.util.Objects;

/// Why a process ended. Reasons are values: crashes compare by the class and message of what was
/// thrown, not by its stack.
public sealed interface ExitReason {
    /// It was done. Does not harm linked processes.
    record Normal() implements ExitReason {}

    /// It was asked to end; nothing went wrong.
    record Shutdown() implements ExitReason {}

    /// It ended in order, and says why: `{shutdown, Detail}`.
    record ShutdownWith(Object detail) implements ExitReason {
        public ShutdownWith {
            Objects.requireNonNull(detail, "detail");
        }
    }

    /// As an exit signal: the order to die untrappably, with [Killed]. As the reason of a process
    /// that exited with it itself: an ordinary, trappable reason.
    record Kill() implements ExitReason {}

    /// It was killed.
    record Killed() implements ExitReason {}

    /// There was no such process.
    record NoProc() implements ExitReason {}

    /// The process's node cannot be reached or is closed.
    record NoConnection() implements ExitReason {}

    /// It took too long.
    record Timeout() implements ExitReason {}

    /// Its code threw `cause`.
    record Crashed(Throwable cause) implements ExitReason {
        public Crashed {
            Objects.requireNonNull(cause, "cause");
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Crashed(Throwable theirs)
                    && cause.getClass() == theirs.getClass()
                    && Objects.equals(cause.getMessage(), theirs.getMessage());
        }

        @Override
        public int hashCode() {
            return Objects.hash(cause.getClass(), cause.getMessage());
        }
    }

    /// Any other reason of the application's.
    record Other(Object term) implements ExitReason {
        public Other {
            Objects.requireNonNull(term, "term");
        }
    }

    /// See [Kill].
    static ExitReason kill() {
        return ExitReasons.KILL;
    }

    /// See [Normal].
    static ExitReason normal() {
        return ExitReasons.NORMAL;
    }

    /// See [Shutdown].
    static ExitReason shutdown() {
        return ExitReasons.SHUTDOWN;
    }

    /// See [ShutdownWith].
    static ExitReason shutdown(Object detail) {
        return new ShutdownWith(detail);
    }

    /// See [Killed].
    static ExitReason killed() {
        return ExitReasons.KILLED;
    }

    /// See [NoProc].
    static ExitReason noProc() {
        return ExitReasons.NO_PROC;
    }

    /// See [NoConnection].
    static ExitReason noConnection() {
        return ExitReasons.NO_CONNECTION;
    }

    /// See [Timeout].
    static ExitReason timeout() {
        return ExitReasons.TIMEOUT;
    }

    /// See [Crashed].
    static ExitReason crashed(Throwable cause) {
        return new Crashed(cause);
    }

    /// See [Other].
    static ExitReason other(Object term) {
        return new Other(term);
    }

    /// Whether this is an ordinary end, which is not reported as an error: `normal`, `shutdown` or
    /// `shutdown` with a detail.
    default boolean isOrderly() {
        return this instanceof Normal || this instanceof Shutdown || this instanceof ShutdownWith;
    }
}
