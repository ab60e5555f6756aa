package io.trunkline.benchmarks.pools;

import io.trunkline.engine.Node;
import io.trunkline.engine.WaitStrategy;
import io.trunkline.pool.worker.WhenFull;
import io.trunkline.pool.worker.WorkerPool;
import io.trunkline.pool.worker.WorkerSpec;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// `pool-execute`: one producer has a batch of tasks run that do nothing, and waits for the last;
/// per task. `pool-submit-wait`: a thread submits a task and waits for its value.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class WorkerBenchmark {
    private static final int BATCH = 10_000;
    private static final int WORKERS = 2;
    private static final int ROOM = 1 << 14;

    /// `trunkline-*` are worker pools by their kind of worker; `untimed` has the times off.
    @Param({
        "trunkline-scheduled",
        "trunkline-virtual",
        "trunkline-pinned",
        "trunkline-untimed",
        "thread-pool",
        "bounded-thread-pool",
        "fork-join",
        "virtual-threads"
    })
    public String executor;

    private Node node;
    private ExecutorService service;

    @Setup(Level.Trial)
    public void build() {
        node = Node.start();
        service =
                switch (executor) {
                    case "trunkline-scheduled" -> pool(spec().scheduled());
                    case "trunkline-virtual" -> pool(spec());
                    case "trunkline-pinned" -> pool(spec().pinned(WaitStrategy.BLOCKING));
                    case "trunkline-untimed" -> pool(spec().scheduled().untimed());
                    case "thread-pool" -> Executors.newFixedThreadPool(WORKERS);
                    case "bounded-thread-pool" ->
                            new ThreadPoolExecutor(
                                    WORKERS,
                                    WORKERS,
                                    0,
                                    TimeUnit.SECONDS,
                                    new ArrayBlockingQueue<>(ROOM));
                    case "fork-join" -> new ForkJoinPool(WORKERS);
                    case "virtual-threads" -> Executors.newVirtualThreadPerTaskExecutor();
                    default ->
                            throw new IllegalArgumentException(
                                    "executor must be known: executor=" + executor);
                };
    }

    private static WorkerSpec spec() {
        return WorkerSpec.workers(WORKERS).queue(ROOM, WhenFull.BLOCK);
    }

    private ExecutorService pool(WorkerSpec spec) {
        return WorkerPool.start(node, spec).asExecutorService();
    }

    @TearDown(Level.Trial)
    public void end() {
        service.close();
        node.close();
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void execute() throws InterruptedException {
        Batch batch = new Batch();
        for (int i = 0; i < BATCH; i++) {
            service.execute(batch);
        }
        batch.last.await();
    }

    /// Nothing but a count, so that the end of a batch is known: the same for all.
    private static final class Batch implements Runnable {
        private final AtomicInteger left = new AtomicInteger(BATCH);
        private final CountDownLatch last = new CountDownLatch(1);

        @Override
        public void run() {
            if (left.decrementAndGet() == 0) {
                last.countDown();
            }
        }
    }

    @Benchmark
    public int submitWait() throws ExecutionException, InterruptedException {
        return service.submit(() -> 1).get();
    }
}
