package io.trunkline.benchmarks.toolbox;

import static io.trunkline.engine.StartOptions.named;
import static io.trunkline.engine.supervisor.Strategy.ONE_FOR_ONE;
import static io.trunkline.engine.supervisor.Supervisor.child;
import static io.trunkline.engine.supervisor.Supervisor.supervisor;

import io.trunkline.engine.Call;
import io.trunkline.engine.CallFailed;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.From;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.genserver.GenServer;
import io.trunkline.engine.genserver.Init;
import io.trunkline.engine.genserver.Outcome;
import io.trunkline.engine.supervisor.Child;
import io.trunkline.engine.supervisor.DynamicSupervisor;
import io.trunkline.engine.supervisor.Restart;
import io.trunkline.engine.supervisor.Supervisor;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import java.time.Duration;

/// `dynsup-start-child`, of temporary servers in a supervisor that has none at first, and
/// `restart-after-kill`: a server is killed, and called by its name until the next one answers.
/// Without a log, as the reports of restarts would be most of what is measured.
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms2g", "-Xmx2g", "-Dlog.level=OFF"})
public class SupervisorBenchmark extends ToolboxBenchmark {
    private static final int CHILDREN = 10_000;
    private static final String NAME = "restarted";
    private static final Child CHILD = child("child", Answering::new).restart(Restart.TEMPORARY);

    record Ask() implements Call<Integer> {}

    static final class Answering extends GenServer<Ask, Integer> {
        @Override
        protected Init<Integer> init() {
            return ok(0);
        }

        @Override
        protected Outcome<Integer> handleCall(Ask request, From from, Integer state) {
            return reply(state, state);
        }
    }

    /// A supervisor without children for each invocation.
    @State(Scope.Benchmark)
    public static class Empty {
        private Node node;
        private DynamicSupervisor supervisor;

        @Setup
        public void start() {
            node = Node.start();
        }

        @Setup(Level.Invocation)
        public void startSupervisor() {
            supervisor = DynamicSupervisor.start(node);
        }

        @TearDown(Level.Invocation)
        public void stopSupervisor() {
            supervisor.pid().stop();
        }

        @TearDown
        public void close() {
            node.close();
        }
    }

    @Benchmark
    @OperationsPerInvocation(CHILDREN)
    public Pid dynsupStartChild(Empty empty) {
        Pid last = null;
        for (int i = 0; i < CHILDREN; i++) {
            last = empty.supervisor.startChild(CHILD);
        }
        return last;
    }

    /// A supervisor of one server, which may be restarted as often as it takes.
    @State(Scope.Benchmark)
    public static class Restarting {
        private Node node;

        @Setup
        public void start() {
            node = Node.start();
            Supervisor.start(
                    node,
                    supervisor(
                                    "supervisor",
                                    ONE_FOR_ONE,
                                    child("child", Answering::new, named(NAME)))
                            .intensity(Integer.MAX_VALUE, Duration.ofNanos(1)));
        }

        @TearDown
        public void close() {
            node.close();
        }
    }

    @Benchmark
    public int restartAfterKill(Restarting restarting) {
        restarting.node.whereis(NAME).orElseThrow().exit(ExitReason.kill());
        while (true) {
            try {
                return restarting.node.call(NAME, new Ask());
            } catch (CallFailed notYet) {
                Thread.onSpinWait();
            }
        }
    }
}
