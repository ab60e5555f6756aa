package io.trunkline.benchmarks.messaging;

import io.trunkline.engine.Call;
import io.trunkline.engine.From;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.genserver.GenServer;
import io.trunkline.engine.genserver.Init;
import io.trunkline.engine.genserver.Outcome;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// `ping-pong` and `ping-pong-100`: pairs of servers that send each other a message in turn. The
/// time is per round trip, two messages.
public class PingPongBenchmark extends MessagingBenchmark {
    private static final int ROUNDS = 10_000;
    private static final int PAIRS = 100;
    private static final int ROUNDS_OF_EACH = 1_000;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /// Makes a pinger play; answered after the last pong.
    record Play(Pid ponger, int rounds) implements Call<Boolean> {}

    record Ping(Pid pinger, int left, From done) {}

    record Pong(Pid ponger, int left, From done) {}

    /// Sends the pings.
    static final class Pinger extends GenServer<Play, Boolean> {
        @Override
        protected Init<Boolean> init() {
            return ok(true);
        }

        @Override
        protected Outcome<Boolean> handleCall(Play play, From from, Boolean state) {
            play.ponger().send(new Ping(self().pid(), play.rounds(), from));
            return noReply(state);
        }

        @Override
        protected Outcome<Boolean> handleInfo(Object message, Boolean state) {
            Pong pong = (Pong) message;
            if (pong.left() > 1) {
                pong.ponger().send(new Ping(self().pid(), pong.left() - 1, pong.done()));
            } else {
                pong.done().reply(true);
            }
            return noReply(state);
        }
    }

    /// Answers each ping with a pong.
    static final class Ponger extends GenServer<Play, Boolean> {
        @Override
        protected Init<Boolean> init() {
            return ok(true);
        }

        @Override
        protected Outcome<Boolean> handleInfo(Object message, Boolean state) {
            Ping ping = (Ping) message;
            ping.pinger().send(new Pong(self().pid(), ping.left(), ping.done()));
            return noReply(state);
        }
    }

    /// Pairs on one node.
    public abstract static class Pairs {
        private final int count;
        private final List<Pid> pingers = new ArrayList<>();
        private final List<Pid> pongers = new ArrayList<>();
        private Node node;

        Pairs(int count) {
            this.count = count;
        }

        @Setup
        public void start() {
            node = Node.start();
            for (int i = 0; i < count; i++) {
                pingers.add(node.start(new Pinger()).pid());
                pongers.add(node.start(new Ponger()).pid());
            }
        }

        @TearDown
        public void close() {
            node.close();
        }

        boolean play(int rounds) {
            List<CompletableFuture<Boolean>> games = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                games.add(pingers.get(i).ask(new Play(pongers.get(i), rounds), PATIENCE));
            }
            boolean all = true;
            for (CompletableFuture<Boolean> game : games) {
                all &= game.join();
            }
            return all;
        }
    }

    @State(Scope.Benchmark)
    public static class OnePair extends Pairs {
        public OnePair() {
            super(1);
        }
    }

    @State(Scope.Benchmark)
    public static class ManyPairs extends Pairs {
        public ManyPairs() {
            super(PAIRS);
        }
    }

    @Benchmark
    @OperationsPerInvocation(ROUNDS)
    public boolean pingPong(OnePair pair) {
        return pair.play(ROUNDS);
    }

    @Benchmark
    @OperationsPerInvocation(PAIRS * ROUNDS_OF_EACH)
    public boolean pingPong100(ManyPairs pairs) {
        return pairs.play(ROUNDS_OF_EACH);
    }
}
