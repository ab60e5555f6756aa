package io.trunkline.benchmarks.messaging;

import io.trunkline.engine.Call;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.Request;
import io.trunkline.engine.Self;
import io.trunkline.engine.StartOptions;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// `call-idle` and `call-contended`: calls to a counter.
public class CallBenchmark extends MessagingBenchmark {
    private static final int CALLERS = 4;
    private static final int CALLS = 40_000;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /// A server that its callers run when it is idle.
    @State(Scope.Benchmark)
    public static class Server {
        Node node;
        Pid counter;

        @Setup
        public void start() {
            node = Node.start();
            counter = node.start(new Counter()).pid();
        }

        @TearDown
        public void close() {
            node.close();
        }
    }

    /// A server that only runners run.
    @State(Scope.Benchmark)
    public static class ServerOnRunner {
        Node node;
        Pid counter;

        @Setup
        public void start() {
            node = Node.start();
            StartOptions options = StartOptions.defaults().withCallerRuns(false);
            counter = node.start(new Counter(), options).pid();
        }

        @TearDown
        public void close() {
            node.close();
        }
    }

    /// Callers that are processes with a thread each.
    @State(Scope.Benchmark)
    public static class Callers {
        final List<Pid> callers = new ArrayList<>();

        @Setup
        public void start(Server server) {
            for (int i = 0; i < CALLERS; i++) {
                callers.add(server.node.spawn(self -> callWhenAsked(self, server.counter)));
            }
        }

        private static void callWhenAsked(Self self, Pid counter) {
            while (self.receive() instanceof Request(CallMany(int times), var from)) {
                Integer last = 0;
                for (int i = 0; i < times; i++) {
                    last = counter.call(Counter.INCREMENT);
                }
                from.reply(last);
            }
        }
    }

    /// Makes a caller call; answered with the last count.
    record CallMany(int times) implements Call<Integer> {}

    /// The caller finds the server idle and runs it.
    @Benchmark
    public Integer callIdle(Server server) {
        return server.counter.call(Counter.INCREMENT);
    }

    /// The caller wakes a runner and is woken by it.
    @Benchmark
    public Integer callIdleOnRunner(ServerOnRunner server) {
        return server.counter.call(Counter.INCREMENT);
    }

    /// Threads at one server. JMH's time is that of one caller: per call it is a quarter.
    @Benchmark
    @Threads(CALLERS)
    public Integer callContended(Server server) {
        return server.counter.call(Counter.INCREMENT);
    }

    /// As `callContended` with a server that only runners run; per call a quarter, too.
    @Benchmark
    @Threads(CALLERS)
    public Integer callContendedOnRunner(ServerOnRunner server) {
        return server.counter.call(Counter.INCREMENT);
    }

    /// Processes at one server; the time is per call.
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public int callContendedByProcesses(Callers callers) {
        List<CompletableFuture<Integer>> answers = new ArrayList<>();
        for (Pid caller : callers.callers) {
            answers.add(caller.ask(new CallMany(CALLS / CALLERS), PATIENCE));
        }
        int sum = 0;
        for (CompletableFuture<Integer> answer : answers) {
            sum += answer.join();
        }
        return sum;
    }
}
