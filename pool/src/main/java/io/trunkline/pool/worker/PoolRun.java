package io.trunkline.pool.worker;

import io.trunkline.engine.Clock;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.ProcessExit;
import io.trunkline.engine.SimulatedNode;
import io.trunkline.engine.spi.NodeServices;
import io.trunkline.pool.metrics.Inspectable;
import io.trunkline.pool.metrics.Inspectables;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// One life of a pool, from the start of its desk until that and all workers have ended.
///
/// - **R1, taken or refused.** `closing` is written before the queues are closed; who publishes new
///   queues looks at it afterwards and closes them too. So after a closing no queue takes a task,
///   and a submitter that finds a queue closed finds `closing`, or newer queues.
/// - **R2, over.** `alive` counts the desk and the workers. The desk's end empties the queues, once
///   they are closed; with the last end the pool is terminated.
final class PoolRun implements Inspectable {
    private static final int SPINS = 400;

    final Settings spec;
    final NodeServices services;
    final Counts counts = new Counts();
    private final PoolTimes times;
    private final Inspectables shown;
    final int workerSpins;
    final int waiterSpins;
    private final Clock clock;
    private final boolean clocked;
    private final boolean helps;
    private final Router router;

    private final ConcurrentHashMap<Pid, Worker> workers = new ConcurrentHashMap<>();
    private final AtomicInteger alive = new AtomicInteger(1);
    private final ConcurrentLinkedQueue<Turnstile> terminators = new ConcurrentLinkedQueue<>();
    private volatile boolean closing;
    private volatile boolean ended;
    private volatile @Nullable Pid desk;

    PoolRun(Node node, Settings spec, PoolTimes times) {
        this.spec = spec;
        this.services = NodeServices.of(node);
        this.clock = node.clock();
        this.clocked = spec.needsClock();
        this.helps = spec.kind() == Settings.Kind.SCHEDULED && spec.dispatch() != Dispatch.BY_KEY;
        boolean spinning =
                !(node instanceof SimulatedNode) && Runtime.getRuntime().availableProcessors() > 1;
        this.workerSpins = spinning ? SPINS : 0;
        this.waiterSpins = spinning ? SPINS : 0;
        this.router = new Router(spec, node);
        this.times = times;
        this.shown = Inspectables.of(node);
    }

    @Override
    public String name() {
        return spec.name();
    }

    // --- submitting ---

    <T extends @Nullable Object> QueuedTask<T> task(Object code, Terms terms) {
        return new QueuedTask<>(this, code, terms);
    }

    /// Puts a task into a queue, or does with it what the pool does when that is full. Its deadline
    /// may end it before it is in a queue: then it counts as accepted, as its end counts.
    ///
    /// @throws TaskRejected if it is refused
    void submit(QueuedTask<?> task) {
        Duration limit = task.terms.deadline();
        if (clocked) {
            task.since = clock.nanoTime();
        }
        if (limit != null) {
            task.deadline = services.schedule(limit, task::expire);
        }
        try {
            enter(task);
        } catch (TaskRejected refused) {
            if (task.withdraw(refused)) {
                counts.rejected(refused.reason());
                throw refused;
            }
            counts.endedOutside.increment();
        }
    }

    private void enter(QueuedTask<?> task) {
        while (true) {
            Lane lane = router.choose(task.terms.key());
            switch (lane.queue.offer(task)) {
                case ACCEPTED -> {
                    lane.arrived();
                    return;
                }
                case CLOSED -> {
                    if (closing) {
                        throw rejection(TaskRejected.Reason.CLOSED);
                    }
                    Thread.onSpinWait(); // a resize is about to publish others
                }
                case FULL -> {
                    if (!lane.queue.dropEnded() && madeRoom(task, lane)) {
                        return;
                    }
                }
            }
        }
    }

    /// Does with a task what the pool does when it is full.
    ///
    /// @return whether the task is taken care of; if not it is to be offered again
    private boolean madeRoom(QueuedTask<?> task, Lane lane) {
        return switch (spec.whenFull()) {
            case REJECT -> throw rejection(TaskRejected.Reason.FULL);
            case BLOCK -> waitForRoom(task, lane);
            case DROP_OLDEST -> {
                QueuedTask<?> oldest = lane.queue.pollOldest();
                if (oldest != null) {
                    oldest.reject(TaskRejected.Reason.DROPPED);
                }
                yield false;
            }
            case CALLER_RUNS -> {
                counts.ranByCaller.increment();
                runAsGuest(task);
                yield true;
            }
        };
    }

    private boolean waitForRoom(QueuedTask<?> task, Lane lane) {
        Pid running = services.running();
        if (running != null && workers.containsKey(running)) {
            throw rejection(TaskRejected.Reason.FULL);
        }
        long patience = Math.min(spec.blockNanos(), task.limitNanos());
        long began = clock.nanoTime();
        while (true) {
            Turnstile door = Turnstile.make(services);
            lane.waitOutside(door);
            boolean called = false;
            try {
                switch (lane.queue.offer(task)) {
                    case ACCEPTED -> {
                        lane.arrived();
                        return true;
                    }
                    case CLOSED -> {
                        return false;
                    }
                    case FULL -> {
                        long left =
                                patience == Long.MAX_VALUE
                                        ? patience
                                        : patience - (clock.nanoTime() - began);
                        called = left > 0 && door.await(left);
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ProcessExit killed) {
                if (!task.withdraw(rejection(TaskRejected.Reason.FULL))) {
                    counts.endedOutside.increment();
                }
                throw killed;
            } finally {
                if (!called) {
                    lane.leaveOutside(door);
                }
            }
            if (!called) {
                if (clock.nanoTime() - began >= task.limitNanos()) {
                    task.expire(); // its timer may be late
                }
                throw rejection(TaskRejected.Reason.FULL);
            }
        }
    }

    TaskRejected rejection(TaskRejected.Reason reason) {
        return new TaskRejected(name(), reason);
    }

    // --- running ---

    /// Now, if the pool follows the clock.
    long now() {
        return clocked ? clock.nanoTime() : 0;
    }

    /// Whether a task has waited too long; it is rejected then.
    boolean isTooLate(QueuedTask<?> task, long now) {
        return clocked
                && now - task.since > spec.maxWaitNanos()
                && task.reject(TaskRejected.Reason.WAITED_TOO_LONG);
    }

    /// A task has been run, from `begun` to `ended`.
    ///
    /// @param mine whether what came of it is the task's end
    void done(QueuedTask<?> task, long begun, long ended, boolean mine, Object outcome) {
        if (mine) {
            (outcome instanceof QueuedTask.Failure ? counts.failed : counts.completed).increment();
        }
        if (spec.timed()) {
            times.waits().record(begun - task.since);
            times.runs().record(ended - begun);
        }
    }

    /// Runs a task on the calling thread, unless it has begun.
    ///
    /// @return whether it was run here
    boolean runAsGuest(QueuedTask<?> task) {
        if (!task.begin(Runner.GUEST)) {
            return false;
        }
        long begun = now();
        Object outcome = task.call();
        boolean mine = task.complete(Runner.GUEST, outcome);
        done(task, begun, now(), mine, outcome);
        if (services.running() != null
                && outcome instanceof QueuedTask.Failure(Throwable _, ProcessExit exit)) {
            throw exit; // it is the end of the process that runs it, which is no worker
        }
        return true;
    }

    /// Runs a task for who waits for it, if that is allowed.
    ///
    /// @return whether it has ended
    boolean help(QueuedTask<?> task) {
        return helps && runAsGuest(task);
    }

    /// A worker is dead with a task in hand that may be run again, or has not begun. By the worker,
    /// or by its end.
    void runAgain(QueuedTask<?> task, Worker worker, Lane lane) {
        if (task.putBack(worker) || task.isWaiting()) {
            lane.again(task);
            if (ended) { // volatile: after the task was added; pairs with `deskEnded`
                abandon(lane);
            }
        }
    }

    // --- workers ---

    /// A worker takes its seat.
    Worker man(Seat seat, Pid pid, @Nullable Thread thread) {
        Worker worker = new Worker(this, seat, pid, thread);
        alive.incrementAndGet();
        workers.put(pid, worker);
        seat.worker = worker;
        if (!services.addExitHook(pid, worker)) {
            worker.exited(pid, ExitReason.killed());
        }
        return worker;
    }

    void ended(Worker worker) {
        if (workers.remove(worker.pid, worker)) {
            oneLess();
        }
    }

    /// A worker has nothing to do any more, and waits to be let go.
    void retired(Worker worker) {
        services.signal(desk(), new Desk.Retired(worker));
    }

    // --- the desk ---

    void started(Pid pid) {
        desk = pid;
        shown.add(this);
        if (!services.addExitHook(pid, (process, reason) -> deskEnded())) {
            deskEnded();
        }
    }

    Pid desk() {
        return Objects.requireNonNull(desk, "the pool must be started");
    }

    List<Seat> seats() {
        return router.seats();
    }

    /// Has this many workers.
    ///
    /// @return the seats that need a worker
    List<Seat> resize(int size) {
        List<Seat> fresh = router.resize(size);
        if (closing) { // volatile: after new queues were published; pairs with `shutdown`
            router.close();
        }
        return fresh;
    }

    /// A seat is given up.
    ///
    /// @return whether it was the last of a pool that is closed
    boolean leave(Seat seat) {
        return router.leave(seat) && closing;
    }

    private void deskEnded() {
        shutdown();
        ended = true;
        router.lanes().forEach(this::abandon);
        oneLess();
    }

    private void abandon(Lane lane) {
        for (QueuedTask<?> task = lane.take(); task != null; task = lane.take()) {
            task.reject(TaskRejected.Reason.ABANDONED);
        }
    }

    private void oneLess() {
        if (alive.decrementAndGet() == 0) {
            shown.remove(this);
            for (Turnstile t = terminators.poll(); t != null; t = terminators.poll()) {
                t.open();
            }
        }
    }

    // --- the end ---

    boolean isShutdown() {
        return closing;
    }

    boolean isTerminated() {
        return alive.get() == 0;
    }

    /// Takes nothing more.
    void shutdown() {
        closing = true;
        router.close();
    }

    /// Takes nothing more, gives up what has not begun, and interrupts what has.
    ///
    /// @return what has not begun and is not the pool's any more
    List<QueuedTask<?>> shutdownNow() {
        shutdown();
        List<QueuedTask<?>> left = new ArrayList<>();
        for (Lane lane : router.lanes()) {
            for (QueuedTask<?> task = lane.take(); task != null; task = lane.take()) {
                if (task.isWaiting()) {
                    left.add(task);
                }
            }
            lane.wakeAll();
        }
        workers().forEach(Worker::interruptTask);
        return left;
    }

    /// Ends its processes, though tasks still run.
    void stop() {
        services.signal(desk(), Desk.Order.STOP);
    }

    @Override
    public WorkerSnapshot snapshot() {
        Map<TaskRejected.Reason, Long> rejected = counts.rejections();
        long byCaller = counts.ranByCaller.sum();
        long accepted = router.accepted() + byCaller + counts.endedOutside.sum();
        return new WorkerSnapshot(
                name(),
                workers.size(),
                (int) workers.values().stream().filter(Worker::isBusy).count(),
                router.lanes().stream().mapToInt(Lane::waiting).sum(),
                router.largestQueue(),
                accepted
                        + rejected.getOrDefault(TaskRejected.Reason.FULL, 0L)
                        + rejected.getOrDefault(TaskRejected.Reason.CLOSED, 0L),
                accepted,
                byCaller,
                counts.completed.sum(),
                counts.failed.sum(),
                counts.cancelled.sum(),
                rejected,
                counts.crashes.sum());
    }

    Collection<Worker> workers() {
        return workers.values();
    }

    /// Waits until the desk and all workers have ended.
    boolean awaitTermination(long nanos) throws InterruptedException {
        Turnstile turnstile = Turnstile.make(services);
        terminators.add(turnstile);
        try {
            return isTerminated() || turnstile.await(nanos) || isTerminated();
        } finally {
            terminators.remove(turnstile);
        }
    }
}
