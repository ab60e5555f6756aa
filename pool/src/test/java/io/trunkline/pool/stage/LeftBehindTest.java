package io.trunkline.pool.stage;

import static io.trunkline.pool.stage.SubscribeOptions.maxDemand;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.SimulatedNode;

import org.junit.jupiter.api.Test;

import java.util.Queue;

/// What a consumer that has gone leaves to the next.
class LeftBehindTest {
    private final Queue<Object> seen = Collector.queue();

    private Pid consumer(SimulatedNode node, Pid producer, SubscribeOptions options) {
        Pid consumer = node.start(new Collector(seen)).pid();
        Stage.subscribe(consumer, producer, options.cancel(CancelMode.TEMPORARY));
        node.settle();
        return consumer;
    }

    @Test
    void buffersEventsForTheNextEvenIfItsDemandWasCovered() {
        try (SimulatedNode node = Node.simulated(1)) {
            Pid producer = node.start(new Emitter()).pid();
            consumer(node, producer, maxDemand(10)).exit(ExitReason.kill());
            node.settle();
            producer.call(Emitter.Emit.of(1, 2, 3));
            consumer(node, producer, maxDemand(5));
            assertThat(seen).containsExactly(1, 2, 3);
        }
    }

    @Test
    void leavesAPartitionToTheNext() {
        try (SimulatedNode node = Node.simulated(2)) {
            Pid producer =
                    node.start(
                                    new Emitter(
                                            ProducerOptions.dispatcher(
                                                    Dispatcher.partition(2, n -> n % 2))))
                            .pid();
            Pid first = consumer(node, producer, maxDemand(10).partition(0));
            first.exit(ExitReason.kill());
            consumer(node, producer, maxDemand(10).partition(0));
            producer.call(Emitter.Emit.of(2, 4));
            node.settle();
            assertThat(seen).containsExactly(2, 4);
        }
    }
}
