package io.trunkline.benchmarks.messaging;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;

/// The peer of `CallBenchmark`: Pekko's `ask` of a counter, awaited.
@State(Scope.Benchmark)
public class PekkoCallBenchmark extends MessagingBenchmark {
    private static final int CALLERS = 4;

    private PekkoSystem system;
    private ActorRef<Increment> counter;

    /// Answered with the new count.
    record Increment(ActorRef<Integer> replyTo) {}

    static final class CountingActor extends AbstractBehavior<Increment> {
        private int count;

        private CountingActor(ActorContext<Increment> context) {
            super(context);
        }

        static Behavior<Increment> create() {
            return Behaviors.setup(CountingActor::new);
        }

        @Override
        public Receive<Increment> createReceive() {
            return newReceiveBuilder().onMessage(Increment.class, this::increment).build();
        }

        private Behavior<Increment> increment(Increment request) {
            request.replyTo().tell(++count);
            return this;
        }
    }

    @Setup
    public void start() {
        system = new PekkoSystem();
        counter = system.spawn(CountingActor.create());
    }

    @TearDown
    public void close() {
        system.close();
    }

    @Benchmark
    public Integer callIdlePekko() {
        return call();
    }

    /// JMH's time is that of one caller: per call it is a quarter.
    @Benchmark
    @Threads(CALLERS)
    public Integer callContendedPekko() {
        return call();
    }

    private Integer call() {
        return system.ask(counter, Increment::new).toCompletableFuture().join();
    }
}
