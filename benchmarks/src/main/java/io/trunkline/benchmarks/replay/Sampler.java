package io.trunkline.benchmarks.replay;

import io.trunkline.benchmarks.report.Measurements;
import io.trunkline.benchmarks.report.Moment;
import io.trunkline.benchmarks.report.Series;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/// Ends an interval of a series at regular times, on a thread of its own, until it is closed.
final class Sampler implements AutoCloseable {
    private final Series series;
    private final Measurements measurements;
    private final Progress progress;
    private final LongSupplier clock;
    private final long interval;
    private final Thread thread;
    private volatile boolean closed;

    Sampler(
            Series series,
            Measurements measurements,
            Progress progress,
            LongSupplier clock,
            Duration interval) {
        this.series = series;
        this.measurements = measurements;
        this.progress = progress;
        this.clock = clock;
        this.interval = interval.toNanos();
        thread = Thread.ofPlatform().daemon().name("replay-sampler").start(this::run);
    }

    private void run() {
        long next = clock.getAsLong() + interval;
        while (!closed) {
            long left = next - clock.getAsLong();
            if (left > 0) {
                LockSupport.parkNanos(left);
            } else {
                sample();
                next = Math.max(next, clock.getAsLong() - interval) + interval;
            }
        }
        sample();
    }

    private void sample() {
        Moment moment = series.sample(clock.getAsLong());
        progress.sampled(moment, measurements.counts());
    }

    /// Ends the last interval.
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
