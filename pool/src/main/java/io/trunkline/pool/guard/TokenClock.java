package io.trunkline.pool.guard;

import java.util.concurrent.atomic.AtomicLong;

/// The permits of one limiter, as one number: the time at which all of them will have come back.
///
/// A permit taken moves that time one interval on; it may be ahead of now by the burst and what a
/// call may wait. (Networks know this as the generic cell rate algorithm.) Nothing has to be filled
/// up by anybody, and permits are given out in the order of the compare-and-sets, so that those who
/// wait are served in that order. Times are at least 0.
final class TokenClock extends AtomicLong {
    private static final long serialVersionUID = 1;

    /// Answered by a clock that is out of use; also its time from then on.
    static final long RETIRED = Long.MIN_VALUE;

    /// Takes a permit, or none.
    ///
    /// @param saved how far the time may be ahead of now without a wait: all of the burst but one
    /// @return how long to wait for the permit, 0 or more; or, if that is more than `maxWait`,
    ///   minus how long it is until it would not be; or RETIRED
    long take(long now, long interval, long saved, long maxWait) {
        while (true) {
            long full = get();
            if (full == RETIRED) {
                return RETIRED;
            }
            long start = Math.max(full, now);
            long wait = Math.max(0, start - now - saved);
            if (wait > maxWait) {
                return maxWait - wait;
            }
            if (compareAndSet(full, start + interval)) {
                return wait;
            }
        }
    }

    /// How long it is until a permit could be taken without a wait.
    ///
    /// @param saved as for [#take]
    long untilNext(long now, long saved) {
        return Math.max(0, get() - now - saved);
    }

    /// How many permits could be taken now.
    int available(long now, long interval, int burst) {
        long ahead = Math.max(0, get() - now);
        return (int) Math.max(0, burst - Math.ceilDiv(ahead, interval));
    }

    /// Puts the clock out of use if all its permits are back, so that a new one is no different.
    boolean retire(long now) {
        long full = get();
        return full != RETIRED && full <= now && compareAndSet(full, RETIRED);
    }
}
