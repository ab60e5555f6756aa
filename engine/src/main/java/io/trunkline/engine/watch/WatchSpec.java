package io.trunkline.engine.watch;

import java.time.Duration;

/// What a [Watch] takes for trouble.
///
/// @param longMailbox how many waiting messages are too many; default 10,000. [Integer#MAX_VALUE]
///   to leave mailboxes alone, so that no process is looked at
/// @param shortMailbox how few of them end the trouble; default 5,000
/// @param interval how often mailboxes are looked at; default 1 s. A look passes over all
///   processes, a page at a time: some 10 ms of one processor for a million of them
/// @param manyRestarts how many restarts by one supervisor are many; default 3
/// @param within in how long; default 10 s
public record WatchSpec(
        int longMailbox, int shortMailbox, Duration interval, int manyRestarts, Duration within) {
    public WatchSpec {
        if (longMailbox < 1) {
            throw new IllegalArgumentException(
                    "longMailbox must be >= 1: longMailbox=" + longMailbox);
        }
        if (shortMailbox < 0 || shortMailbox >= longMailbox) {
            throw new IllegalArgumentException(
                    "shortMailbox must be in 0..longMailbox-1: shortMailbox="
                            + shortMailbox
                            + ", longMailbox="
                            + longMailbox);
        }
        if (!interval.isPositive()) {
            throw new IllegalArgumentException("interval must be > 0: interval=" + interval);
        }
        if (manyRestarts < 1) {
            throw new IllegalArgumentException(
                    "manyRestarts must be >= 1: manyRestarts=" + manyRestarts);
        }
        if (!within.isPositive()) {
            throw new IllegalArgumentException("within must be > 0: within=" + within);
        }
    }

    /// The defaults named above.
    public static WatchSpec defaults() {
        return new WatchSpec(10_000, 5_000, Duration.ofSeconds(1), 3, Duration.ofSeconds(10));
    }

    /// With other limits for mailboxes.
    public WatchSpec withMailbox(int tooLong, int shortAgain) {
        return new WatchSpec(tooLong, shortAgain, interval, manyRestarts, within);
    }

    /// With another interval between looks at mailboxes.
    public WatchSpec withInterval(Duration other) {
        return new WatchSpec(longMailbox, shortMailbox, other, manyRestarts, within);
    }

    /// With another limit for restarts.
    public WatchSpec withRestarts(int many, Duration span) {
        return new WatchSpec(longMailbox, shortMailbox, interval, many, span);
    }
}
