package io.trunkline.engine.task;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Node;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;

/// Tasks that end with a block of code, however it is left.
///
/// ```java
/// try (TaskScope scope = TaskScope.open(node)) {
///     Task<User> user = scope.async(() -> findUser(id));
///     Task<List<Order>> orders = scope.async(() -> findOrders(id));
///     return new Page(user.await(), orders.await());
/// }
/// ```
///
/// Confined to the process that opened it.
public final class TaskScope implements AutoCloseable {
    private static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);

    private final Node node;
    private final List<Task<?>> tasks = new ArrayList<>();
    private boolean closed;

    private TaskScope(Node node) {
        this.node = node;
    }

    /// A scope of the calling process.
    public static TaskScope open(Node node) {
        return new TaskScope(Objects.requireNonNull(node, "node"));
    }

    /// Starts a task of this scope; see [Task#async(Node, Callable)].
    ///
    /// @throws IllegalStateException if this scope is closed
    public <T> Task<T> async(Callable<? extends T> code) {
        if (closed) {
            throw new IllegalStateException("scope must be open: tasks=" + tasks);
        }
        tasks.removeIf(Task::isDone);
        Task<T> task = Task.async(node, code);
        tasks.add(task);
        return task;
    }

    /// Kills the tasks that are not done. When it returns none is alive; code that does not heed
    /// interrupts may still run.
    @Override
    public void close() {
        closed = true;
        for (Task<?> task : tasks) {
            Tied<?> tied = task.tied();
            if (tied != null && !tied.job().isDone()) {
                tied.checkOwner();
                tied.end(ExitReason.kill());
            }
        }
        for (Task<?> task : tasks) {
            Tied<?> tied = task.tied();
            if (tied != null) {
                tied.await(FOREVER);
            }
        }
        tasks.clear();
    }
}
