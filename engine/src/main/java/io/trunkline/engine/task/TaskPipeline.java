package io.trunkline.engine.task;

import io.trunkline.engine.Node;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;

/// A chain of tasks of which each works on what the one before it returned; made by
/// [Task#pipeline]. Immutable; nothing runs before [#async()].
///
/// ```java
/// Page page =
///         Task.pipeline(node, () -> fetch(url)).then(this::parse).then(this::render).async().await();
/// ```
///
/// Each step is a task of its own, linked to a task that stands for the whole, which is linked to
/// its owner: the first step that fails ends the chain with its reason, and the end of the whole
/// ends the step that runs.
///
/// @param <T> what the last step returns
public final class TaskPipeline<T> {
    private static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);

    private final Node node;
    private final boolean mayBlock;
    private final Supplier<T> steps;

    private TaskPipeline(Node node, boolean mayBlock, Supplier<T> steps) {
        this.node = node;
        this.mayBlock = mayBlock;
        this.steps = steps;
    }

    static <T> TaskPipeline<T> of(Node node, Callable<? extends T> first) {
        boolean mayBlock = !(first instanceof NonBlocking<?>);
        return new TaskPipeline<>(node, mayBlock, () -> Task.<T>async(node, first).await(FOREVER));
    }

    /// This, and then a step that works on what the last one returned. It may block unless the
    /// first step is [Task#nonBlocking]: then none may.
    public <R> TaskPipeline<R> then(Function<? super T, ? extends R> step) {
        return new TaskPipeline<>(
                node,
                mayBlock,
                () -> {
                    T before = steps.get();
                    return Task.async(node, code(() -> step.apply(before))).await(FOREVER);
                });
    }

    private <R> Callable<R> code(Supplier<R> step) {
        return mayBlock ? step::get : Task.nonBlocking(step);
    }

    /// Starts the first step, and the others as their turns come.
    public Task<T> async() {
        return Task.async(node, code(steps));
    }
}
