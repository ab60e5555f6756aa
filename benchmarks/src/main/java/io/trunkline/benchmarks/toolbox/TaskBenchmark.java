package io.trunkline.benchmarks.toolbox;

import io.trunkline.engine.Call;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.Request;
import io.trunkline.engine.Self;
import io.trunkline.engine.task.Task;
import io.trunkline.engine.task.TaskStream;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// `task-async-await` of a no-op and `task-stream` with two at once: asked for by a process with a
/// thread, as on the BEAM, or by a stranger; of tasks that do not block, or that have threads.
@State(Scope.Benchmark)
public class TaskBenchmark extends ToolboxBenchmark {
    private static final int TASKS = 20_000;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final List<Integer> INPUTS = IntStream.range(0, TASKS).boxed().toList();

    private static final Callable<Integer> THREADED = () -> 1;
    private static final Callable<Integer> NON_BLOCKING = Task.nonBlocking(() -> 1);

    private Node node;
    private Pid owner;

    @Setup
    public void start() {
        node = Node.start();
        owner = node.spawn(TaskBenchmark::work);
    }

    @TearDown
    public void close() {
        node.close();
    }

    private record Work(Supplier<Integer> code) implements Call<Integer> {}

    private static void work(Self self) {
        while (self.receive() instanceof Request(Work(Supplier<Integer> code), var from)) {
            from.reply(code.get());
        }
    }

    private int byOwner(Supplier<Integer> code) {
        return owner.call(new Work(code), PATIENCE);
    }

    private int many(Callable<Integer> code) {
        int sum = 0;
        for (int i = 0; i < TASKS; i++) {
            sum += Task.async(node, code).await();
        }
        return sum;
    }

    private TaskStream<Integer, Integer> stream() {
        return Task.stream(node, INPUTS, n -> n + 1).maxConcurrency(2);
    }

    @Benchmark
    @OperationsPerInvocation(TASKS)
    public int taskAsyncAwait() {
        return byOwner(() -> many(NON_BLOCKING));
    }

    @Benchmark
    @OperationsPerInvocation(TASKS)
    public int taskAsyncAwaitThreaded() {
        return byOwner(() -> many(THREADED));
    }

    @Benchmark
    public Integer taskAsyncAwaitByStranger() {
        return Task.async(node, NON_BLOCKING).await();
    }

    @Benchmark
    public Integer taskAsyncAwaitThreadedByStranger() {
        return Task.async(node, THREADED).await();
    }

    @Benchmark
    @OperationsPerInvocation(TASKS)
    public int taskStream() {
        return byOwner(() -> stream().nonBlocking().toList().size());
    }

    @Benchmark
    @OperationsPerInvocation(TASKS)
    public int taskStreamThreaded() {
        return byOwner(() -> stream().toList().size());
    }
}
