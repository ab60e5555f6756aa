package io.trunkline.engine.task;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.spi.Job;
import io.trunkline.engine.spi.NodeServices;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// A process that computes one value, and the promise of it.
///
/// ```java
/// Task<Integer> task = Task.async(node, () -> expensive());
/// int value = task.await(Duration.ofSeconds(5));
/// ```
///
/// *Owner.* The process that called `async`, or the calling thread's implicit process. Only it may
/// ask for the result. The two are linked: if the task fails, an owner that does not trap exits
/// dies of it, awaited or not, and the task dies with its owner.
///
/// *Threads.* A task has a virtual thread of its own and may block, unless its code is
/// [#nonBlocking(Supplier)]: then it needs none, is several times cheaper, and runs on simulated
/// nodes of every kind.
///
/// *When it is done.* After its process has ended and everybody has been told: when `await` returns
/// or throws, nothing is left of the task, no process, no link, no message. A task that is killed
/// is done at once; its thread is interrupted, and goes on until it notices.
///
/// *When not to use it.* For work that needs no isolation, call the method. For work that outlives
/// the one who asks, or whose failure must not harm it, use a [TaskSupervisor].
///
/// *Differences from OTP* (all in docs/deviations.md): the result is held by the task and may be
/// asked for again; no reply, DOWN or exit `normal` comes to the owner's mailbox, unless it asks
/// for a message with [#tellOwner()].
///
/// @param <T> what it computes
public final class Task<T> {
    /// The timeout of waits that name none, as in OTP.
    static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

    private static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);

    /// Null for a task that was completed from the start.
    private final @Nullable Tied<T> tied;

    /// Of a task that was completed from the start.
    private final @Nullable T value;

    private Task(@Nullable Tied<T> tied, @Nullable T value) {
        this.tied = tied;
        this.value = value;
    }

    // --- starts ---

    /// Starts a task linked to the caller, which owns it.
    ///
    /// @throws io.trunkline.engine.NodeClosed if the node is closed
    /// @throws IllegalStateException in a process of another node
    public static <T> Task<T> async(Node node, Callable<? extends T> code) {
        return new Task<>(Tied.<T>make(node, code, null, true).start(), null);
    }

    static <T> Task<T> of(Tied<T> started) {
        return new Task<>(started, null);
    }

    /// Starts a process that runs `code` for its effect alone: linked to nobody, awaited by nobody.
    /// A crash is logged.
    public static Pid start(Node node, Callable<?> code) {
        NodeServices services = NodeServices.of(node);
        Job<Object> job = Tied.job(services, code, services.running(), null);
        job.start(List.of());
        return job.pid();
    }

    /// A task that is done already, without a process; whoever has it may ask it.
    public static <T> Task<T> completed(T value) {
        return new Task<>(null, value);
    }

    /// A task that waits for a stage of a future: done as it is, and failed as it fails.
    public static <T> Task<T> of(Node node, CompletionStage<? extends T> stage) {
        CompletableFuture<? extends T> future = stage.toCompletableFuture();
        return async(node, new StageCode<T>(future));
    }

    /// Says that `code` does not block; see [NonBlocking].
    public static <T> Callable<T> nonBlocking(Supplier<? extends T> code) {
        return new NonBlocking<>(code);
    }

    /// Tasks over a collection, a few at a time; see [TaskStream].
    public static <I, T> TaskStream<I, T> stream(
            Node node, Iterable<? extends I> inputs, Function<? super I, ? extends T> function) {
        return TaskStream.of(node, inputs::iterator, function);
    }

    /// Tasks over a stream, which is read as slots get free; see [TaskStream].
    public static <I, T> TaskStream<I, T> stream(
            Node node, Stream<? extends I> inputs, Function<? super I, ? extends T> function) {
        return TaskStream.of(node, inputs::iterator, function);
    }

    /// A chain of tasks of which each works on what the one before it returned; see [TaskPipeline].
    public static <T> TaskPipeline<T> pipeline(Node node, Callable<? extends T> first) {
        return TaskPipeline.of(node, first);
    }

    // --- waits ---

    /// Waits for the value, up to 5 s.
    public T await() {
        return await(DEFAULT_TIMEOUT);
    }

    /// Waits for the value. A task that is late goes on; ask again, or [#shutdown()] it.
    ///
    /// @throws TaskFailed if it ended without a value, is late ([TaskFailed.TimedOut]), or the
    ///   calling thread, being no process, is interrupted
    /// @throws io.trunkline.engine.ProcessExit in an owner that died with it
    /// @throws IllegalStateException if the caller is not its owner
    public T await(Duration timeout) {
        Tied<T> t = tied;
        if (t == null) {
            return valueFromTheStart();
        }
        t.checkOwner();
        if (!t.await(timeout)) {
            throw new TaskFailed.TimedOut("await(" + t.job().pid() + ")", timeout, null);
        }
        return valueOf(t);
    }

    private static <T> T valueOf(Tied<T> t) {
        ExitReason failure = t.job().failure();
        if (failure != null) {
            throw new TaskFailed("TaskFailed: await(" + t.job().pid() + ")", failure);
        }
        return t.job().value();
    }

    @SuppressWarnings("NullAway") // null if it was completed with it
    private T valueFromTheStart() {
        return value;
    }

    /// Waits for the end and gives it as a value: [TaskResult.None] if the task goes on. Zero only
    /// looks.
    ///
    /// @throws IllegalStateException if the caller is not its owner
    @SuppressWarnings("NamedLikeContextualKeyword") // as in Elixir
    public TaskResult<T> yield(Duration timeout) {
        Tied<T> t = tied;
        if (t == null) {
            return new TaskResult.Ok<>(valueFromTheStart());
        }
        t.checkOwner();
        return t.await(timeout) ? t.result() : TaskResult.none();
    }

    /// Shuts it down, waiting 5 s for an orderly end; see [#shutdown(Duration)].
    public TaskResult<T> shutdown() {
        return shutdown(DEFAULT_TIMEOUT);
    }

    /// Unlinks it, sends it the exit signal `shutdown`, and kills it if it has not ended in time.
    ///
    /// @return its value if it had one already, why it ended if for another reason (`killed` if it
    ///   had to be), or [TaskResult.None] if it ended as it was asked to
    /// @throws IllegalStateException if the caller is not its owner
    public TaskResult<T> shutdown(Duration timeout) {
        Tied<T> t = tied;
        if (t == null) {
            return new TaskResult.Ok<>(valueFromTheStart());
        }
        t.checkOwner();
        t.end(ExitReason.shutdown());
        if (!t.await(timeout)) {
            t.end(ExitReason.kill());
            t.await(FOREVER);
        }
        return unlessAsked(t.result(), ExitReason.shutdown());
    }

    /// Unlinks and kills it.
    ///
    /// @return as [#shutdown(Duration)]
    /// @throws IllegalStateException if the caller is not its owner
    public TaskResult<T> brutalKill() {
        Tied<T> t = tied;
        if (t == null) {
            return new TaskResult.Ok<>(valueFromTheStart());
        }
        t.checkOwner();
        t.end(ExitReason.kill());
        t.await(FOREVER);
        return unlessAsked(t.result(), ExitReason.killed());
    }

    private static <T> TaskResult<T> unlessAsked(TaskResult<T> result, ExitReason asked) {
        return result instanceof TaskResult.Exited<T>(ExitReason reason) && reason.equals(asked)
                ? TaskResult.none()
                : result;
    }

    /// Lets it go: unlinked, it runs on for nobody.
    ///
    /// @return as [#yield(Duration)] of zero
    /// @throws IllegalStateException if the caller is not its owner
    public TaskResult<T> ignore() {
        if (tied != null) {
            tied.checkOwner();
            tied.unlink();
        }
        return this.yield(Duration.ZERO);
    }

    // --- many ---

    /// Waits for the values of all, up to 5 s in all; see [#awaitMany(List, Duration)].
    public static <T> List<T> awaitMany(List<Task<T>> tasks) {
        return awaitMany(tasks, DEFAULT_TIMEOUT);
    }

    /// Waits for the values of all, in the order of the tasks.
    ///
    /// @throws TaskFailed as soon as one of them, whichever, has ended without a value, or when the
    ///   time for all is up; the others go on
    /// @throws IllegalStateException if the caller does not own them all
    public static <T> List<T> awaitMany(List<Task<T>> tasks, Duration timeout) {
        return new ManyTasks<>(tasks).await(timeout);
    }

    /// Asks all, waiting for those that are not done for at most `timeout` in all.
    ///
    /// @return their results, in the order of the tasks
    /// @throws IllegalStateException if the caller does not own them all
    public static <T> List<TaskResult<T>> yieldMany(List<Task<T>> tasks, Duration timeout) {
        return yieldMany(tasks, YieldOptions.defaults().withTimeout(timeout));
    }

    /// Asks all, as `options` say.
    ///
    /// @return their results, in the order of the tasks
    /// @throws IllegalStateException if the caller does not own them all
    public static <T> List<TaskResult<T>> yieldMany(List<Task<T>> tasks, YieldOptions options) {
        return new ManyTasks<>(tasks).yield(options);
    }

    // --- others ---

    /// Its process; none if it was completed from the start.
    public Optional<Pid> pid() {
        return Optional.ofNullable(tied).map(t -> t.job().pid());
    }

    /// Whether it has ended; any thread may ask.
    public boolean isDone() {
        return tied == null || tied.job().isDone();
    }

    /// A future that any thread may use. It fails with [TaskFailed]; cancelling it does nothing to
    /// the task. Dependent stages run on the thread that ends the task unless an executor is given.
    public CompletableFuture<T> toFuture() {
        Tied<T> t = tied;
        if (t == null) {
            return CompletableFuture.completedFuture(valueFromTheStart());
        }
        CompletableFuture<T> future = new CompletableFuture<>();
        t.job()
                .whenDone(() -> {
                    ExitReason failure = t.job().failure();
                    if (failure == null) {
                        future.complete(t.job().value());
                    } else {
                        future.completeExceptionally(
                                new TaskFailed(
                                        "TaskFailed: future(" + t.job().pid() + ")", failure));
                    }
                });
        return future;
    }

    /// Sends the owner a [Done] once the task is done: how a server hears of it, which must not
    /// wait.
    ///
    /// @return this
    public Task<T> tellOwner() {
        Tied<T> t = tied;
        if (t != null) {
            t.job().whenDone(() -> t.owner().send(new Done<>(this, t.result())));
        }
        return this;
    }

    /// The end of a task, as a message; see [#tellOwner()].
    public record Done<T>(Task<T> task, TaskResult<T> result) {}

    @Nullable Tied<T> tied() {
        return tied;
    }

    @Override
    public String toString() {
        return tied == null ? "task(completed)" : "task(" + tied.job().pid() + ")";
    }
}
