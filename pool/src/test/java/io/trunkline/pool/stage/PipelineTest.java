package io.trunkline.pool.stage;

import static io.trunkline.pool.stage.SubscribeOptions.maxDemand;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.SimulatedNode;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.stream.IntStream;

class PipelineTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Queue<Object> seen = Collector.queue();

    private Pipeline doubled(Node node, int limit) {
        return Stage.from(node, () -> new Counting(limit))
                .via(() -> new Mapper(n -> List.of(2 * n), Collector.queue()), maxDemand(64))
                .into(() -> new Collector(seen), maxDemand(50).minDemand(20));
    }

    private static Object[] doubles(int limit) {
        return IntStream.range(0, limit).mapToObj(n -> 2 * n).toArray();
    }

    @Test
    void endsWhenItsProducerHasNoMoreAndAllIsHandled() {
        try (SimulatedNode node = Node.simulated(3)) {
            RunningPipeline running = doubled(node, 5_000).start();
            assertThat(running.await(PATIENCE)).isTrue();
            assertThat(seen).containsExactly(doubles(5_000));
            assertThat(running.supervisor().isAlive()).isFalse();
        }
    }

    @Test
    void worksOnThreads() {
        try (Node node = Node.start()) {
            assertThat(doubled(node, 200_000).start().await(PATIENCE)).isTrue();
            assertThat(seen.toArray()).isEqualTo(doubles(200_000));
        }
    }

    @Test
    void drainsInOrder() {
        try (Node node = Node.start()) {
            RunningPipeline running = doubled(node, Integer.MAX_VALUE).start();
            assertThat(running.drain(PATIENCE)).isTrue();
            assertThat(seen.toArray()).isEqualTo(doubles(seen.size()));
        }
    }

    @Test
    void stopsAtOnce() {
        try (Node node = Node.start()) {
            RunningPipeline running = doubled(node, Integer.MAX_VALUE).start();
            List<Pid> stages = running.stages();
            running.stop();
            assertThat(stages).noneMatch(Pid::isAlive);
        }
    }

    @Test
    void restartsAStageWithThoseAfterIt() {
        try (SimulatedNode node = Node.simulated(4)) {
            Pipeline pipeline =
                    Stage.from(node, Emitter::new)
                            .via(() -> new Mapper(List::of, Collector.queue()))
                            .into(() -> new Collector(seen));
            RunningPipeline running = pipeline.start();
            List<Pid> before = running.stages();
            node.settle();
            before.getFirst().call(Emitter.Emit.of(1));
            node.settle();
            before.getFirst().call(Emitter.Emit.of(Collector.CRASH));
            node.settle();
            assertThat(running.stages().subList(0, 2)).isEqualTo(before.subList(0, 2));
            assertThat(running.stages().getLast()).isNotEqualTo(before.getLast());

            before.getFirst().send(new Throwable("crash"));
            node.settle();
            assertThat(running.stages()).doesNotContainAnyElementsOf(before);
            running.stages().getFirst().call(Emitter.Emit.of(2));
            node.settle();
            assertThat(seen).containsExactly(1, 2);
        }
    }
}
