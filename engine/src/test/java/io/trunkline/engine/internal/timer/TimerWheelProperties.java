package io.trunkline.engine.internal.timer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/// The wheel against a sorted set of timers, under random commands. A failure names the seed; to
/// repeat it run with `-Dtrunkline.seed=SEED`; `-Dtrunkline.runs=N` runs more than usual.
@Timeout(120)
class TimerWheelProperties {
    private static final int RUNS = Integer.getInteger("trunkline.runs", 30);
    private static final int COMMANDS = 2_000;

    /// Delays from far below a tick to many turns of the wheel.
    private static final long[] SCALES = {1, 1L << 10, 1L << 20, 1L << 24, 1L << 30, 1L << 36};

    @Test
    void theWheelFiresWhatASortedSetWould() {
        Long given = Long.getLong("trunkline.seed");
        if (given != null) {
            run(given);
            return;
        }
        SplittableRandom seeds = new SplittableRandom();
        for (int i = 0; i < RUNS; i++) {
            run(seeds.nextLong());
        }
    }

    private static void run(long seed) {
        try {
            new Run(seed).commands();
        } catch (Throwable t) {
            throw new AssertionError("seed " + seed + ": " + t.getMessage(), t);
        }
    }

    /// A timer of both the wheel and the model.
    private static final class Entry extends Timer {
        final int number;
        private final List<Entry> fired;

        Entry(long deadline, int number, List<Entry> fired) {
            super(deadline);
            this.number = number;
            this.fired = fired;
        }

        @Override
        protected void fire() {
            fired.add(this);
        }
    }

    private static final class Run {
        private final SplittableRandom random;
        private final VirtualClock clock = new VirtualClock();
        private final int exactUpTo;
        private final TimerWheel wheel;
        private final List<Entry> fired = new ArrayList<>();
        private final TreeSet<Entry> model =
                new TreeSet<>(
                        Comparator.<Entry>comparingLong(Timer::deadline)
                                .thenComparingInt(e -> e.number));
        private final Set<Long> cancelled = new HashSet<>();
        private int made;

        Run(long seed) {
            random = new SplittableRandom(seed);
            exactUpTo = random.nextBoolean() ? Integer.MAX_VALUE : random.nextInt(20);
            clock.moveTo(random.nextLong(1L << 40));
            wheel = new TimerWheel(clock, exactUpTo, deadline -> {});
        }

        void commands() {
            for (int i = 0; i < COMMANDS; i++) {
                switch (random.nextInt(8)) {
                    case 0, 1, 2, 3 -> schedule();
                    case 4 -> cancel();
                    case 5 -> moveTo(clock.nanoTime() + distance());
                    default -> moveToTheNextLook();
                }
                assertThat(wheel.size()).isEqualTo(model.size());
            }
            while (!model.isEmpty()) {
                moveToTheNextLook();
            }
            assertThat(wheel.size()).isZero();
            moveTo(Math.max(clock.nanoTime(), Math.min(wheel.nextDeadline(), 1L << 60)));
            assertThat(wheel.nextDeadline()).as("it comes to rest").isEqualTo(Long.MAX_VALUE);
        }

        private long distance() {
            return random.nextLong(1 + SCALES[random.nextInt(SCALES.length)]);
        }

        private void schedule() {
            // now and then of the past
            long deadline = Math.max(0, clock.nanoTime() + distance() - random.nextInt(10));
            Entry entry = new Entry(deadline, made++, fired);
            wheel.schedule(entry);
            model.add(entry);
            assertThat(wheel.nextDeadline())
                    .isLessThanOrEqualTo(Math.max(deadline, clock.nanoTime()) + slack());
        }

        private void cancel() {
            if (model.isEmpty()) {
                return;
            }
            Entry[] all = model.toArray(Entry[]::new);
            Entry chosen = all[random.nextInt(all.length)];
            assertThat(chosen.stop()).isTrue();
            model.remove(chosen);
            cancelled.add(chosen.deadline());
        }

        private void moveToTheNextLook() {
            long next = wheel.nextDeadline();
            if (model.isEmpty()) {
                return;
            }
            assertThat(next).isNotEqualTo(Long.MAX_VALUE);
            moveTo(Math.max(next, clock.nanoTime()));
        }

        private void moveTo(long time) {
            clock.moveTo(time);
            fired.clear();
            long next = wheel.fireDue();
            List<Entry> due = new ArrayList<>(fired);
            due.sort(model.comparator());
            assertThat(fired).as("in the order of deadlines").isEqualTo(due);
            for (Entry entry : due) {
                assertThat(model.remove(entry)).as("fires once, and not if cancelled").isTrue();
                assertThat(entry.deadline()).as("not early").isLessThanOrEqualTo(time);
            }
            if (!model.isEmpty()) {
                assertThat(model.first().deadline()).as("not late").isGreaterThan(time - slack());
            }
            assertThat(next).as("the next look is not now").isGreaterThan(time);
            if (cancelled.contains(next)) {
                return; // it was the earliest: one look for nothing
            }
            if (exactUpTo == Integer.MAX_VALUE) {
                assertThat(next)
                        .isEqualTo(model.isEmpty() ? Long.MAX_VALUE : model.first().deadline());
            } else if (!model.isEmpty()) {
                assertThat(next).isLessThanOrEqualTo(model.first().deadline() + slack());
            }
        }

        /// How late a look, and so a timer, may be.
        private long slack() {
            return exactUpTo == Integer.MAX_VALUE ? 0 : 1L << 20;
        }
    }
}
