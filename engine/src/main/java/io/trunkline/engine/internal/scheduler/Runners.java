package io.trunkline.engine.internal.scheduler;

import io.trunkline.engine.Clock;
import io.trunkline.engine.NodeStatistics;
import io.trunkline.engine.internal.scheduler.Seat.Occupancy;
import io.trunkline.engine.internal.timer.Deadlines;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// The scheduler of real nodes: one seat per processor, runners that sit on them, and spares that
/// take a seat over when its runner blocks or hogs it.
public final class Runners implements Scheduler {
    /* Overview
     *
     * Work is in three kinds of places: a seat's `next`, a seat's `local` queue, and `shared`.
     * Runners submit to their own seat, other threads to `shared`. Every place may be emptied by
     * any runner (`local` and `shared` by stealing; `next` by the seat's runner only, or by its
     * successor), so losing a seat loses no work.
     *
     * I1  Work is never left with everybody asleep. A submitter makes the work visible, then reads
     *     `searching` and `idle`; a runner that gives up makes its seat SLEEPING, sets its bit in
     *     `idle`, leaves `searching`, then looks at all places again, and parks only if they are
     *     empty; one that makes its seat VACANT does the same. All of these are volatile, so one of
     *     the two sees the other. Whoever was counted in `searching` and woke nobody looks again
     *     after it has left, as submitters relied on it meanwhile.
     *     Work in `next` is exempt: its seat's runner is awake, as it put it there itself. One
     *     that leaves moves it to `shared`, and a submitter that lost its seat meanwhile does too.
     * I2  A seat's occupancy changes by compare-and-set: RUNNING to VACANT (`vacate`), to a spare's
     *     RUNNING (`takeOver`) or to SEARCHING (`beginSearch`); VACANT to a spare's SEARCHING
     *     (`fill`) or to RUNNING (`occupy`); SLEEPING to SEARCHING. A runner in SEARCHING alone
     *     changes it, by a plain store. So one that searches or sleeps never loses its seat; one
     *     that runs finds out after each activation.
     * I3  `searching` counts the seats that are SEARCHING, and submitters that look for one to make
     *     so: who changes the occupancy to or from SEARCHING changes the count, before or after.
     *     `idle` decides nothing: a set bit says that the seat may be VACANT or SLEEPING. It is set
     *     after the seat becomes that, and cleared before it is looked at.
     * I4  At most one thread is woken to search at a time; one that finds work while more is
     *     waiting wakes the next, so that a burst spreads without a thundering herd.
     */

    private static final long JOIN_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Clock clock;
    private final ThreadFactory threads;
    private final Supplier<? extends Carrier> carriers;
    private final Seat[] seats;

    final SharedQueue shared = new SharedQueue();
    private final AtomicInteger searching = new AtomicInteger();
    private final AtomicLong idle = new AtomicLong();

    private final ReentrantLock poolLock = new ReentrantLock();
    // guarded by poolLock
    private final Deque<Runner> spares = new ArrayDeque<>();
    private final List<Runner> alive = new ArrayList<>();

    /// What runners that are gone have counted.
    private final Tally past = new Tally();

    private long sparesStarted;

    /// Written by the watchdog.
    private final Tally.Counter handOvers = new Tally.Counter();

    private final Watchdog watchdog;
    private volatile boolean closed;

    /// @param seatCount how many activations run at a time, 1 to 64
    /// @param threads makes the runners' threads
    /// @param carriers the calling thread's carrier
    public Runners(
            int seatCount,
            Clock clock,
            ThreadFactory threads,
            Supplier<? extends Carrier> carriers,
            Watchdog watchdog) {
        this.clock = clock;
        this.threads = threads;
        this.carriers = carriers;
        this.watchdog = watchdog;
        this.seats = new Seat[seatCount];
        for (int i = 0; i < seatCount; i++) {
            seats[i] = new Seat(i);
            idle.set(idle.get() | 1L << i);
        }
        watchdog.watch(this);
    }

    @Override
    public void submit(Activation activation, Carrier carrier) {
        Runner runner = carrier.runner;
        Seat seat = seatOf(runner);
        if (runner == null || seat == null) {
            shared.add(activation);
            wakeOne();
            return;
        }
        Activation displaced = seat.swapNext(activation);
        if (displaced != null) {
            queue(displaced, seat);
        } else if (seat.occupancy() != runner.running) {
            // the seat was taken over meanwhile and its new owner may sleep already
            Activation stranded = seat.takeNext();
            if (stranded != null) {
                shared.add(stranded);
                wakeOne();
            }
        }
    }

    @Override
    public void submitLast(Activation activation, Carrier carrier) {
        Seat seat = seatOf(carrier.runner);
        if (seat == null) {
            shared.add(activation);
            wakeOne();
        } else {
            queue(activation, seat);
        }
    }

    /// The seat of a runner of this scheduler; null for other threads, other nodes' runners among
    /// them.
    private @Nullable Seat seatOf(@Nullable Runner runner) {
        return runner == null || runner.runners() != this ? null : runner.seat();
    }

    private void queue(Activation activation, Seat seat) {
        if (!seat.local.offer(activation)) {
            shared.add(activation);
        }
        wakeOne();
    }

    @Override
    public void await(Condition condition, long deadline, Carrier carrier) {
        beginBlocking(carrier);
        condition.waiter(Thread.currentThread());
        try {
            if (condition.isMet()) {
                return;
            }
            if (deadline == Deadlines.NONE) {
                LockSupport.park(condition);
            } else {
                long wait = deadline - clock.nanoTime();
                if (wait > 0) {
                    LockSupport.parkNanos(condition, wait);
                }
            }
        } finally {
            condition.waiter(null);
            endBlocking(carrier);
        }
    }

    @Override
    public void beginBlocking(Carrier carrier) {
        Runner runner = carrier.runner;
        if (runner != null) {
            carrier.passHandler();
            runner.runners().vacate(runner);
        }
    }

    private void vacate(Runner runner) {
        Seat seat = runner.seat();
        if (seat == null) {
            return;
        }
        runner.leave();
        Activation next = seat.takeNext();
        if (next != null) {
            shared.add(next);
        }
        if (seat.casOccupancy(runner.running, Occupancy.VACANT)) {
            runner.tally.blocks.increment();
            setIdle(seat.index);
            if (anyWork()) {
                wakeOne();
            }
        } else if (next != null) {
            // the seat was taken over, and its new runner may sleep already
            wakeOne();
        }
    }

    @Override
    public void endBlocking(Carrier carrier) {
        Runner runner = carrier.runner;
        if (runner != null && runner.seat() == null) {
            runner.runners().occupy(runner);
        }
    }

    private void occupy(Runner runner) {
        // a seat that nobody filled meanwhile; without one the runner ends its activation and
        // then joins the spares
        for (Seat seat : seats) {
            if (seat.casOccupancy(Occupancy.VACANT, runner.running)) {
                runner.sit(seat);
                watchdog.seatBusy();
                return;
            }
        }
    }

    @Override
    public Statistics statistics(long retries) {
        Map<Seat.State, Integer> states = new EnumMap<>(Seat.State.class);
        List<Integer> queued = new ArrayList<>();
        for (Seat seat : seats) {
            states.merge(seat.occupancy().state, 1, Integer::sum);
            queued.add(seat.queued());
        }
        int vacant = states.getOrDefault(Seat.State.VACANT, 0);
        Tally sum = new Tally();
        poolLock.lock();
        try {
            sum.add(past);
            alive.forEach(runner -> sum.add(runner.tally));
            int seated = seats.length - vacant;
            return new Statistics(
                    new NodeStatistics.Runners(
                            seats.length,
                            states.getOrDefault(Seat.State.RUNNING, 0),
                            states.getOrDefault(Seat.State.SEARCHING, 0),
                            states.getOrDefault(Seat.State.SLEEPING, 0),
                            vacant,
                            Math.max(0, alive.size() - seated - spares.size()),
                            spares.size()),
                    new NodeStatistics.Queues(shared.size(), queued),
                    new NodeStatistics.Scheduling(
                            sum.turns.get(),
                            sum.steals.get(),
                            handOvers.get(),
                            sum.blocks.get(),
                            sum.wakeUps.get(),
                            sum.parks.get(),
                            sparesStarted,
                            retries));
        } finally {
            poolLock.unlock();
        }
    }

    @Override
    public void close() {
        closed = true;
        watchdog.close();
        List<Runner> ending;
        poolLock.lock();
        try {
            ending = List.copyOf(alive);
        } finally {
            poolLock.unlock();
        }
        for (Runner runner : ending) {
            LockSupport.unpark(runner.thread());
        }
        long deadline = System.nanoTime() + JOIN_NANOS;
        for (Runner runner : ending) {
            runner.join(deadline);
        }
    }

    boolean isClosed() {
        return closed;
    }

    Seat[] seats() {
        return seats;
    }

    /// Whether the seat's runner keeps others waiting when it does not move.
    boolean isHeldUp(Seat seat) {
        return seat.hasWork() || !shared.isEmpty();
    }

    /// Gives the seat of a runner that is stuck to a spare.
    ///
    /// @return false if it is not stuck any more
    boolean takeOver(Seat seat, Runner stuck) {
        Runner spare = spare();
        if (seat.casOccupancy(stuck.running, spare.running)) {
            handOvers.increment();
            spare.assign(seat, Runner.Purpose.RUN);
            return true;
        }
        putBack(spare);
        return false;
    }

    /// Sends spares to run one activation each from a seat that has more work than its runners get
    /// past. They own no seat, so for a while more activations run than there are seats.
    ///
    /// @return who was sent
    List<Runner> sendHands(Seat seat, int hands) {
        List<Runner> sent = new ArrayList<>();
        while (sent.size() < hands && isHeldUp(seat)) {
            Runner hand = spare();
            hand.assign(seat, Runner.Purpose.HELP);
            sent.add(hand);
        }
        return sent;
    }

    // --- what runners do ---

    /// Work for the runner of `seat` from wherever there is some.
    @Nullable Activation find(Seat seat, Runner runner) {
        Activation activation = seat.local.poll();
        if (activation == null) {
            activation = shared.poll();
        }
        if (activation == null) {
            activation = seat.takeNext();
        }
        for (int i = 1; activation == null && i < seats.length; i++) {
            activation = seats[(seat.index + i) % seats.length].local.poll();
            if (activation != null) {
                runner.tally.steals.increment();
            }
        }
        return activation;
    }

    /// Begins a search, in which the seat cannot be taken over.
    ///
    /// @return false if the seat is lost already
    boolean beginSearch(Seat seat, Runner runner) {
        if (seat.casOccupancy(runner.running, runner.searching)) {
            searching.incrementAndGet();
            return true;
        }
        return false;
    }

    /// Ends a successful search.
    void endSearch() {
        if (searching.decrementAndGet() == 0 && anyWork()) {
            wakeOne();
        }
    }

    /// Ends a search that found nothing.
    ///
    /// @return false if the runner must look again, as a searcher, since work came up meanwhile
    boolean fallAsleep(Seat seat, Runner runner) {
        seat.setOccupancy(runner.sleeping);
        setIdle(seat.index);
        searching.decrementAndGet();
        if ((anyWork() || closed) && seat.casOccupancy(runner.sleeping, runner.searching)) {
            searching.incrementAndGet();
            watchdog.seatBusy();
            return false;
        }
        runner.tally.parks.increment();
        return true;
    }

    private boolean anyWork() {
        if (!shared.isEmpty()) {
            return true;
        }
        for (Seat seat : seats) {
            if (!seat.local.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /// Wakes a searcher unless somebody searches already.
    private void wakeOne() {
        do {
            if (idle.get() == 0 || searching.get() != 0 || !searching.compareAndSet(0, 1)) {
                return;
            }
            for (Seat seat : seats) {
                if (clearIdle(seat.index) && wake(seat)) {
                    return; // it has our place in `searching`
                }
            }
        } while (searching.decrementAndGet() == 0 && anyWork());
    }

    /// Brings an idle seat to search.
    ///
    /// @return false if it is not idle any more
    private boolean wake(Seat seat) {
        Occupancy occupancy = seat.occupancy();
        Runner sleeper = occupancy.runner;
        if (sleeper == null) {
            return fill(seat);
        }
        if (occupancy != sleeper.sleeping || !seat.casOccupancy(occupancy, sleeper.searching)) {
            return false;
        }
        // whoever wins the seat from its sleeper counts: one at a time, each after the one before
        sleeper.tally.wakeUps.increment();
        watchdog.seatBusy();
        LockSupport.unpark(sleeper.thread());
        return true;
    }

    private boolean fill(Seat seat) {
        Runner spare = spare();
        if (!seat.casOccupancy(Occupancy.VACANT, spare.searching)) {
            putBack(spare);
            return false;
        }
        spare.tally.wakeUps.increment();
        watchdog.seatBusy();
        spare.assign(seat, Runner.Purpose.SEARCH);
        return true;
    }

    private void setIdle(int index) {
        idle.getAndAccumulate(1L << index, (bits, bit) -> bits | bit);
    }

    private boolean clearIdle(int index) {
        long bit = 1L << index;
        return (idle.get() & bit) != 0
                && (idle.getAndAccumulate(bit, (bits, mine) -> bits & ~mine) & bit) != 0;
    }

    // --- spares ---

    private Runner spare() {
        poolLock.lock();
        try {
            Runner spare = spares.pollFirst();
            if (spare == null) {
                spare = new Runner(this, carriers, threads);
                alive.add(spare);
                sparesStarted++;
            }
            return spare;
        } finally {
            poolLock.unlock();
        }
    }

    /// Makes a runner that has no seat wait for one.
    void putBack(Runner runner) {
        poolLock.lock();
        try {
            spares.addFirst(runner);
        } finally {
            poolLock.unlock();
        }
    }

    /// Lets a spare go that has waited in vain.
    ///
    /// @return false if somebody has just picked it
    boolean retire(Runner runner) {
        poolLock.lock();
        try {
            return spares.remove(runner) && forget(runner);
        } finally {
            poolLock.unlock();
        }
    }

    /// Forgets a runner that has ended.
    void ended(Runner runner) {
        poolLock.lock();
        try {
            spares.remove(runner);
            forget(runner);
        } finally {
            poolLock.unlock();
        }
    }

    /// Keeps what a runner has counted; under the lock.
    private boolean forget(Runner runner) {
        boolean known = alive.remove(runner);
        if (known) {
            past.add(runner.tally);
        }
        return known;
    }
}
