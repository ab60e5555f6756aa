package io.trunkline.benchmarks.messaging;

import io.trunkline.engine.Call;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.Receive;
import io.trunkline.engine.Request;
import io.trunkline.engine.Self;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import java.time.Duration;

/// `selective-receive-10k`: a process fills its mailbox, takes the last message out first, and
/// flushes the others. The time is for all of that once.
public class SelectiveReceiveBenchmark extends MessagingBenchmark {
    private static final int ITEMS = 10_000;
    private static final int ROUNDS = 10;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /// Answered with how many messages were received in all rounds.
    record Play(int rounds) implements Call<Integer> {}

    record Item(int number) {}

    @State(Scope.Benchmark)
    public static class Picker {
        private Node node;
        Pid picker;

        @Setup
        public void start() {
            node = Node.start();
            picker = node.spawn(Picker::run);
        }

        @TearDown
        public void close() {
            node.close();
        }

        private static void run(Self self) {
            while (self.receive() instanceof Request(Play(int rounds), var from)) {
                int received = 0;
                for (int i = 0; i < rounds; i++) {
                    fill(self.pid());
                    received += takeLast(self);
                    received += flush(self);
                }
                from.reply(received);
            }
        }

        private static void fill(Pid pid) {
            for (int i = 0; i < ITEMS; i++) {
                pid.send(new Item(i));
            }
        }

        private static int takeLast(Self self) {
            return self.receive(
                            message ->
                                    message instanceof Item(int number) && number == ITEMS - 1
                                            ? Receive.take(1)
                                            : Receive.skip(),
                            PATIENCE)
                    .orElse(0);
        }

        private static int flush(Self self) {
            int flushed = 0;
            while (self.receive(Duration.ZERO).isPresent()) {
                flushed++;
            }
            return flushed;
        }
    }

    @Benchmark
    @OperationsPerInvocation(ROUNDS)
    public int selectiveReceive10k(Picker state) {
        int received = state.picker.call(new Play(ROUNDS), PATIENCE);
        if (received != ROUNDS * ITEMS) {
            throw new IllegalStateException("every item must be received: received=" + received);
        }
        return received;
    }
}
