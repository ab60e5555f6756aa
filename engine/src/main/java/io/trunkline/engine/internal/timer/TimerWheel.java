package io.trunkline.engine.internal.timer;

import io.trunkline.engine.Clock;

import org.agrona.DeadlineTimerWheel;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/// The timers of one node, on one wheel behind one lock. Any thread schedules and cancels; whoever
/// drives the wheel, a [TimerThread] or a simulation, calls [#fireDue()].
///
/// A timer never fires early. Timers due at one look fire in the order of their deadlines, and of
/// their scheduling where those are equal, outside the lock.
public final class TimerWheel {
    /* Overview
     *
     * The wheel itself forgets nothing and orders nothing; `earliest` says when to look next.
     *
     * I1  Every pending timer has its id in `timers`, and the wheel holds that id.
     * I2  `earliest` is when to look next. While at most `exactUpTo` timers are pending it is the
     *     earliest deadline, so that a driver that sleeps until then wakes only for a timer that is
     *     due, or for one that was the earliest and has been cancelled since. Finding it costs a
     *     look at every timer; above that number it is a tick that may hold one, and timers are
     *     late by up to a tick (0.26 ms).
     * I3  The wheel is wound forward over empty time only to the tick of an exact `earliest`:
     *     winding past a deadline would leave its timer behind for a whole turn.
     * I4  `pendingInSpoke[s]` counts the timers that the wheel keeps in its spoke `s`.
     */

    /// Told when the earliest deadline moves forward, outside any call of the driver's.
    @FunctionalInterface
    public interface Driver {
        void wakeBy(long deadline);
    }

    private static final Logger log = LoggerFactory.getLogger(TimerWheel.class);

    private static final long TICK = 1L << 18;
    private static final int TICKS_PER_WHEEL = 2048;
    private static final int SPOKE_MASK = TICKS_PER_WHEEL - 1;
    private static final int TICK_ALLOCATION = 4;
    private static final Comparator<Timer> BY_DEADLINE =
            (a, b) -> {
                int byDeadline = Long.compare(a.deadline - b.deadline, 0);
                return byDeadline != 0 ? byDeadline : Long.compare(a.order, b.order);
            };

    private final Clock clock;
    private final Driver driver;
    private final int exactUpTo;
    private final ReentrantLock lock = new ReentrantLock();
    private final LongAdder fired = new LongAdder();

    // guarded by lock
    private final Long2ObjectHashMap<Timer> timers = new Long2ObjectHashMap<>();
    private final int[] pendingInSpoke = new int[TICKS_PER_WHEEL];
    private @Nullable DeadlineTimerWheel wheel;
    private long origin;
    private long earliest = Long.MAX_VALUE;

    /// Whether no timer is due before `earliest`.
    private boolean exact = true;

    private long orders;
    private boolean closed;

    /// @param exactUpTo how many timers may be pending for [#fireDue()] to name the exact time of
    ///   the next look, at the cost of a look at each of them
    public TimerWheel(Clock clock, int exactUpTo, Driver driver) {
        this.clock = clock;
        this.exactUpTo = exactUpTo;
        this.driver = driver;
    }

    /// Schedules a timer. One without a deadline never fires, nor does any after [#close()], when
    /// nobody is left for whom it could.
    public void schedule(Timer timer) {
        boolean earlier = false;
        lock.lock();
        try {
            if (closed || timer.deadline == Deadlines.NONE) {
                return;
            }
            DeadlineTimerWheel w = wheel();
            long relative = Math.max(0, timer.deadline - origin);
            timer.wheel = this;
            timer.order = orders++;
            timer.wheelId = w.scheduleTimer(relative);
            timers.put(timer.wheelId, timer);
            pendingInSpoke[spoke(timer.wheelId)]++;
            if (relative < earliest) {
                earliest = relative;
                earlier = true;
            }
        } finally {
            lock.unlock();
        }
        if (earlier) {
            driver.wakeBy(timer.deadline);
        }
    }

    /// Takes a cancelled timer off.
    void remove(Timer timer) {
        lock.lock();
        try {
            // fireDue may have taken it off already
            if (timers.get(timer.wheelId) == timer) {
                timers.remove(timer.wheelId);
                pendingInSpoke[spoke(timer.wheelId)]--;
                wheel().cancelTimer(timer.wheelId);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Fires what is due.
    ///
    /// @return when to look next: [Long#MAX_VALUE] if there is nothing to look for
    public long fireDue() {
        List<Timer> due = new ArrayList<>();
        long next;
        lock.lock();
        try {
            collectDue(due);
            next = nextLook();
        } finally {
            lock.unlock();
        }
        due.sort(BY_DEADLINE);
        for (Timer timer : due) {
            if (timer.claimFire()) {
                fired.increment();
                fire(timer);
            }
        }
        return next;
    }

    /// When to look next; see [#fireDue()].
    public long nextDeadline() {
        lock.lock();
        try {
            return nextLook();
        } finally {
            lock.unlock();
        }
    }

    /// How many timers are pending.
    public int size() {
        lock.lock();
        try {
            return timers.size();
        } finally {
            lock.unlock();
        }
    }

    /// How many timers have fired.
    public long fired() {
        return fired.sum();
    }

    /// How many of the pending timers are such.
    public int count(Predicate<? super Timer> such) {
        lock.lock();
        try {
            return (int) timers.values().stream().filter(such).count();
        } finally {
            lock.unlock();
        }
    }

    /// Drops all timers.
    public void close() {
        lock.lock();
        try {
            closed = true;
            timers.clear();
            wheel = null;
            earliest = Long.MAX_VALUE;
        } finally {
            lock.unlock();
        }
    }

    private DeadlineTimerWheel wheel() {
        DeadlineTimerWheel w = wheel;
        if (w == null) {
            origin = clock.nanoTime();
            w =
                    new DeadlineTimerWheel(
                            TimeUnit.NANOSECONDS, 0, TICK, TICKS_PER_WHEEL, TICK_ALLOCATION);
            wheel = w;
        }
        return w;
    }

    private void collectDue(List<Timer> due) {
        DeadlineTimerWheel w = wheel;
        if (w == null) {
            return;
        }
        long now = clock.nanoTime() - origin;
        if (earliest > now) {
            return;
        }
        if (exact) {
            w.currentTickTime(earliest);
        }
        long tickEnd;
        do {
            tickEnd = w.currentTickTime();
            w.poll(
                    now,
                    (unit, time, id) -> {
                        pendingInSpoke[spoke(id)]--;
                        due.add(timers.remove(id));
                        return true;
                    },
                    Integer.MAX_VALUE);
        } while (tickEnd <= now && w.timerCount() > 0);
        exact = w.timerCount() <= exactUpTo;
        if (exact) {
            findEarliest(w);
        } else {
            boundEarliest(tickEnd - TICK);
        }
    }

    private void findEarliest(DeadlineTimerWheel w) {
        earliest = Long.MAX_VALUE;
        w.forEach((deadline, id) -> earliest = Math.min(earliest, deadline));
    }

    /// Takes the end of the present tick or the start of the next one that holds a timer, whatever
    /// turn of the wheel that timer is for.
    private void boundEarliest(long tickStart) {
        int tick = (int) (tickStart / TICK);
        if (pendingInSpoke[tick & SPOKE_MASK] > 0) {
            earliest = tickStart + TICK;
            return;
        }
        int ahead = 1;
        while (pendingInSpoke[(tick + ahead) & SPOKE_MASK] == 0) {
            ahead++;
        }
        earliest = tickStart + ahead * TICK;
    }

    /// The wheel's ids name the spoke in their upper half.
    private static int spoke(long wheelId) {
        return (int) (wheelId >>> 32);
    }

    private long nextLook() {
        return earliest == Long.MAX_VALUE ? Long.MAX_VALUE : origin + earliest;
    }

    private static void fire(Timer timer) {
        try {
            timer.fire();
        } catch (Throwable t) {
            log.error("a timer must not throw: timer={}", timer, t);
        }
    }
}
