package io.trunkline.benchmarks.messaging;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import java.util.concurrent.CompletionStage;

/// The peer of `FloodBenchmark`: Pekko's actors that send without waiting, and one that receives.
/// The time is per message.
public class PekkoFloodBenchmark extends MessagingBenchmark {
    private static final int MESSAGES = 100_000;

    /// What the receiver understands.
    sealed interface Drops {}

    /// Answered when so many drops have come.
    record Expect(int drops, ActorRef<Boolean> done) implements Drops {}

    enum Drop implements Drops {
        ONE
    }

    /// Makes a sender send.
    record Pour(ActorRef<Drops> receiver, int drops) {}

    static final class Receiver extends AbstractBehavior<Drops> {
        private int left;
        private @Nullable ActorRef<Boolean> done;

        private Receiver(ActorContext<Drops> context) {
            super(context);
        }

        @Override
        public Receive<Drops> createReceive() {
            return newReceiveBuilder()
                    .onMessage(Drop.class, this::drop)
                    .onMessage(Expect.class, this::expect)
                    .build();
        }

        private Behavior<Drops> expect(Expect request) {
            left = request.drops();
            done = request.done();
            return this;
        }

        private Behavior<Drops> drop(Drop drop) {
            if (--left == 0 && done != null) {
                done.tell(true);
            }
            return this;
        }
    }

    static final class Sender extends AbstractBehavior<Pour> {
        private Sender(ActorContext<Pour> context) {
            super(context);
        }

        @Override
        public Receive<Pour> createReceive() {
            return newReceiveBuilder().onMessage(Pour.class, this::pour).build();
        }

        private Behavior<Pour> pour(Pour pour) {
            for (int i = 0; i < pour.drops(); i++) {
                pour.receiver().tell(Drop.ONE);
            }
            return this;
        }
    }

    @State(Scope.Benchmark)
    public static class Flood {
        private PekkoSystem system;
        private ActorRef<Drops> receiver;
        private ActorRef<Pour> sender;
        private ActorRef<Pour> otherSender;

        @Setup
        public void start() {
            system = new PekkoSystem();
            receiver = system.spawn(Behaviors.setup(Receiver::new));
            sender = system.spawn(Behaviors.setup(Sender::new));
            otherSender = system.spawn(Behaviors.setup(Sender::new));
        }

        @TearDown
        public void close() {
            system.close();
        }

        /// Announces the flood; ahead of every drop, as it is sent before.
        private CompletionStage<Boolean> expected() {
            return system.ask(receiver, (ActorRef<Boolean> done) -> new Expect(MESSAGES, done));
        }
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public boolean flood1Pekko(Flood flood) {
        CompletionStage<Boolean> done = flood.expected();
        flood.sender.tell(new Pour(flood.receiver, MESSAGES));
        return done.toCompletableFuture().join();
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public boolean flood2Pekko(Flood flood) {
        CompletionStage<Boolean> done = flood.expected();
        flood.sender.tell(new Pour(flood.receiver, MESSAGES / 2));
        flood.otherSender.tell(new Pour(flood.receiver, MESSAGES / 2));
        return done.toCompletableFuture().join();
    }
}
