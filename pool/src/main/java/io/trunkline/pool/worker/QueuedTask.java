package io.trunkline.pool.worker;

import io.trunkline.engine.ProcessExit;
import io.trunkline.engine.spi.Timeout;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A task from its submission to its end. Any thread.
///
/// *Overview.* All there is to know is `state`: WAITING, the runner that runs it, or how it ended.
///
/// - **T1, one runner.** A task is begun by compare-and-set from WAITING to a runner. A queue, a
///   waiter that helps, and a crashed worker's successor may all have it; one of them runs it.
/// - **T2, one end.** It ends by compare-and-set from WAITING or from its runner. Who ended it
///   counts that, and releases those who wait.
/// - **T3, interrupts hit home.** Who means to interrupt a runner puts [Interrupting] in its place,
///   interrupts the thread, and then puts the end there (or the runner back). A runner that is done
///   waits for that, and clears its interrupted status before it does anything else.
final class QueuedTask<T extends @Nullable Object> implements WorkerTask<T>, RunnableFuture<T> {
    private static final VarHandle STATE;
    private static final VarHandle WAITERS;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            STATE = lookup.findVarHandle(QueuedTask.class, "state", Object.class);
            WAITERS = lookup.findVarHandle(QueuedTask.class, "waiters", Waiter.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final PoolRun pool;

    /// A [Callable], or a [Runnable] that gives null.
    private final Object code;

    final Terms terms;

    /// When it was submitted; written before it is published by a queue.
    long since;

    /// Stops its deadline; written before it is published by a queue.
    @Nullable Timeout deadline;

    private volatile Object state = Mark.WAITING;
    private volatile @Nullable Waiter waiters;

    QueuedTask(PoolRun pool, Object code, Terms terms) {
        this.pool = pool;
        this.code = code;
        this.terms = terms;
    }

    private enum Mark {
        WAITING,
        CANCELLED,
        /// The value null.
        NULL
    }

    /// Why it has no value.
    ///
    /// @param end what its code threw if that is to end its worker as well
    record Failure(Throwable cause, @Nullable Error end) {
        Failure(Throwable cause) {
            this(cause, null);
        }
    }

    private record Interrupting(Runner runner) {}

    /// Someone to be told of the end: a stack.
    private record Waiter(Object whom, @Nullable Waiter next) {}

    // --- running ---

    /// Makes `runner` the one that runs it; false if it has begun or ended.
    boolean begin(Runner runner) {
        return STATE.compareAndSet(this, Mark.WAITING, runner);
    }

    /// Makes it wait again, if `runner` has it.
    boolean putBack(Runner runner) {
        return replace(runner, Mark.WAITING);
    }

    /// Runs the code; by its runner.
    Object call() {
        try {
            if (code instanceof Callable<?> callable) {
                Object value = callable.call();
                return value == null ? Mark.NULL : value;
            }
            ((Runnable) code).run();
            return Mark.NULL;
        } catch (ProcessExit exit) {
            return new Failure(new WorkFailed.Crashed(exit.reason()), exit);
        } catch (Error broken) {
            return new Failure(broken, broken);
        } catch (Throwable failure) {
            return new Failure(failure);
        }
    }

    /// Ends it with what [#call] gave, unless it has ended meanwhile; by its runner. After it
    /// nobody will interrupt that for this task.
    boolean complete(Runner runner, Object outcome) {
        if (!replace(runner, outcome)) {
            return false;
        }
        ended();
        return true;
    }

    private boolean replace(Runner runner, Object next) {
        while (!STATE.compareAndSet(this, runner, next)) {
            if (!(state instanceof Interrupting(Runner interrupted)) || interrupted != runner) {
                return false;
            }
            Thread.onSpinWait();
        }
        return true;
    }

    /// Ends it if `runner` still runs it, for another reason than its own.
    boolean fail(Runner runner, Throwable cause) {
        return complete(runner, new Failure(cause));
    }

    /// Ends it as it was refused, unless its deadline has; by who submits it and has not published
    /// it. Nobody waits for it.
    boolean withdraw(TaskRejected refused) {
        if (!STATE.compareAndSet(this, Mark.WAITING, new Failure(refused))) {
            return false;
        }
        ended();
        return true;
    }

    /// How long it may take at most, in nanoseconds.
    long limitNanos() {
        Duration limit = terms.deadline();
        return limit == null ? Long.MAX_VALUE : TimeUnit.NANOSECONDS.convert(limit);
    }

    /// Ends it if it has not begun.
    boolean reject(TaskRejected.Reason reason) {
        if (!isWaiting()
                || !STATE.compareAndSet(this, Mark.WAITING, new Failure(pool.rejection(reason)))) {
            return false;
        }
        pool.counts.rejected(reason);
        ended();
        return true;
    }

    /// Ends it as its deadline has passed.
    void expire() {
        if (!reject(TaskRejected.Reason.DEADLINE)) {
            Duration limit = terms.deadline();
            stop(
                    new Failure(
                            new WorkFailed.DeadlineExceeded(limit == null ? Duration.ZERO : limit)),
                    true);
        }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        if (STATE.compareAndSet(this, Mark.WAITING, Mark.CANCELLED)) {
            pool.counts.cancelled.increment();
            ended();
            return true;
        }
        return stop(Mark.CANCELLED, mayInterruptIfRunning);
    }

    /// Ends it while it runs.
    private boolean stop(Object end, boolean interrupt) {
        while (true) {
            Object s = state;
            if (s instanceof Interrupting) {
                Thread.onSpinWait();
            } else if (!(s instanceof Runner runner)) {
                return false;
            } else if (!interrupt || runner.thread == null) {
                if (STATE.compareAndSet(this, runner, end)) {
                    return stopped(end);
                }
            } else if (STATE.compareAndSet(this, runner, new Interrupting(runner))) {
                runner.interrupt();
                state = end;
                return stopped(end);
            }
        }
    }

    private boolean stopped(Object end) {
        (end == Mark.CANCELLED ? pool.counts.cancelled : pool.counts.failed).increment();
        ended();
        return true;
    }

    /// Interrupts its runner, which goes on with it.
    void interrupt(Runner runner) {
        if (runner.thread != null && STATE.compareAndSet(this, runner, new Interrupting(runner))) {
            runner.interrupt();
            state = runner;
        }
    }

    private void ended() {
        Timeout timer = deadline;
        if (timer != null) {
            timer.cancel();
        }
        if (waiters != null) { // volatile: after the end was written; pairs with `tell`
            for (Waiter w = (Waiter) WAITERS.getAndSet(this, null); w != null; w = w.next()) {
                if (w.whom() instanceof Turnstile turnstile) {
                    turnstile.open();
                } else {
                    ((Runnable) w.whom()).run();
                }
            }
        }
    }

    boolean isWaiting() {
        return state == Mark.WAITING;
    }

    /// Runs it on the calling thread, which its pool has given it to.
    @Override
    public void run() {
        pool.runAsGuest(this);
    }

    boolean isOf(PoolRun run) {
        return pool == run;
    }

    /// What was submitted.
    Object code() {
        return code;
    }

    // --- the end ---

    @Override
    public boolean isDone() {
        Object s = state;
        return s != Mark.WAITING && !(s instanceof Runner) && !(s instanceof Interrupting);
    }

    @Override
    public boolean isCancelled() {
        return state == Mark.CANCELLED;
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
        await(Long.MAX_VALUE, true);
        return value();
    }

    @Override
    public T get(long timeout, TimeUnit unit)
            throws InterruptedException, ExecutionException, TimeoutException {
        if (!await(unit.toNanos(timeout), false)) {
            throw new TimeoutException("get(" + timeout + " " + unit + "): task=" + this);
        }
        return value();
    }

    @Override
    public T await(Duration timeout) {
        try {
            if (!await(TimeUnit.NANOSECONDS.convert(timeout), true)) {
                throw new WorkFailed.TimedOut(timeout);
            }
            return value();
        } catch (ExecutionException e) {
            throw thrown(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WorkFailed.Interrupted();
        }
    }

    private static RuntimeException thrown(@Nullable Throwable cause) {
        return switch (cause) {
            case WorkFailed failed -> failed;
            case TaskRejected rejected -> rejected;
            case null, default -> WorkFailed.threw(cause);
        };
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // what its own code returned
    private T value() throws ExecutionException {
        Object s = state;
        if (s == Mark.CANCELLED) {
            throw new CancellationException();
        }
        if (s instanceof Failure(Throwable cause, Error _)) {
            throw new ExecutionException(cause);
        }
        return s == Mark.NULL ? null : (T) s;
    }

    void awaitEnd() throws InterruptedException {
        await(Long.MAX_VALUE, true);
    }

    /// @param helps whether it may be run here, which takes as long as it takes
    private boolean await(long nanos, boolean helps) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (isDone() || (helps && pool.help(this))) {
            return true;
        }
        if (nanos <= 0) {
            return false;
        }
        for (int spins = pool.waiterSpins; spins > 0; spins--) {
            if (isDone()) {
                return true;
            }
            Thread.onSpinWait();
        }
        Turnstile turnstile = Turnstile.make(pool.services);
        Waiter mine = tell(turnstile);
        try {
            return mine == null || turnstile.await(nanos) || isDone();
        } finally {
            if (!isDone()) {
                forget(turnstile);
            }
        }
    }

    /// Has someone told of the end; null if it has ended.
    private @Nullable Waiter tell(Object whom) {
        while (true) {
            Waiter first = waiters;
            Waiter mine = new Waiter(whom, first);
            if (isDone()) {
                return null;
            }
            if (WAITERS.compareAndSet(this, first, mine)) {
                if (isDone()) {
                    ended(); // it may have looked before
                }
                return mine;
            }
        }
    }

    private void forget(Turnstile turnstile) {
        while (true) {
            Waiter first = waiters;
            if (WAITERS.compareAndSet(this, first, without(first, turnstile))) {
                return;
            }
        }
    }

    private static @Nullable Waiter without(@Nullable Waiter first, Turnstile turnstile) {
        Waiter kept = null;
        for (Waiter w = first; w != null; w = w.next()) {
            kept = w.whom() == turnstile ? kept : new Waiter(w.whom(), kept);
        }
        return kept;
    }

    @Override
    public CompletableFuture<T> toFuture() {
        CompletableFuture<T> future = new CompletableFuture<>();
        Runnable tell =
                () -> {
                    try {
                        future.complete(value());
                    } catch (ExecutionException e) {
                        future.completeExceptionally(e.getCause());
                    } catch (CancellationException e) {
                        future.completeExceptionally(e);
                    }
                };
        if (tell(tell) == null) {
            tell.run();
        }
        return future;
    }

    @Override
    public String toString() {
        Object s = state;
        String how =
                switch (s) {
                    case Runner _, Interrupting _ -> "running";
                    case Failure(Throwable cause, Error _) -> "failed: " + cause;
                    case Mark mark when mark != Mark.NULL ->
                            mark.name().toLowerCase(java.util.Locale.ROOT);
                    default -> "done";
                };
        return "task(" + pool.name() + ", " + how + ")";
    }
}
