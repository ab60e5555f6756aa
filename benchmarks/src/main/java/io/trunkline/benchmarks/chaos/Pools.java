package io.trunkline.benchmarks.chaos;

import io.trunkline.engine.Node;
import io.trunkline.engine.WaitStrategy;
import io.trunkline.pool.guard.Backoff;
import io.trunkline.pool.resource.IdleOrder;
import io.trunkline.pool.worker.Dispatch;
import io.trunkline.pool.worker.WhenFull;
import io.trunkline.pool.worker.WorkerPool;
import io.trunkline.pool.worker.WorkerSpec;

import java.time.Duration;
import java.util.List;

/// The pools of one run, of as many sorts as there are rules that differ.
final class Pools {
    private static final int CRASHES = 1_000_000;
    private static final Duration MOMENT = Duration.ofMillis(2);
    private static final Duration WHILE = Duration.ofMillis(20);
    private static final Backoff SOON = Backoff.exponential(Duration.ofMillis(1), WHILE);

    final Laws laws;
    final List<TaskBook> tasks;
    final List<ThingBook> things;
    private final Node node;

    Pools(Node node, Laws laws) {
        this.node = node;
        this.laws = laws;
        this.tasks =
                List.of(
                        book(
                                "shared",
                                WorkerSpec.workers(6)
                                        .queue(16, WhenFull.BLOCK)
                                        .blockFor(MOMENT)
                                        .maxWait(WHILE),
                                true),
                        book(
                                "keyed",
                                WorkerSpec.workers(5)
                                        .queue(8, WhenFull.REJECT)
                                        .dispatch(Dispatch.BY_KEY),
                                true),
                        book(
                                "pinned",
                                WorkerSpec.workers(3)
                                        .pinned(WaitStrategy.BLOCKING)
                                        .queue(8, WhenFull.DROP_OLDEST)
                                        .dispatch(Dispatch.ROUND_ROBIN),
                                true),
                        book(
                                "scheduled",
                                WorkerSpec.workers(4)
                                        .scheduled()
                                        .queue(8, WhenFull.CALLER_RUNS)
                                        .dispatch(Dispatch.LEAST_LOADED),
                                false),
                        book(
                                "newest",
                                WorkerSpec.workers(4)
                                        .queue(16, WhenFull.BLOCK)
                                        .blockFor(MOMENT)
                                        .newestFirst(),
                                true));
        this.things =
                List.of(
                        new ThingBook(
                                node,
                                laws,
                                spec ->
                                        spec.name("lifo")
                                                .size(6)
                                                .overflow(4)
                                                .idleTime(WHILE)
                                                .maxLifetime(Duration.ofMillis(300))
                                                .validate(Thing::isFit)
                                                .holdTimes()
                                                .startBackoff(SOON)),
                        new ThingBook(
                                node,
                                laws,
                                spec ->
                                        spec.name("fifo")
                                                .size(6)
                                                .order(IdleOrder.FIFO)
                                                .lazy()
                                                .validateIdle(Thing::isFit, WHILE)
                                                .startBackoff(SOON)));
    }

    private TaskBook book(String name, WorkerSpec spec, boolean blocking) {
        WorkerPool pool =
                WorkerPool.start(node, spec.name(name).intensity(CRASHES, Duration.ofSeconds(1)));
        return new TaskBook(name, pool, blocking, name.equals("keyed"), laws);
    }

    /// Closes all, some one way and some another.
    void close(Duration timeout) throws InterruptedException {
        for (TaskBook book : tasks) {
            boolean ended;
            if (book.name.equals("newest")) {
                book.pool.shutdownNow();
                ended = book.pool.awaitTermination(timeout);
            } else {
                ended = book.pool.close(timeout);
            }
            laws.check(ended, book.name + " did not end: " + book.pool.snapshot());
        }
        for (ThingBook book : things) {
            laws.check(
                    book.pool.close(timeout),
                    book.pool.name() + " did not end: " + book.pool.snapshot());
        }
    }
}
