package io.trunkline.pool.worker;

import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.Self;
import io.trunkline.engine.StartOptions;
import io.trunkline.engine.Started;
import io.trunkline.engine.supervisor.ChildSpec;
import io.trunkline.engine.supervisor.Restart;
import io.trunkline.engine.supervisor.Supervisor;
import io.trunkline.pool.metrics.Intervals;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/// Supervised workers that run tasks from bounded queues.
///
/// ```java
/// WorkerPool pool = WorkerPool.start(node, workers(10).queue(1024, REJECT));
/// WorkerTask<Response> task = pool.execute(() -> client.send(request));
/// Response response = task.await(Duration.ofSeconds(1));
/// ```
///
/// Any thread may use it, a process or not.
///
/// *Supervision.* `start` gives it no parent but the node. In a supervision tree it is
/// `WorkerPool.prepare(node, spec)` and [#child()]; whoever has the pool keeps it over restarts,
/// each of which begins with empty queues.
///
/// *Crashes.* An exception of a task is its failure, and the worker's business no more than in an
/// executor of the JDK. An `Error`, or the end of the worker's process, fails the task and ends the
/// worker, which is restarted; unless too many do ([WorkerSpec#intensity]), and the pool ends.
///
/// *Ends* with [#close()], which does what was submitted, with its process ([#pid()]), and with the
/// node. When its process is told to end, tasks that run fail with [WorkFailed.Crashed], and those
/// that wait with [TaskRejected].
///
/// *When not to use it.* For tasks that need no bound and no queue, start a process or a virtual
/// thread for each. To bound how many do something at once on their own threads, use
/// [io.trunkline.pool.guard.Bulkhead].
public final class WorkerPool implements AutoCloseable {
    private final Node node;
    private final Settings settings;
    private final PoolTimes times = new PoolTimes();
    private volatile @Nullable PoolRun run;

    private WorkerPool(Node node, WorkerSpec spec) {
        this.node = Objects.requireNonNull(node, "node");
        this.settings = spec.settings();
    }

    // --- starts ---

    /// Starts a pool.
    ///
    /// @throws io.trunkline.engine.NodeClosed if the node is closed
    /// @throws io.trunkline.engine.StartFailed if its workers cannot be started, as a simulated
    ///   node without the test kit has no threads
    public static WorkerPool start(Node node, WorkerSpec spec) {
        WorkerPool pool = new WorkerPool(node, spec);
        PoolRun fresh = new PoolRun(node, pool.settings, pool.times);
        pool.run = fresh;
        node.start(new Desk(fresh)).pid();
        return pool;
    }

    /// Starts a pool whose process is linked to the calling one.
    public static WorkerPool startLink(Self parent, WorkerSpec spec) {
        WorkerPool pool = new WorkerPool(parent.node(), spec);
        pool.startUnder(parent).pid();
        return pool;
    }

    /// Makes a pool that is started by the supervisor that has its [#child()]. Until then it
    /// refuses tasks.
    public static WorkerPool prepare(Node node, WorkerSpec spec) {
        return new WorkerPool(node, spec);
    }

    /// This pool as the child of a supervisor, under its name. It is not restarted after
    /// [#close()]. Put it under one supervisor.
    public ChildSpec child() {
        return Supervisor.custom(settings.name(), this::startUnder).restart(Restart.TRANSIENT);
    }

    private Started startUnder(Self parent) {
        PoolRun fresh = new PoolRun(node, settings, times);
        Started started = parent.startLink(new Desk(fresh), StartOptions.defaults());
        if (started instanceof Started.Ok) {
            run = fresh;
        }
        return started;
    }

    /// The pool's process; another one after a restart.
    ///
    /// @throws IllegalStateException if it was not started yet
    public Pid pid() {
        return current().desk();
    }

    private PoolRun current() {
        PoolRun now = run;
        if (now == null) {
            throw new IllegalStateException("pool must be started: pool=" + settings.name());
        }
        return now;
    }

    private PoolRun open() {
        PoolRun now = run;
        if (now == null) {
            throw new TaskRejected(settings.name(), TaskRejected.Reason.CLOSED);
        }
        return now;
    }

    // --- tasks ---

    /// Has a task run by a worker.
    ///
    /// @throws TaskRejected if the queue is full or the pool is not open
    public <T extends @Nullable Object> WorkerTask<T> execute(Callable<? extends T> code) {
        return submit(code, Terms.defaults());
    }

    /// Has a task run for its effect; see [#execute(Callable)].
    public WorkerTask<?> execute(Runnable code) {
        return submit(code, Terms.defaults());
    }

    /// Has a task run on terms such as a key or a deadline; see [#execute(Callable)]. A deadline
    /// that passes while it waits for room ends that wait, and the task is returned rejected.
    public <T extends @Nullable Object> WorkerTask<T> submit(
            Callable<? extends T> code, Terms terms) {
        return submitted(code, terms);
    }

    /// Has a task run for its effect on terms; see [#execute(Callable)].
    public WorkerTask<?> submit(Runnable code, Terms terms) {
        return submitted(code, terms);
    }

    private <T extends @Nullable Object> WorkerTask<T> submitted(Object code, Terms terms) {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(terms, "terms");
        PoolRun now = open();
        QueuedTask<T> task = now.task(code, terms);
        now.submit(task);
        return task;
    }

    /// Has all run and waits for their ends.
    ///
    /// @return them in the same order, all done
    /// @throws TaskRejected if one is refused; those before it are cancelled
    /// @throws WorkFailed.Interrupted if the wait is interrupted; they are cancelled
    public <T extends @Nullable Object> List<WorkerTask<T>> invokeAll(
            Collection<? extends Callable<? extends T>> codes) {
        List<WorkerTask<T>> tasks = new ArrayList<>(codes.size());
        boolean done = false;
        try {
            for (Callable<? extends T> code : codes) {
                tasks.add(execute(code));
            }
            for (WorkerTask<T> task : tasks) {
                ((QueuedTask<T>) task).awaitEnd();
            }
            done = true;
            return tasks;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WorkFailed.Interrupted();
        } finally {
            if (!done) {
                tasks.forEach(task -> task.cancel(true));
            }
        }
    }

    /// This pool as the JDK has it: for code that knows executors. Shutting that down shuts down
    /// the pool. It is that of the pool's present life: after a restart ask for another one.
    ///
    /// What its `shutdownNow` returns is its caller's: those tasks end, and are counted, when they
    /// are run or cancelled.
    public ExecutorService asExecutorService() {
        return new PoolExecutor(current());
    }

    // --- changing and seeing it ---

    /// Changes how many workers there are, and returns when new ones are started. Workers that are
    /// too many finish what they have in hand; with a queue of their own, all that is in it.
    ///
    /// @throws TaskRejected if the pool is closed
    public void resize(int workers) {
        WorkerSpec.checkWorkers(workers);
        if (!open().desk().call(new Desk.Resize(workers))) {
            throw new TaskRejected(settings.name(), TaskRejected.Reason.CLOSED);
        }
    }

    /// The workers' processes, without those that are being restarted; in no order.
    public List<Pid> workers() {
        return current().workers().stream().map(worker -> worker.pid).toList();
    }

    /// The pool at this moment. Looks at all workers and queues: for people and gauges.
    public WorkerSnapshot snapshot() {
        return current().snapshot();
    }

    /// A new reader of how long tasks waited, from their submission to their begin, from now on.
    ///
    /// @throws IllegalStateException if the pool is untimed
    public Intervals waits() {
        return timed().waits().intervals();
    }

    /// A new reader of how long tasks ran, however they ended, from now on.
    ///
    /// @throws IllegalStateException if the pool is untimed
    public Intervals runs() {
        return timed().runs().intervals();
    }

    private PoolTimes timed() {
        if (!settings.timed()) {
            throw new IllegalStateException(
                    "times must be recorded to be read: pool=" + settings.name());
        }
        return times;
    }

    // --- the end ---

    /// Takes no more tasks; those that were taken are run, then the pool ends. Does not wait.
    public void shutdown() {
        current().shutdown();
    }

    /// Takes no more tasks, rejects those that have not begun, and interrupts those that run. Does
    /// not wait.
    public void shutdownNow() {
        current().shutdownNow().forEach(task -> task.reject(TaskRejected.Reason.ABANDONED));
    }

    /// Waits until it has ended: all tasks, workers and its process.
    ///
    /// @return whether it has
    public boolean awaitTermination(Duration timeout) throws InterruptedException {
        return current().awaitTermination(TimeUnit.NANOSECONDS.convert(timeout));
    }

    /// Takes no more tasks and waits until those that were taken are done. If the thread is
    /// interrupted meanwhile it gives up what has not begun, interrupts what has, and sets the
    /// interrupted status.
    @Override
    public void close() {
        PoolRun now = run;
        if (now != null) {
            now.shutdown();
            try {
                now.awaitTermination(Long.MAX_VALUE);
            } catch (InterruptedException e) {
                shutdownNow();
                Thread.currentThread().interrupt();
            }
        }
    }

    /// As [#close()], for at most `timeout`: what is left then is given up, as by [#shutdownNow()],
    /// and its workers end.
    ///
    /// @return whether everything was done in time
    public boolean close(Duration timeout) throws InterruptedException {
        PoolRun now = current();
        now.shutdown();
        if (now.awaitTermination(TimeUnit.NANOSECONDS.convert(timeout))) {
            return true;
        }
        shutdownNow();
        now.stop();
        return false;
    }

    @Override
    public String toString() {
        return "WorkerPool[" + settings.name() + "]";
    }
}
