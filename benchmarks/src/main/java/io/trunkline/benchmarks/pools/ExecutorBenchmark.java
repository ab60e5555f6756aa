package io.trunkline.benchmarks.pools;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// The JDK's pools, peers of `pool-execute` and `pool-submit-wait`, with as many threads as there
/// are processors.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class ExecutorBenchmark {
    private static final int TASKS = 10_000;
    private static final Runnable NOTHING = () -> {};

    private final Semaphore done = new Semaphore(0);
    private ExecutorService threadPool;
    private ExecutorService forkJoin;

    @Setup
    public void start() {
        threadPool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        forkJoin = new ForkJoinPool();
    }

    @TearDown
    public void close() {
        threadPool.close();
        forkJoin.close();
    }

    @Benchmark
    @OperationsPerInvocation(TASKS)
    public void poolExecuteThreadPoolExecutor() throws InterruptedException {
        executeAll(threadPool);
    }

    @Benchmark
    @OperationsPerInvocation(TASKS)
    public void poolExecuteForkJoinPool() throws InterruptedException {
        executeAll(forkJoin);
    }

    @Benchmark
    public Object poolSubmitWaitThreadPoolExecutor()
            throws InterruptedException, ExecutionException {
        return threadPool.submit(() -> this).get();
    }

    @Benchmark
    public Object poolSubmitWaitForkJoinPool() throws InterruptedException, ExecutionException {
        return forkJoin.submit(() -> this).get();
    }

    /// Waits for the last task, or the queue would grow without end.
    private void executeAll(ExecutorService pool) throws InterruptedException {
        for (int i = 1; i < TASKS; i++) {
            pool.execute(NOTHING);
        }
        pool.execute(done::release);
        done.acquire();
    }
}
