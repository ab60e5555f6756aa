package io.trunkline.pool.worker;

import io.trunkline.engine.WaitStrategy;
import io.trunkline.engine.supervisor.Intensity;
import io.trunkline.pool.worker.Settings.Kind;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Objects;

/// What a [WorkerPool] is made from: how many workers there are, what they run on, and how tasks
/// wait for them. It can be used for many pools; not for more than one thread at a time.
public final class WorkerSpec {
    private static final int MOST_WORKERS = 1 << 16;
    private static final int MOST_WAITING = 1 << 24;
    private static final int RESTARTS_EACH = 3;
    private static final Duration PERIOD = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofDays(365);

    private final int workers;
    private String name = "workers";
    private Kind kind = Kind.VIRTUAL;
    private @Nullable WaitStrategy strategy;
    private int capacity = 1024;
    private WhenFull whenFull = WhenFull.REJECT;
    private long blockNanos = Long.MAX_VALUE;
    private Dispatch dispatch = Dispatch.SHARED;
    private long maxWaitNanos = Long.MAX_VALUE;
    private boolean newestFirst;
    private Intensity intensity;
    private boolean timed = true;

    private WorkerSpec(int workers) {
        this.workers = workers;
        this.intensity = new Intensity(RESTARTS_EACH * workers, PERIOD);
    }

    /// A pool of this many workers, on virtual threads: tasks may block. On a simulated node with
    /// the test kit only.
    public static WorkerSpec workers(int workers) {
        checkWorkers(workers);
        return new WorkerSpec(workers);
    }

    /// On the node's runners, for tasks that do not block; on every node.
    public WorkerSpec scheduled() {
        this.kind = Kind.SCHEDULED;
        this.strategy = null;
        return this;
    }

    /// Each on a platform thread of its own, which waits for tasks in this way. On a simulated node
    /// they run as scheduled ones do.
    public WorkerSpec pinned(WaitStrategy strategy) {
        this.kind = Kind.PINNED;
        this.strategy = Objects.requireNonNull(strategy, "strategy");
        return this;
    }

    /// Its name in messages, in reports and in the process tree. Default: `workers`.
    public WorkerSpec name(String name) {
        this.name = Objects.requireNonNull(name, "name");
        return this;
    }

    /// Lets this many tasks wait: in the queue that all workers share, or in each worker's.
    /// Default: 1,024 and REJECT.
    public WorkerSpec queue(int capacity, WhenFull whenFull) {
        if (capacity < 1 || capacity > MOST_WAITING) {
            throw new IllegalArgumentException(
                    "capacity must be in 1.." + MOST_WAITING + ": capacity=" + capacity);
        }
        this.capacity = capacity;
        this.whenFull = Objects.requireNonNull(whenFull, "whenFull");
        return this;
    }

    /// With [WhenFull#BLOCK], lets submitters wait for room for at most `timeout`. Default: without
    /// limit.
    public WorkerSpec blockFor(Duration timeout) {
        this.blockNanos = nanos("timeout", timeout);
        return this;
    }

    /// Which worker gets a task. Default: SHARED.
    public WorkerSpec dispatch(Dispatch dispatch) {
        this.dispatch = Objects.requireNonNull(dispatch, "dispatch");
        return this;
    }

    /// Rejects tasks that waited longer than this, when their turn comes. Default: no limit.
    public WorkerSpec maxWait(Duration maxWait) {
        this.maxWaitNanos = nanos("maxWait", maxWait);
        return this;
    }

    /// Runs the newest task first while more than half of the queue is taken: under overload, who
    /// waits for the oldest has mostly given up. Such a queue has a lock. Not with
    /// [Dispatch#BY_KEY].
    public WorkerSpec newestFirst() {
        this.newestFirst = true;
        return this;
    }

    /// Lets this many workers crash within `period`; after one more the pool gives up and ends.
    /// Default: three for each worker within 5 s.
    public WorkerSpec intensity(int crashes, Duration period) {
        this.intensity = new Intensity(crashes, period);
        return this;
    }

    /// Does not time how long tasks wait and run, which spares looks at the clock and counters for
    /// each. What ends how is counted all the same.
    public WorkerSpec untimed() {
        this.timed = false;
        return this;
    }

    Settings settings() {
        return new Settings(
                name,
                workers,
                kind,
                strategy,
                capacity,
                whenFull,
                blockNanos,
                dispatch,
                maxWaitNanos,
                newestFirst,
                intensity,
                timed);
    }

    static void checkWorkers(int workers) {
        if (workers < 1 || workers > MOST_WORKERS) {
            throw new IllegalArgumentException(
                    "workers must be in 1.." + MOST_WORKERS + ": workers=" + workers);
        }
    }

    private static long nanos(String what, Duration value) {
        if (!value.isPositive() || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    what + " must be in 1 ns..365 days: " + what + "=" + value);
        }
        return value.toNanos();
    }
}
