package io.trunkline.pool.breaker;

import io.trunkline.engine.Clock;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// Time that stands still until it is moved. It begins just before it overflows.
final class TestClock implements Clock {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1_000_000);

    @Override
    public long nanoTime() {
        return now.get();
    }

    void advance(Duration duration) {
        now.addAndGet(duration.toNanos());
    }

    void advanceNanos(long nanos) {
        now.addAndGet(nanos);
    }
}
