package io.trunkline.benchmarks.pools;

import io.trunkline.engine.Node;
import io.trunkline.pool.stage.Stage;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// `pipeline-3`: a producer of numbers, a stage that adds one, a consumer that adds up, each a
/// process, with the default demand. The time is per event, and has the start and the end of the
/// pipeline in it.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class StageBenchmark {
    private static final int EVENTS = 100_000;

    private Node node;

    @Setup
    public void start() {
        node = Node.start();
    }

    @TearDown
    public void close() {
        node.close();
    }

    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public boolean pipeline3() {
        return Stage.from(node, () -> new NumbersStage(EVENTS))
                .via(AddingStage::new)
                .into(SummingStage::new)
                .start()
                .await(Duration.ofMinutes(1));
    }
}
