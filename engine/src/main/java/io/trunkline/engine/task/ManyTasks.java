package io.trunkline.engine.task;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.spi.Gate;
import io.trunkline.engine.spi.NodeServices;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/// Several tasks of one owner, asked together.
final class ManyTasks<T> {
    private final List<Task<T>> tasks;
    private final List<Tied<T>> tied = new ArrayList<>();

    ManyTasks(List<Task<T>> tasks) {
        this.tasks = List.copyOf(tasks);
        for (Task<T> task : this.tasks) {
            Tied<T> t = task.tied();
            if (t != null) {
                t.checkOwner();
                tied.add(t);
            }
        }
    }

    List<T> await(Duration timeout) {
        AtomicReference<@Nullable Tied<T>> failed = new AtomicReference<>();
        waitFor(
                tied.size(),
                timeout,
                (t, raise) -> {
                    if (t.job().failure() != null && failed.compareAndSet(null, t)) {
                        raise.run();
                    }
                });
        Tied<T> first = failed.get();
        if (first != null) {
            first.await(Duration.ZERO);
            throw new TaskFailed(
                    "TaskFailed: awaitMany(" + first.job().pid() + ")", failureOf(first));
        }
        for (Tied<T> t : tied) {
            if (!t.job().isDone()) {
                throw new TaskFailed.TimedOut("awaitMany(" + t.job().pid() + ")", timeout, null);
            }
        }
        List<T> values = new ArrayList<>(tasks.size());
        for (Task<T> task : tasks) {
            values.add(task.await(Duration.ZERO));
        }
        return values;
    }

    private static ExitReason failureOf(Tied<?> t) {
        ExitReason failure = t.job().failure();
        return failure == null ? ExitReason.normal() : failure;
    }

    @SuppressWarnings("NamedLikeContextualKeyword") // as in Elixir
    List<TaskResult<T>> yield(YieldOptions options) {
        int wanted = Math.max(0, Math.min(tied.size(), options.limit() - completedFromTheStart()));
        waitFor(wanted, options.timeout(), (t, raise) -> {});
        List<TaskResult<T>> results = new ArrayList<>(tasks.size());
        for (Task<T> task : tasks) {
            results.add(resultOf(task, options.onTimeout()));
        }
        return results;
    }

    private int completedFromTheStart() {
        return tasks.size() - tied.size();
    }

    private static <T> TaskResult<T> resultOf(Task<T> task, YieldOptions.Unfinished unfinished) {
        TaskResult<T> result = task.yield(Duration.ZERO);
        if (!(result instanceof TaskResult.None<T>)) {
            return result;
        }
        return switch (unfinished) {
            case NOTHING -> result;
            case IGNORE -> task.ignore();
            case KILL -> task.brutalKill();
        };
    }

    /// What to do, on any thread, about a task that is done; it may run `raise` to end the wait.
    private interface OnDone<T> {
        void done(Tied<T> task, Runnable raise);
    }

    /// Waits until `wanted` of them are done.
    private void waitFor(int wanted, Duration timeout, OnDone<T> onDone) {
        if (tied.isEmpty()) {
            return;
        }
        NodeServices services = tied.getFirst().services();
        Gate enough = services.gate();
        AtomicInteger left = new AtomicInteger(wanted);
        List<Runnable> actions = new ArrayList<>(tied.size());
        for (Tied<T> t : tied) {
            Runnable action =
                    () -> {
                        onDone.done(t, enough::open);
                        if (left.decrementAndGet() <= 0) {
                            enough.open();
                        }
                    };
            actions.add(action);
            t.job().whenDone(action);
        }
        try {
            if (wanted > 0) {
                await(enough, timeout);
            }
        } finally {
            for (int i = 0; i < actions.size(); i++) {
                tied.get(i).job().forget(actions.get(i));
            }
        }
    }

    private void await(Gate enough, Duration timeout) {
        try {
            if (!timeout.isZero()) {
                tied.forEach(t -> t.job().help());
            }
            enough.await(timeout);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TaskFailed.Interrupted("await(" + tasks + ", " + timeout + ")");
        }
    }
}
