package io.trunkline.benchmarks.messaging;

import io.trunkline.engine.Call;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.From;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.StartOptions;
import io.trunkline.engine.genserver.GenServer;
import io.trunkline.engine.genserver.Init;
import io.trunkline.engine.genserver.Outcome;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import java.time.Duration;

/// `spawn-first-message`: starts a server and calls it once, upon which it ends, so that the
/// operation is a whole life.
public class SpawnBenchmark extends MessagingBenchmark {
    private static final StartOptions ON_RUNNER = StartOptions.defaults().withCallerRuns(false);
    private static final Duration LAST_ENDS = Duration.ofSeconds(5);

    record Only() implements Call<Integer> {}

    private static final Only ONLY = new Only();

    /// A server for one call.
    static final class OneCall extends GenServer<Only, Integer> {
        private final int first;

        OneCall(int first) {
            this.first = first;
        }

        @Override
        protected Init<Integer> init() {
            return ok(first);
        }

        @Override
        protected Outcome<Integer> handleCall(Only request, From from, Integer state) {
            return stop(ExitReason.normal(), state + 1, state);
        }
    }

    @State(Scope.Benchmark)
    public static class Host {
        Node node;
        int started;

        @Setup
        public void start() {
            node = Node.start();
        }

        /// Nothing may pile up: a later operation would measure another node than the first.
        @TearDown(Level.Iteration)
        public void checkEmpty() throws InterruptedException {
            long deadline = System.nanoTime() + LAST_ENDS.toNanos();
            while (!node.processes().isEmpty()) {
                if (System.nanoTime() - deadline > 0) {
                    throw new IllegalStateException(
                            "every server must have ended: alive=" + node.processes().size());
                }
                Thread.sleep(1);
            }
        }

        @TearDown
        public void close() {
            node.close();
        }
    }

    @Benchmark
    public Integer spawnFirstMessage(Host host) {
        Pid server = host.node.start(new OneCall(host.started++)).pid();
        return server.call(ONLY);
    }

    /// The call is handled by a runner.
    @Benchmark
    public Integer spawnFirstMessageOnRunner(Host host) {
        Pid server = host.node.start(new OneCall(host.started++), ON_RUNNER).pid();
        return server.call(ONLY);
    }
}
