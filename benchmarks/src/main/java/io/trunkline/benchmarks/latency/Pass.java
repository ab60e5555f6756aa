package io.trunkline.benchmarks.latency;

import io.trunkline.benchmarks.latency.workload.Workload;
import io.trunkline.benchmarks.load.FixedRate;
import io.trunkline.benchmarks.load.OpenLoop;
import io.trunkline.benchmarks.load.Sampler;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/// A workload's operations at a fixed rate, started and awaited. Used once.
final class Pass {
    private static final long POLL_NANOS = 1_000_000;
    private static final long PATIENCE_NANOS = Duration.ofSeconds(10).toNanos();

    /// A generator that parked would be late by more than most operations take, so at all but the
    /// lowest rates it never does.
    private static final Duration SLACK = Duration.ofMillis(2);

    /// How often the planned length a pass may take before the rest is given up.
    private static final int MOST_LENGTHS = 2;

    private final Meter meter;
    private final FixedRate timetable;
    private final OpenLoop loop;
    private final Duration length;
    private volatile boolean stopped;

    Pass(Workload workload, Meter meter, double rate, Duration length) {
        this.meter = meter;
        this.length = length;
        timetable = FixedRate.lasting(rate, length);
        loop = new OpenLoop(timetable, 1, System::nanoTime, workload::start, SLACK);
    }

    /// What became of it.
    ///
    /// @param unsent how many were due and not started when it was given up
    record Ended(long sent, long unsent, Duration elapsed) {}

    /// Starts all operations and awaits their ends; one that takes longer than [#PATIENCE_NANOS] is
    /// given up. With a rate beyond the workload's means, so are those not started after twice the
    /// time.
    ///
    /// @param start the moment of the first operation, as of [System#nanoTime()]
    /// @param sample told the present at regular times, and at the end
    Ended run(long start, LongConsumer sample) {
        long before = meter.finished();
        long latest = start + MOST_LENGTHS * length.toNanos();
        LongConsumer sampleOrEnd =
                now -> {
                    sample.accept(now);
                    if (now - latest > 0) {
                        loop.stop();
                    }
                };
        try (var _ = new Sampler(sampleOrEnd, System::nanoTime, Sampler.intervalFor(length))) {
            long sent = loop.run(start);
            long end = awaitEnds(before + sent);
            long unsent = stopped ? 0 : timetable.total() - sent;
            for (long number = sent; number < sent + unsent; number++) {
                meter.done(start + timetable.offset(number));
            }
            return new Ended(
                    sent, unsent, Duration.ofNanos(Math.max(end - start, timetable.offset(sent))));
        }
    }

    /// Makes it end soon. Any thread may call it, at any time.
    void stop() {
        stopped = true;
        loop.stop();
    }

    private long awaitEnds(long finished) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (meter.finished() < finished && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(POLL_NANOS);
        }
        return System.nanoTime();
    }
}
