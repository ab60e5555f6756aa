package io.trunkline.benchmarks.messaging;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// The peer of `PingPongBenchmark`: pairs of Pekko's actors. The time is per round trip.
public class PekkoPingPongBenchmark extends MessagingBenchmark {
    private static final int ROUNDS = 10_000;
    private static final int PAIRS = 100;
    private static final int ROUNDS_OF_EACH = 1_000;

    /// What a pinger understands.
    sealed interface Game {}

    /// Makes a pinger play; `done` hears of the last pong.
    record Play(ActorRef<Ping> ponger, int rounds, ActorRef<Boolean> done) implements Game {}

    record Pong(ActorRef<Ping> ponger, int left, ActorRef<Boolean> done) implements Game {}

    record Ping(ActorRef<Game> pinger, int left, ActorRef<Boolean> done) {}

    /// Sends the pings.
    static final class Pinger extends AbstractBehavior<Game> {
        private Pinger(ActorContext<Game> context) {
            super(context);
        }

        @Override
        public Receive<Game> createReceive() {
            return newReceiveBuilder()
                    .onMessage(Pong.class, this::pong)
                    .onMessage(Play.class, this::play)
                    .build();
        }

        private Behavior<Game> play(Play play) {
            play.ponger().tell(new Ping(getContext().getSelf(), play.rounds(), play.done()));
            return this;
        }

        private Behavior<Game> pong(Pong pong) {
            if (pong.left() > 1) {
                pong.ponger().tell(new Ping(getContext().getSelf(), pong.left() - 1, pong.done()));
            } else {
                pong.done().tell(true);
            }
            return this;
        }
    }

    /// Answers each ping with a pong.
    static final class Ponger extends AbstractBehavior<Ping> {
        private Ponger(ActorContext<Ping> context) {
            super(context);
        }

        @Override
        public Receive<Ping> createReceive() {
            return newReceiveBuilder().onMessage(Ping.class, this::ping).build();
        }

        private Behavior<Ping> ping(Ping ping) {
            ping.pinger().tell(new Pong(getContext().getSelf(), ping.left(), ping.done()));
            return this;
        }
    }

    /// Pairs in one system.
    public abstract static class Pairs {
        private final int count;
        private final List<ActorRef<Game>> pingers = new ArrayList<>();
        private final List<ActorRef<Ping>> pongers = new ArrayList<>();
        private PekkoSystem system;

        Pairs(int count) {
            this.count = count;
        }

        @Setup
        public void start() {
            system = new PekkoSystem();
            for (int i = 0; i < count; i++) {
                pingers.add(system.spawn(Behaviors.setup(Pinger::new)));
                pongers.add(system.spawn(Behaviors.setup(Ponger::new)));
            }
        }

        @TearDown
        public void close() {
            system.close();
        }

        boolean play(int rounds) {
            List<CompletableFuture<Boolean>> games = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                ActorRef<Ping> ponger = pongers.get(i);
                games.add(
                        system.ask(
                                        pingers.get(i),
                                        (ActorRef<Boolean> done) -> new Play(ponger, rounds, done))
                                .toCompletableFuture());
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
    public boolean pingPongPekko(OnePair pair) {
        return pair.play(ROUNDS);
    }

    @Benchmark
    @OperationsPerInvocation(PAIRS * ROUNDS_OF_EACH)
    public boolean pingPong100Pekko(ManyPairs pairs) {
        return pairs.play(ROUNDS_OF_EACH);
    }
}
