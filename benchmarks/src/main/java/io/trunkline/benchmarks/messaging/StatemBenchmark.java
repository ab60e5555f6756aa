package io.trunkline.benchmarks.messaging;

import io.trunkline.engine.Call;
import io.trunkline.engine.From;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.statem.GenStatem;
import io.trunkline.engine.statem.Init;
import io.trunkline.engine.statem.Transition;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// `statem-call`: calls to a state machine, to be held against `callIdle` of a server.
public class StatemBenchmark extends MessagingBenchmark {
    /// A counter that is in one of two states.
    static final class Machine extends GenStatem<Machine.Event, Machine.Count> {
        sealed interface Event extends Call<Integer> {}

        record Increment() implements Event {}

        record Flip() implements Event {}

        sealed interface Count {
            int value();
        }

        record Even(int value) implements Count {}

        record Odd(int value) implements Count {}

        @Override
        protected Init<Count> init() {
            return ok(new Even(0));
        }

        @Override
        protected Transition<Count> handle(Event event, From from, Count state) {
            Integer next = state.value() + 1;
            return switch (event) {
                case Increment() -> keep(new Even(next)).reply(next);
                case Flip() ->
                        next(state instanceof Even ? new Odd(next) : new Even(next)).reply(next);
            };
        }
    }

    private static final Machine.Increment INCREMENT = new Machine.Increment();
    private static final Machine.Flip FLIP = new Machine.Flip();

    /// A machine that its callers run when it is idle.
    @State(Scope.Benchmark)
    public static class Started {
        Node node;
        Pid machine;

        @Setup
        public void start() {
            node = Node.start();
            machine = node.start(new Machine()).pid();
        }

        @TearDown
        public void close() {
            node.close();
        }
    }

    /// The state is kept, with another value.
    @Benchmark
    public Integer statemCall(Started started) {
        return started.machine.call(INCREMENT);
    }

    /// The state changes.
    @Benchmark
    public Integer statemCallChanging(Started started) {
        return started.machine.call(FLIP);
    }
}
