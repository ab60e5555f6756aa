package io.trunkline.pool.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

class TimeRecorderTest {
    private static final long SEED = Long.getLong("trunkline.seed", System.nanoTime());

    private final TimeRecorder times = new TimeRecorder();

    @Test
    void saysWhatAnHdrHistogramOfTwoDigitsSays() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int round = 0; round < 200; round++) {
            Histogram expected = new Histogram(2);
            TimeRecorder recorder = new TimeRecorder();
            Intervals intervals = recorder.intervals();
            for (int i = random.nextInt(1000); i >= 0; i--) {
                long nanos = random.nextLong() >>> random.nextInt(2, 64);
                expected.recordValue(nanos);
                recorder.record(nanos);
            }
            assertThat(intervals.next()).as("seed %d", SEED).isEqualTo(TimeSummary.of(expected));
        }
    }

    @Test
    void takesTheLongestAndWhatIsNegative() {
        Intervals intervals = times.intervals();
        times.record(Long.MAX_VALUE >> 1);
        times.record(-5);
        TimeSummary summary = intervals.next();
        assertThat(summary.count()).isEqualTo(2);
        assertThat(summary.p50()).isZero();
        assertThat(summary.max()).isEqualTo(Duration.ofNanos(Long.MAX_VALUE >> 1));
    }

    @Test
    void tellsEachReaderOfItsOwnIntervals() {
        times.record(1);
        Intervals one = times.intervals();
        times.record(2);
        Intervals other = times.intervals();
        times.record(3);
        assertThat(one.next().count()).isEqualTo(2);
        assertThat(one.next().count()).isZero();
        assertThat(other.next())
                .matches(summary -> summary.count() == 1)
                .matches(summary -> summary.max().toNanos() == 3);
    }

    @Test
    void addsWhatTookNoTimeAndWasCountedElsewhere() {
        AtomicLong instants = new AtomicLong(5);
        Intervals intervals = times.intervals(instants::get);
        instants.addAndGet(3);
        times.record(100);
        TimeSummary summary = intervals.next();
        assertThat(summary.count()).isEqualTo(4);
        assertThat(summary.p50()).isZero();
        assertThat(summary.max().toNanos()).isEqualTo(100);
    }

    @Test
    void losesNothingAndTellsNothingTwiceWhileManyRecord() throws InterruptedException {
        int writers = 6;
        int each = 200_000;
        List<Intervals> readers = List.of(times.intervals(), times.intervals());
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < writers; i++) {
            SplittableRandom random = new SplittableRandom(SEED + i);
            Runnable record =
                    () -> {
                        for (int n = 0; n < each; n++) {
                            times.record(random.nextLong(1L << random.nextInt(1, 40)));
                        }
                    };
            threads.add(
                    i % 2 == 0
                            ? Thread.ofPlatform().start(record)
                            : Thread.ofVirtual().start(record));
        }
        long[] told = new long[readers.size()];
        boolean done = false;
        while (!done) {
            done = threads.stream().noneMatch(Thread::isAlive);
            for (int i = 0; i < told.length; i++) {
                told[i] += readers.get(i).next().count();
            }
        }
        assertThat(told).as("seed %d", SEED).containsOnly((long) writers * each);
    }
}
