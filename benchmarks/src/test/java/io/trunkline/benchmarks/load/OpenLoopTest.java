package io.trunkline.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.LongStream;

class OpenLoopTest {
    private static final int REQUESTS = 1_000;

    private final Schedule schedule =
            Schedule.repeat(new ZipfLoad(1, REQUESTS, 10, 10, 1).generate(), 1_000_000, 1);

    /// A request as it was sent.
    private record Sent(long number, long intended, long actual) {}

    @Test
    void sendsEachRequestAtItsIntendedTime() {
        var time = new FakeTime();
        var sent = new ArrayList<Sent>();

        long count = time.loop(schedule, 0, sent).send(0, 5_000, time::await);

        assertThat(count).isEqualTo(REQUESTS);
        assertThat(sent)
                .allSatisfy(each -> {
                    assertThat(each.intended()).isEqualTo(5_000 + schedule.offset(each.number()));
                    assertThat(each.actual()).isEqualTo(each.intended());
                });
    }

    @Test
    void keepsTheIntendedTimesWhenItIsLate() {
        var time = new FakeTime();
        var sent = new ArrayList<Sent>();
        long costOfSending = 10_000;

        time.loop(schedule, costOfSending, sent).send(0, 0, time::await);

        assertThat(sent).hasSize(REQUESTS);
        assertThat(sent.getLast().intended()).isEqualTo(schedule.offset(REQUESTS - 1));
        assertThat(sent.getLast().actual()).isEqualTo((REQUESTS - 1) * costOfSending);
    }

    @Test
    void threadsShareTheRequests() {
        var numbers = new ConcurrentLinkedQueue<Long>();
        var loop = new OpenLoop(schedule, 3, System::nanoTime, (number, _) -> numbers.add(number));

        assertThat(loop.run(System.nanoTime())).isEqualTo(REQUESTS);
        assertThat(numbers)
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.range(0, REQUESTS).boxed().toList());
    }

    @Test
    void neverSendsEarly() {
        var early = new ConcurrentLinkedQueue<Long>();
        long start = System.nanoTime();
        var loop =
                new OpenLoop(
                        Schedule.repeat(new ZipfLoad(1, 100, 1, 1, 1).generate(), 2_000, 1),
                        1,
                        System::nanoTime,
                        (number, intended) -> {
                            if (System.nanoTime() < intended) {
                                early.add(number);
                            }
                        });

        loop.run(start);

        assertThat(early).isEmpty();
    }

    @Test
    void stopsWhenItIsTold() {
        var slow = Schedule.repeat(new ZipfLoad(1, 10, 1, 1, 1).generate(), 0.001, 1);
        var sent = new ConcurrentLinkedQueue<Long>();
        var stopper = new OpenLoop[1];
        stopper[0] =
                new OpenLoop(
                        slow,
                        2,
                        System::nanoTime,
                        (number, _) -> {
                            sent.add(number);
                            stopper[0].stop();
                        });

        assertThat(stopper[0].run(System.nanoTime())).isBetween(1L, 2L);
        assertThat(sent).isSubsetOf(List.of(0L, 1L));
    }

    @Test
    void aSenderThatThrowsEndsTheRun() {
        var loop =
                new OpenLoop(
                        schedule,
                        1,
                        System::nanoTime,
                        (_, _) -> {
                            throw new IllegalArgumentException("bug");
                        });

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> loop.run(System.nanoTime()))
                .withMessage("sender must not throw")
                .withRootCauseInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void threadsMustMakeSense() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OpenLoop(schedule, 0, System::nanoTime, (_, _) -> {}))
                .withMessage("threads must be in 1..1024: threads=0");
    }

    /// Time that passes when somebody waits or sends.
    private static final class FakeTime {
        private long now;

        boolean await(long moment) {
            now = Math.max(now, moment);
            return true;
        }

        OpenLoop loop(Schedule schedule, long costOfSending, List<Sent> sent) {
            return new OpenLoop(
                    schedule,
                    1,
                    () -> now,
                    (number, intended) -> {
                        sent.add(new Sent(number, intended, now));
                        now += costOfSending;
                    });
        }
    }
}
