package io.trunkline.benchmarks.messaging;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.SpawnProtocol;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/// A system of Pekko's actors with its defaults, whose guardian starts what it is asked to.
final class PekkoSystem implements AutoCloseable {
    /// What the answer to an `ask` may take.
    static final Duration PATIENCE = Duration.ofMinutes(1);

    private final ActorSystem<SpawnProtocol.Command> system =
            ActorSystem.create(SpawnProtocol.create(), "benchmark");

    <T> ActorRef<T> spawn(Behavior<T> behavior) {
        return ask(
                        system,
                        (ActorRef<ActorRef<T>> replyTo) ->
                                new SpawnProtocol.Spawn<>(behavior, "", Props.empty(), replyTo))
                .toCompletableFuture()
                .join();
    }

    <T, R> CompletionStage<R> ask(ActorRef<T> actor, Function<ActorRef<R>, T> message) {
        return AskPattern.ask(actor, message::apply, PATIENCE, system.scheduler());
    }

    @Override
    public void close() {
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().join();
    }
}
