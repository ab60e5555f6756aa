package io.trunkline.engine.internal.scheduler;

import io.trunkline.engine.Clock;
import io.trunkline.engine.internal.timer.Timer;
import io.trunkline.engine.internal.timer.TimerWheel;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// Looks after runners whose handlers block or hog: gives their seat to a spare when somebody waits
/// for it, and reports those that take long.
///
/// It looks every 5 ms while a seat is busy, every 0.1 ms for as long as it finds seats to rescue,
/// so that a hundred processes that block at once are passed in a few milliseconds, and not at all
/// while the node is at rest. A handler whose thread waits is found at the first look, one that
/// computes when it has done so for 5 ms.
public final class Watchdog {
    /// Told of handlers that take long or wait, on the timer thread.
    public interface Reporter {
        void longHandler(Carrier carrier, Duration soFar);

        /// A handler waits and has lost its seat for that.
        void runnerBlocked(Carrier carrier);
    }

    private static final long CALM = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long ALERT = TimeUnit.MICROSECONDS.toNanos(100);

    /// How many looks it stays alert after a rescue: as long as a new thread may need to begin.
    private static final int ALERT_LOOKS = 20;

    private static final int MAX_HANDS = 31;

    /// How many looks without a busy seat before it rests; arming it anew costs a wake-up.
    private static final int LINGER = 20;

    private final TimerWheel timers;
    private final Clock clock;
    private final long threshold;
    private final Reporter reporter;
    private final AtomicBoolean armed = new AtomicBoolean();

    // confined to the timer thread, one look after the other
    private @Nullable Look[] last = {};
    private final List<Look> stuck = new ArrayList<>();
    private final List<Hand> sent = new ArrayList<>();
    private int restfulLooks;
    private int alertLooks;

    /// How many spares to send along with the next rescue: doubled by each one in a row, so that a
    /// crowd of handlers that block is passed in a few looks, however long a new thread takes to
    /// begin.
    private int hands;

    private @Nullable Runners runners;
    private volatile boolean closed;

    /// @param threshold how long a handler may take before it is reported
    public Watchdog(TimerWheel timers, Clock clock, Duration threshold, Reporter reporter) {
        this.timers = timers;
        this.clock = clock;
        this.threshold = threshold.toNanos();
        this.reporter = reporter;
    }

    /// A handler call, and when it was first seen.
    static final class Look {
        final Carrier carrier;
        final long step;
        final long since;

        /// Whether it is in `stuck`, or was until it was reported.
        boolean noticed;

        Look(Carrier carrier, long step, long since) {
            this.carrier = carrier;
            this.step = step;
            this.since = since;
        }

        boolean goesOn() {
            return carrier.step() == step;
        }
    }

    /// A spare sent to help, which owns no seat to be seen on.
    private static final class Hand {
        final Runner runner;
        int looksLeft = ALERT_LOOKS;

        Hand(Runner runner) {
            this.runner = runner;
        }

        /// Whether its handler is watched from now on, or it seems to have found nothing to do.
        boolean hasBegun(long now, List<Look> watched) {
            Carrier carrier = runner.carrier();
            if (carrier != null && carrier.isInHandler()) {
                watched.add(new Look(carrier, carrier.step(), now));
                return true;
            }
            return --looksLeft == 0;
        }
    }

    void watch(Runners watched) {
        runners = watched;
        last = new Look[watched.seats().length];
    }

    /// Says that a seat which was idle is not any more.
    void seatBusy() {
        if (!armed.get() && armed.compareAndSet(false, true)) {
            lookAfter(CALM);
        }
    }

    void close() {
        closed = true;
    }

    private void lookAfter(long delay) {
        timers.schedule(
                new Timer(clock.nanoTime() + delay) {
                    @Override
                    protected void fire() {
                        look();
                    }
                });
    }

    private void look() {
        Runners watched = runners;
        if (closed || watched == null) {
            return;
        }
        long now = clock.nanoTime();
        boolean rescued = false;
        for (Seat seat : watched.seats()) {
            rescued |= lookAt(seat, watched, now);
        }
        sent.removeIf(hand -> hand.hasBegun(now, stuck));
        stuck.removeIf(look -> !look.goesOn() || isReported(look, now));
        boolean restful = stuck.isEmpty() && sent.isEmpty() && allIdle(watched);
        restfulLooks = restful ? restfulLooks + 1 : 0;
        if (rescued) {
            hands = Math.min(MAX_HANDS, 2 * hands + 1);
        } else if (alertLooks == 0) {
            hands = 0;
        }
        alertLooks = rescued ? ALERT_LOOKS : Math.max(0, alertLooks - 1);
        if (restfulLooks < LINGER) {
            lookAfter(alertLooks > 0 ? ALERT : CALM);
            return;
        }
        restfulLooks = 0;
        armed.set(false);
        if (!allIdle(watched)) {
            seatBusy();
        }
    }

    /// Looks at one seat and rescues it if that helps anybody.
    ///
    /// @return whether it did
    private boolean lookAt(Seat seat, Runners watched, long now) {
        Seat.Occupancy occupancy = seat.occupancy();
        Runner runner = occupancy.runner;
        Carrier carrier = runner == null || !occupancy.isRunning() ? null : runner.carrier();
        if (runner == null || carrier == null || !carrier.isInHandler()) {
            last[seat.index] = null;
            return false;
        }
        Look look = last[seat.index];
        if (look == null || look.carrier != carrier || !look.goesOn()) {
            look = new Look(carrier, carrier.step(), now);
            last[seat.index] = look;
            carrier.seen(look);
        }
        if (now - look.since < CALM && !isWaiting(carrier.thread())) {
            return false;
        }
        if (!look.noticed) {
            look.noticed = true;
            stuck.add(look);
        }
        if (!watched.isHeldUp(seat)) {
            return false;
        }
        boolean taken = watched.takeOver(seat, runner);
        if (isWaiting(carrier.thread())) {
            if (taken) {
                reporter.runnerBlocked(carrier);
            }
            watched.sendHands(seat, hands).forEach(hand -> sent.add(new Hand(hand)));
        }
        last[seat.index] = null;
        return true;
    }

    private static boolean isWaiting(Thread thread) {
        return switch (thread.getState()) {
            case WAITING, TIMED_WAITING, BLOCKED -> true;
            case NEW, RUNNABLE, TERMINATED -> false;
        };
    }

    private boolean isReported(Look look, long now) {
        if (now - look.since < threshold) {
            return false;
        }
        reporter.longHandler(look.carrier, Duration.ofNanos(now - look.since));
        return true;
    }

    private static boolean allIdle(Runners watched) {
        for (Seat seat : watched.seats()) {
            if (!seat.occupancy().isIdle()) {
                return false;
            }
        }
        return true;
    }
}
