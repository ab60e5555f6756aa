package io.trunkline.pool.guard;

import java.util.concurrent.atomic.LongAdder;

/// What gives out the permits of one limit, whosever they are, and counts them.
final class Permits {
    private final RateLimit limit;
    private final GuardTime time;
    private final long origin;
    private final long interval;
    private final long saved;
    private final long maxWait;
    private final LongAdder granted = new LongAdder();
    private final LongAdder waited = new LongAdder();
    private final LongAdder refused = new LongAdder();

    Permits(RateLimit limit, GuardTime time) {
        this.limit = limit;
        this.time = time;
        this.origin = time.nanoTime();
        this.interval = limit.intervalNanos();
        this.saved = interval * (limit.burst() - 1);
        this.maxWait = limit.maxWait().toNanos();
    }

    long now() {
        return time.nanoTime() - origin;
    }

    /// Takes a permit that is there.
    ///
    /// @return what [TokenClock#take] answered
    long takeNow(TokenClock tokens) {
        long wait = tokens.take(now(), interval, saved, 0);
        if (wait != TokenClock.RETIRED) {
            (wait == 0 ? granted : refused).increment();
        }
        return wait;
    }

    /// Takes a permit, and waits for its time.
    ///
    /// @return false if `tokens` are out of use
    boolean take(TokenClock tokens) {
        long wait = tokens.take(now(), interval, saved, maxWait);
        if (wait == 0) {
            granted.increment();
        } else if (wait > 0) {
            granted.increment();
            waited.increment();
            if (!time.pause(wait)) {
                throw GuardInterrupted.now("permit");
            }
        } else if (wait == TokenClock.RETIRED) {
            return false;
        } else {
            refused.increment();
            throw new RateExceeded(limit, -wait);
        }
        return true;
    }

    int available(TokenClock tokens) {
        return tokens.available(now(), interval, limit.burst());
    }

    long untilNext(TokenClock tokens) {
        return tokens.untilNext(now(), saved);
    }

    RateSnapshot snapshot() {
        return new RateSnapshot(granted.sum(), waited.sum(), refused.sum());
    }
}
