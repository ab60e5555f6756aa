package io.trunkline.benchmarks.messaging;

import io.trunkline.engine.Call;
import io.trunkline.engine.From;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.genserver.GenServer;
import io.trunkline.engine.genserver.Init;
import io.trunkline.engine.genserver.Outcome;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// What it costs to measure where the time of messages goes: calls and a flood, while it is off, by
/// default, and for every message.
public class AttributionBenchmark extends MessagingBenchmark {
    private static final int MESSAGES = 100_000;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private enum Drop {
        ONE
    }

    record Expect(int drops) implements Call<Boolean> {}

    /// Counts what comes.
    static final class Receiver extends GenServer<Expect, Boolean> {
        private int left;
        private @Nullable From done;

        @Override
        protected Init<Boolean> init() {
            return ok(true);
        }

        @Override
        protected Outcome<Boolean> handleCall(Expect request, From from, Boolean state) {
            left = request.drops();
            done = from;
            return noReply(state);
        }

        @Override
        protected Outcome<Boolean> handleInfo(Object message, Boolean state) {
            if (--left == 0 && done != null) {
                done.reply(true);
            }
            return noReply(state);
        }
    }

    /// Sends as much as it is told to.
    static final class Sender extends GenServer<Expect, Boolean> {
        private final Pid receiver;

        Sender(Pid receiver) {
            this.receiver = receiver;
        }

        @Override
        protected Init<Boolean> init() {
            return ok(true);
        }

        @Override
        protected Outcome<Boolean> handleInfo(Object message, Boolean state) {
            for (int i = 0; i < MESSAGES; i++) {
                receiver.send(Drop.ONE);
            }
            return noReply(state);
        }
    }

    @State(Scope.Benchmark)
    public static class Measured {
        /// One message in so many is measured; 0 for none.
        @Param({"0", "16", "1"})
        public int every;

        private Node node;
        Pid counter;
        private Pid receiver;
        private Pid sender;

        @Setup
        public void start() {
            node = Node.start();
            counter = node.start(new Counter()).pid();
            receiver = node.start(new Receiver()).pid();
            sender = node.start(new Sender(receiver)).pid();
            if (every > 0) {
                node.attribution().start(every);
            }
        }

        @TearDown
        public void close() {
            node.close();
        }
    }

    /// As `callIdle`.
    @Benchmark
    public Integer attributionCall(Measured measured) {
        return measured.counter.call(Counter.INCREMENT);
    }

    /// As `flood1`.
    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public boolean attributionFlood(Measured measured) {
        CompletableFuture<Boolean> done = measured.receiver.ask(new Expect(MESSAGES), PATIENCE);
        measured.sender.send("pour");
        return done.join();
    }
}
