package io.trunkline.engine;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Objects;

/// How a scheduled process is started.
///
/// @param name registered before `init`; default none
/// @param startTimeout how long `init` may take before the process is killed and the start fails
///   with [ExitReason.Timeout]; null, the default, is no limit
/// @param callerRuns whether a thread that calls this process while it is idle may run the handler
///   itself, which is many times faster than waking a runner; switch it off for servers whose
///   handlers are slow, as the caller cannot time out before the handler returns, or block in ways
///   that an interrupt aimed at the caller could disturb; default true
/// @param expiredCalls what to do with requests whose caller has given up; default SKIP
/// @param mailbox where its messages wait; default unbounded, for [#pinned(WaitStrategy)] a ring
/// @param pinned how the process's own platform thread waits; null, the default, is a process that
///   runners and callers run. Nobody but its thread runs a pinned process, `init` included. On a
///   simulated node it is run as the others are, though never by its callers
public record StartOptions(
        @Nullable Name name,
        @Nullable Duration startTimeout,
        boolean callerRuns,
        ExpiredCalls expiredCalls,
        MailboxSpec mailbox,
        @Nullable WaitStrategy pinned) {
    private static final StartOptions DEFAULTS =
            new StartOptions(null, null, true, ExpiredCalls.SKIP, MailboxSpec.unbounded(), null);
    private static final MailboxSpec PINNED_MAILBOX = MailboxSpec.ring(1024, Overflow.BLOCK);

    /// What a server does with a request whose caller no longer waits when its turn comes.
    public enum ExpiredCalls {
        /// Nothing: it is dropped unseen.
        SKIP,
        /// Handles it, as OTP does.
        HANDLE
    }

    public StartOptions {
        Objects.requireNonNull(expiredCalls, "expiredCalls");
        Objects.requireNonNull(mailbox, "mailbox");
        if (startTimeout != null && startTimeout.isNegative()) {
            throw new IllegalArgumentException(
                    "startTimeout must be >= 0: startTimeout=" + startTimeout);
        }
    }

    /// No name, no limit on `init`, callers run idle servers, expired calls are skipped, an
    /// unbounded mailbox.
    public static StartOptions defaults() {
        return DEFAULTS;
    }

    /// The defaults with a name on the process's node.
    public static StartOptions named(String name) {
        return DEFAULTS.withName(Name.local(name));
    }

    /// The defaults for a pinned process that waits as suits this machine (see
    /// [WaitStrategy#forProcessors(int)]): a ring of 1,024 messages, for which senders wait.
    public static StartOptions pinnedProcess() {
        return pinned(WaitStrategy.forProcessors(Runtime.getRuntime().availableProcessors()));
    }

    /// As [#pinnedProcess()], waiting in this way.
    public static StartOptions pinned(WaitStrategy wait) {
        return DEFAULTS.withMailbox(PINNED_MAILBOX).withPinned(wait);
    }

    /// These options with a name.
    public StartOptions withName(Name name) {
        return new StartOptions(name, startTimeout, callerRuns, expiredCalls, mailbox, pinned);
    }

    /// These options with a limit on `init`.
    public StartOptions withStartTimeout(Duration startTimeout) {
        return new StartOptions(name, startTimeout, callerRuns, expiredCalls, mailbox, pinned);
    }

    /// These options with callers running the idle server, or not.
    public StartOptions withCallerRuns(boolean callerRuns) {
        return new StartOptions(name, startTimeout, callerRuns, expiredCalls, mailbox, pinned);
    }

    /// These options with another way of treating expired calls.
    public StartOptions withExpiredCalls(ExpiredCalls expiredCalls) {
        return new StartOptions(name, startTimeout, callerRuns, expiredCalls, mailbox, pinned);
    }

    /// These options with another mailbox.
    public StartOptions withMailbox(MailboxSpec mailbox) {
        return new StartOptions(name, startTimeout, callerRuns, expiredCalls, mailbox, pinned);
    }

    /// These options for a process with a platform thread of its own, which waits in this way. The
    /// mailbox stays as it is.
    public StartOptions withPinned(WaitStrategy wait) {
        return new StartOptions(
                name,
                startTimeout,
                callerRuns,
                expiredCalls,
                mailbox,
                Objects.requireNonNull(wait, "wait"));
    }
}
