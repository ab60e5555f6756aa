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
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// `flood-1` and `flood-2`: senders that never wait, one receiver. An operation ends when the
/// receiver has handled everything; the time is per message.
public class FloodBenchmark extends MessagingBenchmark {
    private static final int MESSAGES = 100_000;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /// Answered when so many drops have come.
    record Expect(int drops) implements Call<Boolean> {}

    private enum Drop {
        ONE
    }

    /// Makes a sender send.
    record Pour(Pid receiver, int drops) {}

    /// What the receiver still waits for.
    static final class Tally {
        int left;
        @Nullable From done;
    }

    static final class Receiver extends GenServer<Expect, Tally> {
        @Override
        protected Init<Tally> init() {
            return ok(new Tally());
        }

        @Override
        protected Outcome<Tally> handleCall(Expect request, From from, Tally tally) {
            tally.left = request.drops();
            tally.done = from;
            return noReply(tally);
        }

        @Override
        protected Outcome<Tally> handleInfo(Object message, Tally tally) {
            if (--tally.left == 0 && tally.done != null) {
                tally.done.reply(true);
            }
            return noReply(tally);
        }
    }

    static final class Sender extends GenServer<Expect, Boolean> {
        @Override
        protected Init<Boolean> init() {
            return ok(true);
        }

        @Override
        protected Outcome<Boolean> handleInfo(Object message, Boolean state) {
            Pour pour = (Pour) message;
            pour(pour.receiver(), pour.drops());
            return noReply(state);
        }
    }

    private static void pour(Pid receiver, int drops) {
        for (int i = 0; i < drops; i++) {
            receiver.send(Drop.ONE);
        }
    }

    @State(Scope.Benchmark)
    public static class Flood {
        private Node node;
        private Pid receiver;
        private Pid sender;
        private Pid otherSender;
        private ExecutorService otherThread;

        @Setup
        public void start() {
            node = Node.start();
            receiver = node.start(new Receiver()).pid();
            sender = node.start(new Sender()).pid();
            otherSender = node.start(new Sender()).pid();
            otherThread = Executors.newSingleThreadExecutor();
        }

        @TearDown
        public void close() {
            otherThread.close();
            node.close();
        }

        /// Announces the flood; ahead of every drop, as it is sent before.
        private CompletableFuture<Boolean> expected() {
            return receiver.ask(new Expect(MESSAGES), PATIENCE);
        }
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public boolean flood1(Flood flood) {
        CompletableFuture<Boolean> done = flood.expected();
        flood.sender.send(new Pour(flood.receiver, MESSAGES));
        return done.join();
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public boolean flood1FromThread(Flood flood) {
        CompletableFuture<Boolean> done = flood.expected();
        pour(flood.receiver, MESSAGES);
        return done.join();
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public boolean flood2(Flood flood) {
        CompletableFuture<Boolean> done = flood.expected();
        flood.sender.send(new Pour(flood.receiver, MESSAGES / 2));
        flood.otherSender.send(new Pour(flood.receiver, MESSAGES / 2));
        return done.join();
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public boolean flood2FromThreads(Flood flood) {
        CompletableFuture<Boolean> done = flood.expected();
        flood.otherThread.execute(() -> pour(flood.receiver, MESSAGES / 2));
        pour(flood.receiver, MESSAGES / 2);
        return done.join();
    }
}
