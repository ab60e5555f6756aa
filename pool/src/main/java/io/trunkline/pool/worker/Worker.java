package io.trunkline.pool.worker;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Pid;
import io.trunkline.engine.spi.ExitHook;

import org.jspecify.annotations.Nullable;

/// One life of a worker: from the start of its process to the end. Confined to that, but for its
/// end, which any thread may bring.
///
/// - **W1, custody.** A worker writes `custody`, begins the task, and then reads `dead`; its end
///   writes `dead` and then reads `custody`. All are sequentially consistent. So the worker finds
///   that it is dead, and puts the task back, or its end finds the task, and fails it or has it run
///   again: a task that a worker has polled is never lost.
/// - **W2, no work for the dead.** A killed thread goes on until it notices; it runs the code it
///   was in, whose result nobody takes (T2), and begins nothing.
final class Worker extends Runner implements ExitHook {
    private static final int BATCH = 64;

    final Seat seat;
    final Pid pid;
    private final PoolRun pool;

    /// Volatile; see W1.
    private volatile @Nullable QueuedTask<?> custody;

    /// Volatile; see W1.
    private volatile boolean dead;

    private boolean retired;

    /// When the last task ended; the next begins then, if it follows at once.
    private long lastEnd;

    private boolean fresh;

    Worker(PoolRun pool, Seat seat, Pid pid, @Nullable Thread thread) {
        super(thread);
        this.pool = pool;
        this.seat = seat;
        this.pid = pid;
    }

    /// Sent to a worker that sleeps.
    enum Wake {
        WAKE
    }

    boolean isDead() {
        return dead;
    }

    boolean isBusy() {
        return custody != null;
    }

    void wake() {
        pool.services.signal(pid, Wake.WAKE);
    }

    /// Runs what there is, then falls asleep; or comes back after a while.
    ///
    /// @return whether there is more
    boolean work() {
        fresh = false;
        for (int left = BATCH; left > 0; left--) {
            if (dead || retired) {
                return false;
            }
            Lane lane = seat.lane;
            QueuedTask<?> task = seat.leaving ? null : lane.poll();
            if (task != null) {
                if (lane.isSearcher(this)) {
                    lane.endSearch(this);
                    lane.passOn();
                }
                run(task, lane);
                continue;
            }
            fresh = false;
            if (seat.leaving || lane.isDrained()) {
                leave(lane);
            } else if (!search(lane) && !stay(lane)) {
                return false;
            }
        }
        return true;
    }

    /// Interrupts the task that it runs, if it runs one.
    void interruptTask() {
        QueuedTask<?> task = custody;
        if (task != null) {
            task.interrupt(this);
        }
    }

    // --- one task ---

    private void run(QueuedTask<?> task, Lane lane) {
        custody = task;
        long begun = fresh ? lastEnd : pool.now();
        fresh = false;
        if (pool.isTooLate(task, begun) || !task.begin(this)) {
            custody = null;
            return;
        }
        if (dead) {
            if (task.putBack(this)) {
                lane.again(task);
            }
            return;
        }
        Object outcome = task.call();
        boolean mine = task.complete(this, outcome);
        Thread.interrupted(); // what was meant for this task, or left behind by it
        lastEnd = pool.now();
        fresh = true;
        pool.done(task, begun, lastEnd, mine, outcome);
        custody = null;
        if (outcome instanceof QueuedTask.Failure failure && failure.end() != null) {
            throw failure.end(); // an error says that the worker may be broken as well
        }
    }

    // --- nothing to do ---

    private boolean search(Lane lane) {
        if (pool.workerSpins == 0 || !(lane.isSearcher(this) || lane.beginSearch(this))) {
            return false;
        }
        for (int spins = pool.workerSpins; spins > 0; spins--) {
            if (lane.hasWork() || seat.leaving || dead) {
                return true;
            }
            Thread.onSpinWait();
        }
        lane.endSearch(this);
        return false;
    }

    /// Falls asleep unless there is something to do.
    ///
    /// @return whether there is
    private boolean stay(Lane lane) {
        lane.endSearch(this);
        Lane.Idle mine = lane.push(this);
        boolean needed = lane.hasWork() || lane.isDrained() || seat.leaving || seat.lane != lane;
        return needed && lane.stayAwake(mine);
    }

    /// Goes on to the next queue of its seat, or is done.
    private void leave(Lane lane) {
        lane.endSearch(this);
        if (seat.leaving) {
            lane.passOn(); // it may have been woken for a task
        } else {
            lane.finish();
            Lane next = lane.successor;
            if (next != null) {
                seat.lane = next;
                return;
            }
        }
        retired = true;
        pool.retired(this);
    }

    // --- the end ---

    @Override
    public void exited(Pid process, ExitReason reason) {
        dead = true;
        Lane lane = seat.lane;
        QueuedTask<?> task = custody;
        if (task != null) {
            if (task.terms.idempotent() || task.isWaiting()) {
                pool.runAgain(task, this, lane);
            } else if (task.fail(this, new WorkFailed.Crashed(reason))) {
                pool.counts.failed.increment();
            }
        }
        lane.endSearch(this);
        lane.passOn();
        if (!retired) { // racy: written by its last step; a worker killed in that may count
            pool.counts.crashes.increment();
        }
        pool.ended(this);
    }
}
