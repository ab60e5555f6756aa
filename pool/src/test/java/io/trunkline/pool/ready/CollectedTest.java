package io.trunkline.pool.ready;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trunkline.engine.Node;
import io.trunkline.engine.SimulatedNode;
import io.trunkline.pool.stage.RunningPipeline;
import io.trunkline.pool.stage.Stage;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

class CollectedTest {
    @Test
    void collectsAllThereIs() {
        try (Node node = Node.start()) {
            Feed<Integer> numbers = Feed.of(IntStream.range(0, 100_000).boxed().toList());
            Collected<Integer, Long> sum = Collected.by(Collectors.summingLong(n -> n));
            Stage.from(node, numbers::producer).into(sum::consumer).start();
            assertThat(sum.result().join()).isEqualTo(4_999_950_000L);
        }
    }

    @Test
    void failsWhenEventsAreLost() {
        try (SimulatedNode node = Node.simulated(1)) {
            Feed<Integer> numbers = Feed.of(List.of(1, 2, 0, 4));
            Collected<Integer, Integer> sum =
                    Collected.by(Collectors.summingInt((Integer n) -> 4 / n));
            Stage.from(node, numbers::producer).into(sum::consumer).start();
            node.settle();
            assertThatThrownBy(sum.result()::join)
                    .isInstanceOf(CompletionException.class)
                    .cause()
                    .isInstanceOf(NotCollected.class)
                    .hasCauseInstanceOf(ArithmeticException.class);
        }
    }

    @Test
    void failsWhenItIsStopped() {
        try (SimulatedNode node = Node.simulated(2)) {
            EventQueue<Integer> queue = EventQueue.of(node, 10);
            Collected<Integer, Long> count = Collected.by(Collectors.counting());
            RunningPipeline running =
                    Stage.from(node, queue::producer).into(count::consumer).start();
            node.settle();
            running.stop();
            assertThat(count.result()).isCompletedExceptionally();
        }
    }
}
