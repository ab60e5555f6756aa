package io.trunkline.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;

class ScheduleTest {
    private static final long MILLIS = 1_000_000;

    /// Four requests in ten seconds: at 0, 1, 1 and 5 s.
    private final Recording recording =
            new Recording(
                    List.of("c"),
                    List.of(
                            new Recording.Target("GET", "/0"),
                            new Recording.Target("GET", "/1"),
                            new Recording.Target("GET", "/2"),
                            new Recording.Target("GET", "/3")),
                    new int[4],
                    new int[] {0, 1, 2, 3},
                    new long[] {0, 1_000 * MILLIS, 1_000 * MILLIS, 5_000 * MILLIS},
                    10_000 * MILLIS);

    @Test
    void scalesTheRecordedIntervalsToTheMeanRate() {
        var schedule = Schedule.repeat(recording, 400, 2);

        // Four requests at 400/s take 10 ms.
        assertThat(schedule.total()).isEqualTo(8);
        assertThat(LongStream.range(0, 8).map(schedule::offset))
                .containsExactly(
                        0L,
                        MILLIS,
                        MILLIS,
                        5 * MILLIS,
                        10 * MILLIS,
                        11 * MILLIS,
                        11 * MILLIS,
                        15 * MILLIS);
        assertThat(schedule.duration()).isEqualTo(Duration.ofMillis(20));
        assertThat(schedule.request(6).path()).isEqualTo("/2");
    }

    @Test
    void stretchesAsWellAsItSqueezes() {
        var schedule = Schedule.repeat(recording, 0.04, 1);

        assertThat(schedule.offset(3)).isEqualTo(50_000 * MILLIS);
    }

    @Test
    void lastsAsLongAsItShould() {
        assertThat(Schedule.lasting(recording, 400, Duration.ofMillis(11)).total()).isEqualTo(5);
        assertThat(Schedule.lasting(recording, 400, Duration.ofMillis(12)).total()).isEqualTo(7);
        assertThat(Schedule.lasting(recording, 400, Duration.ofNanos(1)).total()).isEqualTo(1);
        assertThat(Schedule.lasting(recording, 400, Duration.ofSeconds(100)).total())
                .isEqualTo(40_000);
    }

    @Test
    void neverGoesBack() {
        var schedule = Schedule.lasting(recording, 33_333.3, Duration.ofSeconds(1));
        long before = 0;
        for (long number = 0; number < schedule.total(); number++) {
            assertThat(schedule.offset(number)).isGreaterThanOrEqualTo(before);
            before = schedule.offset(number);
        }
    }

    @Test
    void ratesAndTotalsMustMakeSense() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Schedule.repeat(recording, 0, 1))
                .withMessage("rate must be in (0, 1e9]: rate=0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Schedule.repeat(recording, 2e9, 1))
                .withMessage("rate must be in (0, 1e9]: rate=2.0E9");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Schedule.repeat(recording, 1, 0))
                .withMessage("total must be >= 1: total=0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Schedule.repeat(recording, 1e-6, 1_000_000))
                .withMessage("total / rate must be <= 1e9 seconds: total=4000000, rate=1.0E-6");
    }
}
