package io.trunkline.examples.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.SimulatedNode;
import io.trunkline.engine.sys.Sys;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

class StateMachinesTest {
    @Test
    void requestsWaitUntilTheLineIsUp() {
        AtomicInteger dialed = new AtomicInteger();
        UnaryOperator<String> echo = question -> "re: " + question;
        try (SimulatedNode node = Node.simulated(1)) {
            Pid connection =
                    node.start(
                                    new Connection(() ->
                                            dialed.incrementAndGet() < 3
                                                    ? Optional.empty()
                                                    : Optional.of(echo)))
                            .pid();

            CompletableFuture<String> answer = connection.ask(new Connection.Ask("hello"));
            node.advance(Duration.ofMillis(100));
            assertThat(answer).isNotDone();
            node.advance(Duration.ofMillis(200));
            assertThat(answer).isCompletedWithValue("re: hello");

            connection.cast(new Connection.Lost());
            node.settle();
            assertThat(Sys.getState(connection)).isInstanceOf(Connection.Up.class);
            assertThat(dialed).hasValue(4);
        }
    }

    @Test
    void requestsAreRefusedWhenTheLineStaysDown() {
        try (SimulatedNode node = Node.simulated(1)) {
            Pid connection = node.start(new Connection(Optional::empty)).pid();
            node.advance(Duration.ofSeconds(10));

            assertThat(connection.call(new Connection.Ask("hello"))).isEqualTo("unavailable");
        }
    }
}
