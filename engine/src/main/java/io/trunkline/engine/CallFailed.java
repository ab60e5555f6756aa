package io.trunkline.engine;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Optional;

/// A call that got no reply. It names the request, whom it was for, and why.
///
/// The stack is the caller's; if the server crashed, its own is in [#getCause()].
public sealed class CallFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Object request;
    private final transient Object target;
    private final transient ExitReason reason;

    /// Makes the failure of one call.
    ///
    /// @param target the pid, or the name, that was called
    public CallFailed(Object request, Object target, Duration timeout, ExitReason reason) {
        this(request, target, timeout, reason, "");
    }

    private CallFailed(
            Object request, Object target, Duration timeout, ExitReason reason, String more) {
        super(
                kind(reason)
                        + ": call("
                        + target
                        + ", "
                        + request
                        + ", "
                        + shown(timeout)
                        + "): reason="
                        + reason
                        + more,
                reason instanceof ExitReason.Crashed(Throwable cause) ? cause : null);
        this.request = request;
        this.target = target;
        this.reason = reason;
    }

    /// The server did not reply in time. It may still be working; its late reply will be dropped.
    public static final class TimedOut extends CallFailed {
        private static final long serialVersionUID = 1;

        private final transient @Nullable CallDelay delay;

        public TimedOut(Object request, Object target, Duration timeout) {
            this(request, target, timeout, null);
        }

        /// @param delay what is known of the call at this moment; null for nothing
        public TimedOut(
                Object request, Object target, Duration timeout, @Nullable CallDelay delay) {
            super(
                    request,
                    target,
                    timeout,
                    ExitReason.timeout(),
                    delay == null ? "" : "; " + delay.describe());
            this.delay = delay;
        }

        /// What became of the call until its caller gave up, as far as that could be seen; the
        /// message says it too.
        public Optional<CallDelay> delay() {
            return Optional.ofNullable(delay);
        }
    }

    /// There was no such process when the call was made.
    public static final class NoProcess extends CallFailed {
        private static final long serialVersionUID = 1;

        public NoProcess(Object request, Object target, Duration timeout) {
            super(request, target, timeout, ExitReason.noProc());
        }
    }

    /// A process called itself, which could never be answered.
    public static final class CallingSelf extends CallFailed {
        private static final long serialVersionUID = 1;

        public CallingSelf(Object request, Object target, Duration timeout) {
            super(request, target, timeout, ExitReason.other("calling_self"));
        }
    }

    /// A process that is being started called the one that waits for its start, such as its own
    /// supervisor, which could never answer.
    public static final class CallingStarter extends CallFailed {
        private static final long serialVersionUID = 1;

        public CallingStarter(Object request, Object target, Duration timeout) {
            super(request, target, timeout, ExitReason.other("calling_starter"));
        }
    }

    /// The server's mailbox had no room for the call, or dropped it; see [MailboxSpec].
    public static final class Rejected extends CallFailed {
        private static final long serialVersionUID = 1;

        public Rejected(Object request, Object target, Duration timeout) {
            super(request, target, timeout, ExitReason.other("mailbox_full"));
        }
    }

    /// The calling thread was interrupted while it waited; its interrupted status is set.
    public static final class Interrupted extends CallFailed {
        private static final long serialVersionUID = 1;

        public Interrupted(Object request, Object target, Duration timeout) {
            super(request, target, timeout, ExitReason.other("interrupted"));
        }
    }

    /// The request.
    public Object request() {
        return request;
    }

    /// The pid, or the name, that was called.
    public Object target() {
        return target;
    }

    /// Why there is no reply: the server's exit reason, or what the subclass says.
    public ExitReason reason() {
        return reason;
    }

    private static String kind(ExitReason reason) {
        return switch (reason) {
            case ExitReason.NoProc() -> "NoProcess";
            case ExitReason.Timeout() -> "CallTimeout";
            default -> "CallFailed";
        };
    }

    private static String shown(Duration timeout) {
        return timeout.compareTo(Duration.ofDays(365_000)) > 0 ? "infinity" : timeout.toString();
    }
}
