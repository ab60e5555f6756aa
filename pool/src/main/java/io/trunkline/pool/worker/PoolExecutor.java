package io.trunkline.pool.worker;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.TimeUnit;

/// A pool as an executor of the JDK.
final class PoolExecutor extends AbstractExecutorService {
    private final PoolRun pool;

    PoolExecutor(PoolRun pool) {
        this.pool = pool;
    }

    @Override
    public void execute(Runnable command) {
        Objects.requireNonNull(command, "command");
        pool.submit(
                command instanceof QueuedTask<?> task && task.isOf(pool)
                        ? task
                        : pool.task(command, Terms.defaults()));
    }

    @Override
    protected <T extends @Nullable Object> RunnableFuture<T> newTaskFor(Callable<T> callable) {
        return pool.task(Objects.requireNonNull(callable, "callable"), Terms.defaults());
    }

    @Override
    protected <T extends @Nullable Object> RunnableFuture<T> newTaskFor(
            Runnable runnable, T value) {
        Objects.requireNonNull(runnable, "runnable");
        Callable<T> code =
                () -> {
                    runnable.run();
                    return value;
                };
        return pool.task(code, Terms.defaults());
    }

    @Override
    public void shutdown() {
        pool.shutdown();
    }

    @Override
    public List<Runnable> shutdownNow() {
        return pool.shutdownNow().stream()
                .<Runnable>map(task -> task.code() instanceof Runnable plain ? plain : task)
                .toList();
    }

    @Override
    public boolean isShutdown() {
        return pool.isShutdown();
    }

    @Override
    public boolean isTerminated() {
        return pool.isTerminated();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return pool.awaitTermination(unit.toNanos(timeout));
    }
}
