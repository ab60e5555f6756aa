package io.trunkline.engine.internal.timer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

@Timeout(60)
class TimerWheelTest {
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long HOUR = TimeUnit.HOURS.toNanos(1);

    private final VirtualClock clock = new VirtualClock();
    private final List<Long> wakes = new ArrayList<>();
    private final List<String> fired = new ArrayList<>();
    private final TimerWheel wheel = new TimerWheel(clock, 1024, wakes::add);

    private Timer timer(String name, long deadline) {
        Timer timer =
                new Timer(deadline) {
                    @Override
                    protected void fire() {
                        fired.add(name);
                    }
                };
        wheel.schedule(timer);
        return timer;
    }

    private void at(long time) {
        clock.moveTo(time);
        wheel.fireDue();
    }

    @Test
    void aTimerFiresAtItsDeadlineAndNotBefore() {
        Timer timer = timer("a", 5 * MILLI);
        at(5 * MILLI - 1);
        assertThat(fired).isEmpty();
        assertThat(timer.isPending()).isTrue();
        at(5 * MILLI);
        assertThat(fired).containsExactly("a");
        assertThat(timer.isPending()).isFalse();
        at(HOUR);
        assertThat(fired).hasSize(1);
        assertThat(wheel.size()).isZero();
    }

    @Test
    void timersDueTogetherFireInTheOrderOfTheirDeadlines() {
        timer("c", 30 * MILLI);
        timer("a", 10 * MILLI);
        timer("b2", 20 * MILLI);
        timer("b1", 20 * MILLI - 1);
        at(HOUR);
        assertThat(fired).containsExactly("a", "b1", "b2", "c");
    }

    @Test
    void timersOfOneDeadlineFireInTheOrderOfTheirScheduling() {
        for (int i = 0; i < 50; i++) {
            timer("t" + i, MILLI);
        }
        at(MILLI);
        for (int i = 0; i < 50; i++) {
            assertThat(fired.get(i)).isEqualTo("t" + i);
        }
    }

    @Test
    void aTimerOfThePastFiresAtTheNextLook() {
        clock.moveTo(HOUR);
        timer("later", HOUR + MILLI);
        timer("past", HOUR - MILLI);
        wheel.fireDue();
        assertThat(fired).containsExactly("past");
    }

    @Test
    void aCancelledTimerDoesNotFire() {
        Timer timer = timer("a", MILLI);
        assertThat(timer.stop()).isTrue();
        assertThat(timer.stop()).isFalse();
        assertThat(wheel.size()).isZero();
        at(HOUR);
        assertThat(fired).isEmpty();
    }

    @Test
    void aTimerThatHasFiredCannotBeCancelled() {
        Timer timer = timer("a", MILLI);
        at(MILLI);
        assertThat(timer.stop()).isFalse();
    }

    @Test
    void aTimerCancelledByOneThatFiresBeforeItDoesNotFire() {
        Timer[] second = new Timer[1];
        wheel.schedule(
                new Timer(MILLI) {
                    @Override
                    protected void fire() {
                        assertThat(second[0].stop()).isTrue();
                    }
                });
        second[0] = timer("second", 2 * MILLI);
        at(HOUR);
        assertThat(fired).isEmpty();
    }

    @Test
    void aTimerMayScheduleAnother() {
        wheel.schedule(
                new Timer(MILLI) {
                    @Override
                    protected void fire() {
                        timer("second", 2 * MILLI);
                    }
                });
        at(MILLI);
        assertThat(wheel.nextDeadline()).isEqualTo(2 * MILLI);
        at(2 * MILLI);
        assertThat(fired).containsExactly("second");
    }

    @Test
    void aTimerThatThrowsDoesNotKeepOthersFromFiring() {
        wheel.schedule(
                new Timer(MILLI) {
                    @Override
                    protected void fire() {
                        throw new AssertionError("timer");
                    }
                });
        timer("after", MILLI);
        at(MILLI);
        assertThat(fired).containsExactly("after");
    }

    @Test
    void timersManyTurnsOfTheWheelAwayFireInTime() {
        timer("far", 100 * HOUR);
        timer("near", HOUR);
        at(HOUR - 1);
        assertThat(fired).isEmpty();
        at(HOUR);
        assertThat(fired).containsExactly("near");
        at(100 * HOUR - 1);
        assertThat(fired).hasSize(1);
        at(100 * HOUR);
        assertThat(fired).containsExactly("near", "far");
    }

    @Test
    void timersAddedAfterALongRestFireInTime() {
        timer("first", MILLI);
        at(MILLI);
        clock.moveTo(5 * HOUR);
        timer("second", 5 * HOUR + MILLI);
        at(5 * HOUR + MILLI - 1);
        assertThat(fired).containsExactly("first");
        at(5 * HOUR + MILLI);
        assertThat(fired).containsExactly("first", "second");
    }

    @Test
    void aTimerWithoutADeadlineIsNotKept() {
        timer("never", Deadlines.NONE);
        assertThat(wheel.size()).isZero();
        assertThat(wheel.nextDeadline()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void theDriverIsToldOnlyWhenTheEarliestDeadlineMovesForward() {
        timer("a", 10 * MILLI);
        timer("b", 20 * MILLI);
        timer("c", 10 * MILLI);
        timer("d", 5 * MILLI);
        assertThat(wakes).containsExactly(10 * MILLI, 5 * MILLI);
    }

    @Test
    void theNextDeadlineIsExactUpToTheLimit() {
        TimerWheel exact = new TimerWheel(clock, 8, wakes::add);
        for (int i = 8; i >= 1; i--) {
            exact.schedule(silent(i * 10 * MILLI + i));
        }
        for (int i = 1; i <= 8; i++) {
            assertThat(exact.nextDeadline()).isEqualTo(i * 10 * MILLI + i);
            clock.moveTo(i * 10 * MILLI + i);
            long next = exact.fireDue();
            assertThat(next).isEqualTo(exact.nextDeadline());
            assertThat(exact.size()).isEqualTo(8 - i);
        }
        assertThat(exact.nextDeadline()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aboveTheLimitTheNextLookIsNeverTooLate() {
        long tick = 1L << 20;
        TimerWheel bounded = new TimerWheel(clock, 8, wakes::add);
        List<Long> deadlines = new ArrayList<>();
        for (int i = 1; i <= 100; i++) {
            deadlines.add(i * 7 * MILLI + i);
            bounded.schedule(silent(i * 7 * MILLI + i));
        }
        while (bounded.size() > 8) {
            int before = bounded.size();
            long look = bounded.nextDeadline();
            long earliest = deadlines.get(100 - before);
            assertThat(look).isLessThanOrEqualTo(earliest + tick);
            clock.moveTo(look);
            bounded.fireDue();
            assertThat(bounded.nextDeadline()).as("it makes progress").isGreaterThan(look);
        }
    }

    @Test
    void aClosedWheelDropsItsTimersAndTakesNoMore() {
        Timer dropped = timer("a", MILLI);
        wheel.close();
        timer("b", MILLI);
        assertThat(wheel.size()).isZero();
        assertThat(wheel.nextDeadline()).isEqualTo(Long.MAX_VALUE);
        at(HOUR);
        assertThat(fired).isEmpty();
        dropped.stop(); // must not throw
    }

    @Test
    void aWheelWhoseClockIsNegativeWorks() {
        long[] now = {-10 * HOUR};
        TimerWheel negative = new TimerWheel(() -> now[0], 1024, wakes::add);
        int[] count = new int[1];
        negative.schedule(
                new Timer(now[0] + MILLI) {
                    @Override
                    protected void fire() {
                        count[0]++;
                    }
                });
        assertThat(negative.nextDeadline()).isEqualTo(now[0] + MILLI);
        now[0] += MILLI;
        negative.fireDue();
        assertThat(count[0]).isOne();
    }

    @Test
    void aTimerMayBeStoppedBeforeItIsScheduled() {
        Timer timer = silent(MILLI);
        assertThat(timer.stop()).isTrue();
        wheel.schedule(timer);
        at(MILLI);
        assertThat(wheel.size()).isZero();
        assertThat(timer.isPending()).isFalse();
    }

    private static Timer silent(long deadline) {
        return new Timer(deadline) {
            @Override
            protected void fire() {}
        };
    }
}
