package io.trunkline.benchmarks.load;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/// Takes a sample at regular times, on a thread of its own, until it is closed.
public final class Sampler implements AutoCloseable {
    private static final int INTERVALS = 100;
    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(100);

    private final LongConsumer sample;
    private final LongSupplier clock;
    private final long interval;
    private final Thread thread;
    private volatile boolean closed;

    /// @param sample told the present, in nanoseconds; must not throw
    /// @param interval between samples
    public Sampler(LongConsumer sample, LongSupplier clock, Duration interval) {
        this.sample = sample;
        this.clock = clock;
        this.interval = interval.toNanos();
        thread = Thread.ofPlatform().daemon().name("sampler").start(this::run);
    }

    /// The interval for so long a measurement: a hundredth of it, but no less than 100 ms.
    public static Duration intervalFor(Duration length) {
        Duration wanted = length.dividedBy(INTERVALS);
        return wanted.compareTo(SHORTEST_INTERVAL) < 0 ? SHORTEST_INTERVAL : wanted;
    }

    private void run() {
        long next = clock.getAsLong() + interval;
        while (!closed) {
            long left = next - clock.getAsLong();
            if (left > 0) {
                LockSupport.parkNanos(left);
            } else {
                sample.accept(clock.getAsLong());
                next = Math.max(next, clock.getAsLong() - interval) + interval;
            }
        }
        sample.accept(clock.getAsLong());
    }

    /// Takes a last sample.
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
