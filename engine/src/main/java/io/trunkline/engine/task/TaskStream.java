package io.trunkline.engine.task;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Node;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// A function over many inputs, each in a task of its own, a few at a time, OTP's `async_stream`;
/// made by [Task#stream]. Immutable; nothing runs before a result is asked for.
///
/// ```java
/// List<Page> pages = Task.stream(node, urls, this::fetch)
///         .maxConcurrency(10).timeout(Duration.ofSeconds(2)).ordered(false)
///         .toList();
/// ```
///
/// *Lazy.* All is done by the thread that asks for the next result: it takes an input when a slot
/// is free, and starts its task. Who asks no more starts no more.
///
/// *Bounded.* No more than `maxConcurrency` tasks run, and inputs that were taken and not yet given
/// back as results are no more than that and, in an ordered stream, `buffer` more: a first element
/// that hangs holds up the others once so many have overtaken it.
///
/// *Failures.* Tasks are linked to the owner, who dies with the first that crashes unless it traps
/// exits, as threads that are no processes do; then a crash is a result. Those of
/// [TaskSupervisor#streamNoLink] are always results. Each names its input.
///
/// *Time.* An element that takes longer than `timeout`, counted from its own start, is killed and
/// gives [ExitReason.Timeout]; as the owner's thread looks after it, an owner that comes back late
/// kills late, and takes what was done before it came.
///
/// @param <I> the inputs
/// @param <T> what the function returns
public final class TaskStream<I, T> {
    private final Source<I, T> source;
    private final Limits limits;
    private final boolean mayBlock;

    private TaskStream(Source<I, T> source, Limits limits, boolean mayBlock) {
        this.source = source;
        this.limits = limits;
        this.mayBlock = mayBlock;
    }

    /// Where inputs come from, and how one becomes a task.
    ///
    /// @param <I> the inputs
    /// @param <T> what the function returns
    record Source<I, T>(
            Node node,
            Supplier<? extends Iterator<? extends I>> inputs,
            Function<? super I, ? extends T> function,
            Launcher launcher) {
        Source {
            Objects.requireNonNull(inputs, "inputs");
            Objects.requireNonNull(function, "function");
        }
    }

    /// Starts tasks of the calling process.
    @FunctionalInterface
    interface Launcher {
        <T> Tied<T> launch(Callable<? extends T> code);
    }

    /// @param buffer how many results may wait for an earlier one; negative for as many as slots
    record Limits(
            int maxConcurrency,
            int buffer,
            Duration timeout,
            OnTimeout onTimeout,
            boolean ordered) {
        /// How many inputs may have been taken and not given back.
        int undelivered() {
            long most = maxConcurrency;
            if (ordered) {
                most += buffer < 0 ? maxConcurrency : buffer;
            }
            return (int) Math.min(most, Integer.MAX_VALUE);
        }
    }

    /// What an element that is late does.
    public enum OnTimeout {
        /// It is killed, and its result says so.
        KILL,
        /// It ends the whole: all tasks are killed and its owner gets a [TaskFailed.TimedOut].
        EXIT
    }

    /// One result.
    ///
    /// @param <I> the inputs
    /// @param <T> what the function returns
    /// @param result [TaskResult.Ok] or [TaskResult.Exited]
    public record Item<I, T>(I input, TaskResult<T> result) {
        /// The value.
        ///
        /// @throws TaskFailed if there is none
        public T value() {
            return switch (result) {
                case TaskResult.Ok<T>(T value) -> value;
                case TaskResult.Exited<T>(ExitReason reason) ->
                        throw new TaskFailed("TaskFailed: stream", reason, input);
                case TaskResult.None<T>() ->
                        throw new IllegalStateException("an item must have ended: item=" + this);
            };
        }
    }

    /// Results as they come. Whoever does not take all of them must close it: then those that run
    /// are killed. Only the thread of the process that asked for it may use it.
    ///
    /// @param <E> the results
    public interface Results<E> extends Iterator<E>, AutoCloseable {
        @Override
        void close();
    }

    static <I, T> TaskStream<I, T> of(
            Node node,
            Supplier<? extends Iterator<? extends I>> inputs,
            Function<? super I, ? extends T> function) {
        Launcher linked =
                new Launcher() {
                    @Override
                    public <R> Tied<R> launch(Callable<? extends R> code) {
                        return Tied.<R>make(node, code, null, true).start();
                    }
                };
        return of(new Source<>(node, inputs, function, linked));
    }

    static <I, T> TaskStream<I, T> of(Source<I, T> source) {
        Limits defaults =
                new Limits(
                        Runtime.getRuntime().availableProcessors(),
                        -1,
                        Task.DEFAULT_TIMEOUT,
                        OnTimeout.KILL,
                        true);
        return new TaskStream<>(source, defaults, true);
    }

    // --- options ---

    /// This with at most `n` tasks at a time; default: the available processors.
    public TaskStream<I, T> maxConcurrency(int n) {
        if (n < 1) {
            throw new IllegalArgumentException("maxConcurrency must be >= 1: maxConcurrency=" + n);
        }
        return with(new Limits(n, limits.buffer, limits.timeout, limits.onTimeout, limits.ordered));
    }

    /// This with room for `n` results that wait for an earlier one, beyond the slots; default: as
    /// many as there are slots. Only of ordered streams.
    public TaskStream<I, T> buffer(int n) {
        if (n < 0) {
            throw new IllegalArgumentException("buffer must be >= 0: buffer=" + n);
        }
        return with(
                new Limits(
                        limits.maxConcurrency,
                        n,
                        limits.timeout,
                        limits.onTimeout,
                        limits.ordered));
    }

    /// This with another limit of time for each element, from its start; default 5 s.
    public TaskStream<I, T> timeout(Duration timeout) {
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("timeout must be >= 0: timeout=" + timeout);
        }
        return with(
                new Limits(
                        limits.maxConcurrency,
                        limits.buffer,
                        timeout,
                        limits.onTimeout,
                        limits.ordered));
    }

    /// This with another end of late elements; default KILL.
    public TaskStream<I, T> onTimeout(OnTimeout onTimeout) {
        Objects.requireNonNull(onTimeout, "onTimeout");
        return with(
                new Limits(
                        limits.maxConcurrency,
                        limits.buffer,
                        limits.timeout,
                        onTimeout,
                        limits.ordered));
    }

    /// This with results in the order of the inputs, the default, or as they come.
    public TaskStream<I, T> ordered(boolean ordered) {
        return with(
                new Limits(
                        limits.maxConcurrency,
                        limits.buffer,
                        limits.timeout,
                        limits.onTimeout,
                        ordered));
    }

    /// This with tasks that need no thread: says that the function does not block; see
    /// [NonBlocking].
    public TaskStream<I, T> nonBlocking() {
        return new TaskStream<>(source, limits, false);
    }

    private TaskStream<I, T> with(Limits changed) {
        return new TaskStream<>(source, changed, mayBlock);
    }

    // --- results ---

    /// The values. The first failure kills the tasks that run.
    ///
    /// @throws TaskFailed with its input, for the first element without a value
    public List<T> toList() {
        List<T> values = new ArrayList<>();
        try (Results<Item<I, T>> items = results()) {
            items.forEachRemaining(item -> values.add(item.value()));
        }
        return values;
    }

    /// The results, failures among them.
    public List<Item<I, T>> toItems() {
        List<Item<I, T>> all = new ArrayList<>();
        try (Results<Item<I, T>> items = results()) {
            items.forEachRemaining(all::add);
        }
        return all;
    }

    /// The results one by one, for the calling process.
    public Results<Item<I, T>> results() {
        return new StreamRun<>(source, limits, mayBlock);
    }

    /// The results as a sequential stream of the calling process; close it unless it is read to the
    /// end, by try-with-resources.
    public Stream<Item<I, T>> stream() {
        Results<Item<I, T>> items = results();
        int features = Spliterator.NONNULL | (limits.ordered ? Spliterator.ORDERED : 0);
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(items, features), false)
                .onClose(items::close);
    }
}
