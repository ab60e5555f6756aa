package io.trunkline.benchmarks.pools;

import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.SpawnProtocol;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import java.util.concurrent.Semaphore;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;

/// Peers of `pipeline-3`: a producer of numbers, a stage that adds one, a consumer that adds up,
/// with back pressure between them. The time is per event.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PipelineBenchmark {
    private static final int EVENTS = 100_000;

    /// Two publishers of the JDK in a row, with its common pool and its buffers.
    @State(Scope.Benchmark)
    public static class Publishers {
        private final Semaphore all = new Semaphore(0);
        private SubmissionPublisher<Integer> producer;

        @Setup
        public void start() {
            producer = new SubmissionPublisher<>();
            AddingProcessor adding = new AddingProcessor();
            producer.subscribe(adding);
            adding.subscribe(new SummingSubscriber(EVENTS, all::release));
        }

        @TearDown
        public void close() {
            producer.close();
        }
    }

    @State(Scope.Benchmark)
    public static class Streams {
        private ActorSystem<SpawnProtocol.Command> system;

        @Setup
        public void start() {
            system = ActorSystem.create(SpawnProtocol.create(), "benchmark");
        }

        @TearDown
        public void close() {
            system.terminate();
            system.getWhenTerminated().toCompletableFuture().join();
        }
    }

    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void pipeline3SubmissionPublisher(Publishers publishers) throws InterruptedException {
        for (int i = 0; i < EVENTS; i++) {
            publishers.producer.submit(i);
        }
        publishers.all.acquire();
    }

    /// Each stage in an actor of its own, as each of ours is a process.
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public Object pipeline3PekkoStreams(Streams streams) {
        return Source.range(1, EVENTS)
                .async()
                .map(event -> event + 1)
                .async()
                .runWith(Sink.fold(0L, (sum, event) -> sum + event), streams.system)
                .toCompletableFuture()
                .join();
    }

    /// All stages in one actor, which is what Pekko does unless it is told otherwise.
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public Object pipeline3PekkoStreamsFused(Streams streams) {
        return Source.range(1, EVENTS)
                .map(event -> event + 1)
                .runWith(Sink.fold(0L, (sum, event) -> sum + event), streams.system)
                .toCompletableFuture()
                .join();
    }
}
