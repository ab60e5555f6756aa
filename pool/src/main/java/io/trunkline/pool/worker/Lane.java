package io.trunkline.pool.worker;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// A queue and the workers who sleep beside it: all of the pool, or one.
///
/// *Overview.* A worker that finds nothing may search for a while, and then sleeps.
///
/// - **L1, nobody sleeps beside work.** A worker makes itself known as idle, then looks at the
///   queue once more; a submitter puts the task into the queue, then looks for who is idle. Both
///   are sequentially consistent, so one sees the other. An idle one is woken by who sets
///   `claimed`.
/// - **L2, one is enough.** While somebody searches, nobody else is woken. Who stops searching, as
///   it has found a task, wakes the next if there is more: it leaves `searcher` first and looks at
///   the queue afterwards.
/// - **L3, the dead are made up for.** A worker's end takes it out of `searcher` and wakes another
///   if there is work. Who wakes a worker looks afterwards whether that is dead.
final class Lane {
    private static final VarHandle IDLE;
    private static final VarHandle SEARCHER;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            IDLE = lookup.findVarHandle(Lane.class, "idle", Idle.class);
            SEARCHER = lookup.findVarHandle(Lane.class, "searcher", Worker.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    final TaskQueue queue;

    /// What the same seat works on after this one; written before the queue is closed.
    volatile @Nullable Lane successor;

    /// Who has to be done before this one may begin; see [Generation].
    private volatile @Nullable Generation before;

    /// Whose tasks' keys this one has; null if there are no keys.
    private final @Nullable Generation generation;

    private final AtomicInteger finished = new AtomicInteger();

    /// Tasks that were begun, or nearly, by a worker that crashed. They come first.
    private final ConcurrentLinkedQueue<QueuedTask<?>> again = new ConcurrentLinkedQueue<>();

    /// Submitters that wait for room.
    private final ConcurrentLinkedQueue<Turnstile> outside = new ConcurrentLinkedQueue<>();

    private final AtomicInteger outsideCount = new AtomicInteger();

    private volatile @Nullable Idle idle;
    private volatile @Nullable Worker searcher;

    Lane(TaskQueue queue, @Nullable Generation generation, @Nullable Generation before) {
        this.queue = queue;
        this.generation = generation;
        this.before = before;
    }

    /// A worker that sleeps, once: a stack.
    static final class Idle {
        private static final VarHandle CLAIMED = TaskRing.handle(Idle.class, "claimed", int.class);

        final Worker worker;
        private @Nullable Idle next;

        @SuppressWarnings("unused") // through CLAIMED
        private volatile int claimed;

        Idle(Worker worker) {
            this.worker = worker;
        }

        boolean claim() {
            return CLAIMED.compareAndSet(this, 0, 1);
        }
    }

    // --- tasks ---

    @Nullable QueuedTask<?> poll() {
        return isReady() ? take() : null;
    }

    /// As [#poll], for who empties it rather than works on it.
    @Nullable QueuedTask<?> take() {
        QueuedTask<?> task = again.isEmpty() ? null : again.poll();
        if (task == null) {
            task = queue.poll();
            if (task != null && outsideCount.get() != 0) {
                letIn();
            }
        }
        return task;
    }

    /// Has a task run that a worker has left behind.
    void again(QueuedTask<?> task) {
        again.add(task);
        arrived();
    }

    boolean hasWork() {
        return isReady() && !(queue.isEmpty() && again.isEmpty());
    }

    private boolean isReady() {
        Generation g = before;
        if (g == null) {
            return true;
        }
        if (!g.isOver()) {
            return false;
        }
        before = null;
        return true;
    }

    /// Whether nothing is there and nothing will come.
    boolean isDrained() {
        return queue.isClosed() && isReady() && queue.isEmpty() && again.isEmpty();
    }

    int waiting() {
        return queue.size() + again.size();
    }

    /// Its worker has seen it drained.
    void finish() {
        if (generation != null && finished.compareAndSet(0, 1)) {
            generation.laneFinished();
        }
    }

    // --- who waits for room ---

    /// Waits at the door; the caller then offers once more, and waits if that is refused.
    void waitOutside(Turnstile turnstile) {
        outside.add(turnstile);
        outsideCount.incrementAndGet();
    }

    /// Leaves the door; a call to come in that it has got goes to another.
    void leaveOutside(Turnstile turnstile) {
        if (outside.remove(turnstile)) {
            outsideCount.decrementAndGet();
        } else {
            letIn();
        }
    }

    void letIn() {
        Turnstile first = outside.poll();
        if (first != null) {
            outsideCount.decrementAndGet();
            first.open();
        }
    }

    void letAllIn() {
        while (outsideCount.get() != 0) {
            letIn();
        }
    }

    // --- who sleeps ---

    /// A task has come: sees to it that somebody comes for it.
    void arrived() {
        if (idle != null && searcher == null) {
            wakeOne();
        }
    }

    private void wakeOne() {
        while (true) {
            Idle sleeper = pop();
            if (sleeper == null) {
                return;
            }
            if (sleeper.claim()) {
                Worker worker = sleeper.worker;
                boolean searches = SEARCHER.compareAndSet(this, null, worker);
                worker.wake();
                if (!worker.isDead()) {
                    return;
                }
                if (searches) {
                    SEARCHER.compareAndSet(this, worker, null);
                }
            }
        }
    }

    void wakeAll() {
        for (Idle sleeper = pop(); sleeper != null; sleeper = pop()) {
            if (sleeper.claim()) {
                sleeper.worker.wake();
            }
        }
    }

    private @Nullable Idle pop() {
        while (true) {
            Idle top = idle;
            if (top == null || IDLE.compareAndSet(this, top, top.next)) {
                return top; // a new object each time it is pushed: no ABA
            }
        }
    }

    /// A worker means to sleep; it looks for work once more, and calls [#stayAwake] if there is.
    Idle push(Worker worker) {
        Idle mine = new Idle(worker);
        do {
            mine.next = idle;
        } while (!IDLE.compareAndSet(this, mine.next, mine));
        return mine;
    }

    /// Takes back [#push].
    ///
    /// @return false if it is being woken
    boolean stayAwake(Idle mine) {
        if (!mine.claim()) {
            return false;
        }
        IDLE.compareAndSet(this, mine, mine.next);
        return true;
    }

    // --- who searches ---

    boolean beginSearch(Worker worker) {
        return searcher == null && SEARCHER.compareAndSet(this, null, worker);
    }

    /// Somebody has found something, or not.
    void endSearch(Worker worker) {
        if (searcher == worker) {
            SEARCHER.compareAndSet(this, worker, null);
        }
    }

    boolean isSearcher(Worker worker) {
        return searcher == worker;
    }

    /// Wakes the next if there is more to do.
    void passOn() {
        if (idle != null && searcher == null && hasWork()) {
            wakeOne();
        }
    }
}
