package io.trunkline.benchmarks.latency;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.benchmarks.latency.workload.Workload;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

class PassTest {
    private static final long PAUSE = Duration.ofMillis(200).toNanos();

    private final Meter meter = new Meter();

    @Test
    void countsEveryOperationThatAPauseHoldsUp() {
        Workload pausesOnce =
                (number, intended) -> {
                    if (number == 100) {
                        busy(PAUSE);
                    }
                    meter.done(intended);
                };

        var ended = new Pass(pausesOnce, meter, 1_000, Duration.ofSeconds(1)).run(soon(), _ -> {});

        Histogram times = meter.interval();
        assertThat(ended.sent()).isEqualTo(1_000);
        assertThat(ended.unsent()).isZero();
        assertThat(times.getTotalCount()).isEqualTo(1_000);
        // Those that were due in the pause waited for what was left of it: 200, 199, 198 ... ms.
        // A generator that waits for each answer would have seen one of them.
        assertThat(times.getCountBetweenValues(PAUSE / 2, times.getMaxValue()))
                .isGreaterThanOrEqualTo(100);
    }

    @Test
    void givesUpWhatIsBeyondTheWorkloadsMeansButLeavesNothingOut() {
        Workload slow =
                (_, intended) -> {
                    busy(Duration.ofMillis(1).toNanos());
                    meter.done(intended);
                };

        var ended = new Pass(slow, meter, 100_000, Duration.ofMillis(300)).run(soon(), _ -> {});

        Histogram times = meter.interval();
        assertThat(ended.sent()).isBetween(1L, 1_000L);
        assertThat(ended.sent() + ended.unsent()).isEqualTo(30_000);
        assertThat(times.getTotalCount()).isEqualTo(30_000);
        assertThat(times.getValueAtPercentile(50)).isGreaterThan(Duration.ofMillis(200).toNanos());
    }

    @Test
    void endsWhenItIsStoppedAndTellsWhatItHas() {
        var started = new AtomicLong();
        var pass = new Pass[1];
        Workload stopsItself =
                (number, intended) -> {
                    started.incrementAndGet();
                    meter.done(intended);
                    if (number == 9) {
                        pass[0].stop();
                    }
                };
        pass[0] = new Pass(stopsItself, meter, 10_000, Duration.ofMinutes(10));

        var ended = pass[0].run(soon(), _ -> {});

        assertThat(started).hasValue(10);
        assertThat(ended.sent()).isEqualTo(10);
        assertThat(ended.unsent()).isZero();
        assertThat(meter.interval().getTotalCount()).isEqualTo(10);
    }

    @Test
    void awaitsOperationsThatEndLater() {
        var thread = new Thread[1];
        Workload endsLater =
                (_, intended) ->
                        thread[0] =
                                Thread.ofPlatform()
                                        .start(() -> {
                                            busy(Duration.ofMillis(50).toNanos());
                                            meter.done(intended);
                                        });

        var ended = new Pass(endsLater, meter, 1, Duration.ofMillis(10)).run(soon(), _ -> {});

        assertThat(ended.sent()).isEqualTo(1);
        assertThat(meter.finished()).isEqualTo(1);
        assertThat(ended.elapsed()).isGreaterThanOrEqualTo(Duration.ofMillis(50));
    }

    private static long soon() {
        return System.nanoTime() + 1_000_000;
    }

    private static void busy(long nanos) {
        long end = System.nanoTime() + nanos;
        for (long left; (left = end - System.nanoTime()) > 0; ) {
            LockSupport.parkNanos(left);
        }
    }
}
