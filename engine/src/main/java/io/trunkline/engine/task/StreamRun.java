package io.trunkline.engine.task;

import io.trunkline.engine.Clock;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Pid;
import io.trunkline.engine.spi.Gate;
import io.trunkline.engine.spi.NodeServices;
import io.trunkline.engine.task.TaskStream.Item;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/// One run of a [TaskStream], confined to its owner but for `done`.
final class StreamRun<I, T> implements TaskStream.Results<Item<I, T>> {
    /* Overview
     *
     * An element is started, done, and delivered. `started` holds those that are not delivered and,
     * in an ordered stream, is also the order of delivery; `ready` holds the done ones of an
     * unordered stream. As all elements have the same time, the first of `started` that still runs
     * is the first that is late.
     *
     * Whoever ends a task pushes its element on `done`, a stack that the owner takes as a whole,
     * and raises `waiting`. Owner: writes `waiting`, then reads `done`; the other: writes `done`,
     * then reads `waiting`. Both are volatile, so one sees the other.
     */

    private final TaskStream.Source<I, T> source;
    private final TaskStream.Limits limits;
    private final boolean mayBlock;
    private final NodeServices services;
    private final Clock clock;
    private final Pid owner;
    private final Iterator<? extends I> inputs;

    private final ArrayDeque<Element<I, T>> started = new ArrayDeque<>();
    private final ArrayDeque<Element<I, T>> ready = new ArrayDeque<>();
    private int running;
    private boolean exhausted;

    // any thread
    private final AtomicReference<@Nullable Element<I, T>> done = new AtomicReference<>();
    private volatile @Nullable Gate waiting;

    StreamRun(TaskStream.Source<I, T> source, TaskStream.Limits limits, boolean mayBlock) {
        this.source = source;
        this.limits = limits;
        this.mayBlock = mayBlock;
        this.services = NodeServices.of(source.node());
        this.clock = source.node().clock();
        this.owner = source.node().self().pid();
        this.inputs = source.inputs().get();
    }

    private static final class Element<I, T> {
        final I input;
        final Tied<T> task;
        final long deadline;
        boolean isDone;
        boolean timedOut;

        /// Below it on the stack of done ones.
        @Nullable Element<I, T> below;

        Element(I input, Tied<T> task, long deadline) {
            this.input = input;
            this.task = task;
            this.deadline = deadline;
        }
    }

    @Override
    public boolean hasNext() {
        checkOwner();
        collect();
        if (started.isEmpty() && ready.isEmpty()) {
            fill();
        }
        return !started.isEmpty() || !ready.isEmpty();
    }

    @Override
    public Item<I, T> next() {
        checkOwner();
        collect();
        fill();
        Element<I, T> next;
        while ((next = deliverable()) == null) {
            if (started.isEmpty()) {
                throw new NoSuchElementException("no input is left");
            }
            await();
            collect();
            if (!isDeliverable()) {
                fill();
            }
        }
        return itemOf(next);
    }

    private void checkOwner() {
        if (!services.runs(owner)) {
            throw new IllegalStateException(
                    "a stream of tasks must be read by its owner: owner="
                            + owner
                            + ", caller="
                            + services.running());
        }
    }

    private Item<I, T> itemOf(Element<I, T> element) {
        return new Item<>(
                element.input,
                element.timedOut
                        ? new TaskResult.Exited<>(ExitReason.timeout())
                        : element.task.result());
    }

    // --- starting ---

    /// Starts tasks while there are slots, room for their results, and inputs.
    private void fill() {
        while (!exhausted
                && running < limits.maxConcurrency()
                && started.size() + ready.size() < limits.undelivered()) {
            try {
                if (inputs.hasNext()) {
                    start(inputs.next());
                } else {
                    exhausted = true;
                }
            } catch (Throwable t) {
                close();
                throw t;
            }
        }
    }

    private void start(I input) {
        ElementCode<I, T> code = new ElementCode<>(source.function(), input);
        Tied<T> task = source.launcher().launch(mayBlock ? code : Task.nonBlocking(code));
        Element<I, T> element = new Element<>(input, task, deadline());
        started.add(element);
        running++;
        task.job().whenDone(() -> push(element));
    }

    private long deadline() {
        long nanos = TimeUnit.NANOSECONDS.convert(limits.timeout());
        // far enough to never come, near enough not to overflow when it is added to a time
        return clock.nanoTime() + Math.min(nanos, Long.MAX_VALUE / 4);
    }

    private void push(Element<I, T> element) {
        Element<I, T> top;
        do {
            top = done.get();
            element.below = top;
        } while (!done.compareAndSet(top, element));
        Gate gate = waiting;
        if (gate != null) {
            gate.open();
        }
    }

    // --- ending ---

    /// Takes note of the tasks that are done.
    private void collect() {
        Element<I, T> reversed = null;
        for (Element<I, T> e = done.getAndSet(null); e != null; ) {
            Element<I, T> below = e.below;
            e.below = reversed;
            reversed = e;
            e = below;
        }
        for (Element<I, T> e = reversed; e != null; e = e.below) {
            e.isDone = true;
            running--;
            e.task.await(Duration.ZERO); // throws if the owner has died with it
            if (!limits.ordered()) {
                started.remove(e);
                ready.add(e);
            }
        }
    }

    private boolean isDeliverable() {
        Element<I, T> first = limits.ordered() ? started.peek() : ready.peek();
        return first != null && first.isDone;
    }

    private @Nullable Element<I, T> deliverable() {
        if (!isDeliverable()) {
            return null;
        }
        return limits.ordered() ? started.poll() : ready.poll();
    }

    /// Waits until some task is done, or one is late.
    private void await() {
        if (!mayBlock && help()) {
            return;
        }
        Element<I, T> oldest = oldestRunning();
        Gate gate = services.gate();
        waiting = gate;
        try {
            if (done.get() == null) {
                long left = oldest.deadline - clock.nanoTime();
                if (left <= 0 || !gate.await(Duration.ofNanos(left))) {
                    late(oldest);
                }
            }
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new TaskFailed.Interrupted("stream");
        } finally {
            waiting = null;
        }
    }

    /// Runs a task that nobody has begun on this thread.
    ///
    /// @return whether some task is done
    private boolean help() {
        for (Element<I, T> element : started) {
            if (done.get() != null) {
                return true;
            }
            if (!element.isDone) {
                element.task.job().help();
            }
        }
        return done.get() != null;
    }

    private Element<I, T> oldestRunning() {
        for (Element<I, T> element : started) {
            if (!element.isDone) {
                return element;
            }
        }
        throw new IllegalStateException("a task must run: started=" + started.size());
    }

    private void late(Element<I, T> element) {
        if (element.task.job().isDone()) {
            return; // just in time: it is on the stack, or about to be
        }
        if (limits.onTimeout() == TaskStream.OnTimeout.EXIT) {
            close();
            throw new TaskFailed.TimedOut("stream", limits.timeout(), element.input);
        }
        element.task.end(ExitReason.kill());
        element.timedOut = element.task.job().failure() instanceof ExitReason.Killed;
    }

    /// Kills what runs; what is left of the inputs is not read.
    @Override
    public void close() {
        exhausted = true;
        if (!started.isEmpty()) {
            checkOwner();
        }
        for (Element<I, T> element : started) {
            if (!element.isDone) {
                element.task.end(ExitReason.kill());
            }
        }
        started.clear();
        ready.clear();
    }
}
