package io.trunkline.engine;

import java.time.Duration;
import java.util.Objects;

/// Where the messages of a process wait, and how many may.
///
/// A limit counts messages, casts and calls that were sent and not yet taken. It never counts,
/// drops or holds up what the runtime sends: [Exit] and [Down], messages to an [Alias], those of
/// timers, requests of `sys`, and orders to stop. What a selective receive, a flush or a suspended
/// server has put aside counts no more, or a process could not receive what it waits for.
///
/// Messages of one sender stay in order in all makes, also with signals; nothing is dropped
/// uncounted.
public sealed interface MailboxSpec {
    /// Takes every message; one small node per message, next to nothing when idle. The default.
    record Unbounded() implements MailboxSpec {
        private static final Unbounded INSTANCE = new Unbounded();
    }

    /// Takes every message, in arrays of `chunk` that are linked: no allocation per message, but
    /// one array when idle. For processes that always have messages waiting.
    ///
    /// @param chunk messages an array holds, a power of two of at least 2
    record Chunked(int chunk) implements MailboxSpec {
        public Chunked {
            requirePowerOfTwo(chunk, "chunk");
        }
    }

    /// Holds `capacity` messages and takes memory for those that wait only.
    ///
    /// *[Overflow#BLOCK]* A sender waits without holding up others: a scheduled handler gives its
    /// runner up. It goes on when there is room, when the receiver dies (its message is a dead
    /// letter then), or when `timeout` is over, with [MailboxFull]. Nobody waits for itself: a
    /// process that sends to its own full mailbox, or to one whose handler goes on below on the
    /// same stack, gets [MailboxFull] at once. So does a thread that is no process when it is
    /// interrupted; its interrupted status is set. A call waits for room within its own timeout; an
    /// [ask][Pid#ask(Call, Duration)] never waits and fails at once. Senders that wait have no
    /// order among each other.
    ///
    /// *[Overflow#DROP_NEWEST], [Overflow#DROP_OLDEST]* What is dropped is counted in
    /// [ProcessInfo#dropped()]; messages are dead letters as well, callers are told at once
    /// ([CallFailed.Rejected]).
    ///
    /// *[Overflow#REJECT]* `send` and `cast` throw [MailboxFull], calls fail with
    /// [CallFailed.Rejected].
    ///
    /// @param capacity how many messages may wait, at least 1
    /// @param timeout how long a sender waits for room; only with BLOCK, default without limit
    record Bounded(int capacity, Overflow overflow, Duration timeout) implements MailboxSpec {
        public Bounded {
            if (capacity < 1) {
                throw new IllegalArgumentException("capacity must be >= 1: capacity=" + capacity);
            }
            requireTimeout(overflow, timeout);
        }

        /// This mailbox with another limit on the wait for room.
        public Bounded withTimeout(Duration timeout) {
            return new Bounded(capacity, overflow, timeout);
        }
    }

    /// As [Bounded], in one array made in advance: no allocation per message. The mailbox of pinned
    /// processes; [Overflow#DROP_OLDEST] is not for it, as only the process takes from the ring.
    ///
    /// @param capacity how many messages may wait, a power of two of at least 2
    /// @param timeout as of [Bounded]
    record Ring(int capacity, Overflow overflow, Duration timeout) implements MailboxSpec {
        public Ring {
            requirePowerOfTwo(capacity, "capacity");
            if (overflow == Overflow.DROP_OLDEST) {
                throw new IllegalArgumentException(
                        "overflow of a ring must not be DROP_OLDEST: overflow=" + overflow);
            }
            requireTimeout(overflow, timeout);
        }

        /// This mailbox with another limit on the wait for room.
        public Ring withTimeout(Duration timeout) {
            return new Ring(capacity, overflow, timeout);
        }
    }

    /// No limit on the wait for room.
    Duration NO_TIMEOUT = Duration.ofNanos(Long.MAX_VALUE);

    /// See [Unbounded].
    static MailboxSpec unbounded() {
        return Unbounded.INSTANCE;
    }

    /// See [Chunked].
    static Chunked chunked(int chunk) {
        return new Chunked(chunk);
    }

    /// See [Bounded].
    static Bounded bounded(int capacity, Overflow overflow) {
        return new Bounded(capacity, overflow, NO_TIMEOUT);
    }

    /// See [Ring].
    static Ring ring(int capacity, Overflow overflow) {
        return new Ring(capacity, overflow, NO_TIMEOUT);
    }

    private static void requirePowerOfTwo(int value, String name) {
        if (value < 2 || Integer.bitCount(value) != 1) {
            throw new IllegalArgumentException(
                    name + " must be a power of two >= 2: " + name + "=" + value);
        }
    }

    private static void requireTimeout(Overflow overflow, Duration timeout) {
        Objects.requireNonNull(overflow, "overflow");
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("timeout must be >= 0: timeout=" + timeout);
        }
        if (overflow != Overflow.BLOCK && !timeout.equals(NO_TIMEOUT)) {
            throw new IllegalArgumentException(
                    "timeout must be left out unless senders wait: overflow="
                            + overflow
                            + ", timeout="
                            + timeout);
        }
    }
}
