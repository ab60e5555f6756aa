package io.trunkline.pool.ready;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trunkline.engine.Node;
import io.trunkline.engine.SimulatedNode;
import io.trunkline.pool.stage.RunningPipeline;
import io.trunkline.pool.stage.Stage;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

class BatcherTest {
    private static final Duration WITHIN = Duration.ofMillis(100);

    private final List<List<Integer>> seen = new ArrayList<>();

    @Test
    void batchesBySizeAndTime() {
        try (SimulatedNode node = Node.simulated(1)) {
            EventQueue<Integer> queue = EventQueue.of(node, 100);
            RunningPipeline running =
                    Stage.from(node, queue::producer)
                            .via(() -> Batcher.<Integer>of(3, WITHIN))
                            .into(() -> ForEach.<List<Integer>>of(seen::add))
                            .start();
            for (int i = 0; i < 8; i++) {
                queue.offer(i);
            }
            node.settle();
            assertThat(seen).containsExactly(List.of(0, 1, 2), List.of(3, 4, 5));
            node.advance(WITHIN.minusMillis(1));
            assertThat(seen).hasSize(2);
            node.advance(Duration.ofMillis(2));
            assertThat(seen.getLast()).containsExactly(6, 7);

            queue.offer(8);
            node.advance(WITHIN.dividedBy(2));
            queue.offer(9);
            queue.offer(10);
            queue.offer(11);
            node.settle();
            assertThat(seen.getLast()).containsExactly(8, 9, 10);
            node.advance(WITHIN.minusMillis(1));
            assertThat(seen).as("the time of the next batch is its own").hasSize(4);
            queue.close();
            assertThat(running.await(Duration.ofSeconds(1))).isTrue();
            assertThat(seen.getLast()).containsExactly(11);
        }
    }

    @Test
    void refusesNonsense() {
        assertThatThrownBy(() -> Batcher.of(0, WITHIN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("size must be >= 1: size=0");
        assertThatThrownBy(() -> Batcher.of(1, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("within must be positive: within=PT0S");
    }
}
