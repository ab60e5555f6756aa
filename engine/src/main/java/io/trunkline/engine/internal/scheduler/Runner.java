package io.trunkline.engine.internal.scheduler;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/// A thread that runs activations while it owns a seat, and waits as a spare while it does not.
final class Runner implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(Runner.class);

    /// How often in a row the process just messaged goes first, before those that wait longer.
    private static final int NEXT_IN_A_ROW = 32;

    /// How often a runner looks at the shared queue before its own.
    private static final int SHARED_EVERY = 61;

    /// How often a runner without work looks around before it parks: about 10 microseconds.
    private static final int SEARCHES = 200;

    private static final long SPARE_NANOS = TimeUnit.SECONDS.toNanos(10);

    final Seat.Occupancy running = new Seat.Occupancy(this, Seat.State.RUNNING);
    final Seat.Occupancy searching = new Seat.Occupancy(this, Seat.State.SEARCHING);
    final Seat.Occupancy sleeping = new Seat.Occupancy(this, Seat.State.SLEEPING);

    final Tally tally = new Tally();

    private final Runners runners;
    private final Supplier<? extends Carrier> carriers;
    private final Thread thread;
    private boolean started;

    /// The seat it believes to own. Written by itself, but for `assigned`.
    private @Nullable Seat seat;

    /// What a spare is wanted for.
    enum Purpose {
        /// To run what is at the seat, which it owns.
        RUN,
        /// To search for work as the owner of the seat, counted as a searcher.
        SEARCH,
        /// To run one activation from the seat, which another owns.
        HELP
    }

    /// A seat given to it while it was a spare; `purpose` is published with it.
    private volatile @Nullable Seat assigned;

    private Purpose purpose = Purpose.RUN;

    private volatile @Nullable Carrier carrier;
    private int nextInARow;
    private int ticks;

    Runner(Runners runners, Supplier<? extends Carrier> carriers, ThreadFactory threads) {
        this.runners = runners;
        this.carriers = carriers;
        this.thread = threads.newThread(this);
    }

    Runners runners() {
        return runners;
    }

    Thread thread() {
        return thread;
    }

    /// For the watchdog; null until the thread runs.
    @Nullable Carrier carrier() {
        return carrier;
    }

    @Nullable Seat seat() {
        return seat;
    }

    void sit(Seat taken) {
        seat = taken;
    }

    void leave() {
        seat = null;
    }

    /// Gives it a seat, which it owns already unless it is to help. Called once per time it was
    /// taken from the spares.
    ///
    /// @param wanted what for; HELP gives no seat
    void assign(Seat given, Purpose wanted) {
        purpose = wanted;
        assigned = given;
        if (started) {
            LockSupport.unpark(thread);
        } else {
            started = true;
            thread.start();
        }
    }

    /// Waits for the end of its thread.
    ///
    /// @param deadline until when, as a [System#nanoTime()]
    void join(long deadline) {
        try {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            thread.join(Math.max(1, left));
            if (thread.isAlive()) {
                log.warn(
                        "{} is held by a handler that does not return; it ends with it",
                        thread.getName());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void run() {
        Carrier mine = carriers.get();
        carrier = mine;
        mine.runner = this;
        try {
            while (!runners.isClosed()) {
                Seat mySeat = seat;
                if (mySeat == null) {
                    if (!awaitSeat(mine)) {
                        return;
                    }
                } else {
                    runOne(mySeat, mine);
                }
            }
        } finally {
            mine.runner = null;
            runners.ended(this);
        }
    }

    private void runOne(Seat mySeat, Carrier mine) {
        Activation activation = next(mySeat);
        if (activation == null) {
            activation = search(mySeat);
        }
        activate(activation, mine);
    }

    private void activate(@Nullable Activation activation, Carrier mine) {
        if (activation != null) {
            tally.turns.increment();
            activation.activate(mine);
            // what a handler left behind must not disturb parking
            Thread.interrupted();
        }
        Seat mySeat = seat;
        if (mySeat != null && mySeat.occupancy() != running) {
            seat = null;
        }
        if (seat == null) {
            runners.putBack(this);
        }
    }

    private @Nullable Activation next(Seat mySeat) {
        if (++ticks % SHARED_EVERY == 0) {
            Activation activation = runners.shared.poll();
            if (activation != null) {
                return activation;
            }
        }
        if (nextInARow < NEXT_IN_A_ROW) {
            Activation activation = mySeat.takeNext();
            if (activation != null) {
                nextInARow++;
                return activation;
            }
        }
        nextInARow = 0;
        return runners.find(mySeat, this);
    }

    private @Nullable Activation search(Seat mySeat) {
        return runners.beginSearch(mySeat, this) ? searchOn(mySeat) : null;
    }

    /// Searches, counted as a searcher, and sleeps; returns null only when the runners are closed.
    private @Nullable Activation searchOn(Seat mySeat) {
        while (true) {
            for (int i = 0; i < SEARCHES; i++) {
                Activation activation = runners.find(mySeat, this);
                if (activation != null) {
                    mySeat.setOccupancy(running);
                    runners.endSearch();
                    return activation;
                }
                Thread.onSpinWait();
            }
            if (runners.isClosed()) {
                runners.endSearch();
                return null;
            }
            if (runners.fallAsleep(mySeat, this)) {
                while (mySeat.occupancy() == sleeping) {
                    if (runners.isClosed()) {
                        return null;
                    }
                    // an interrupt that somebody kept the thread for would make it spin
                    Thread.interrupted();
                    LockSupport.park(runners);
                }
                // who woke us counted us as a searcher
            }
        }
    }

    /// Waits for a seat among the spares.
    ///
    /// @return whether to go on
    private boolean awaitSeat(Carrier mine) {
        long waited = System.nanoTime();
        Seat given;
        while ((given = assigned) == null) {
            if (runners.isClosed()) {
                return false;
            }
            LockSupport.parkNanos(runners, SPARE_NANOS);
            if (assigned == null
                    && System.nanoTime() - waited >= SPARE_NANOS
                    && runners.retire(this)) {
                return false;
            }
        }
        assigned = null;
        switch (purpose) {
            case RUN -> seat = given;
            case SEARCH -> {
                seat = given;
                activate(searchOn(given), mine);
            }
            case HELP -> activate(runners.find(given, this), mine);
        }
        return true;
    }
}
