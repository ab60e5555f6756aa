package io.trunkline.pool.dataflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trunkline.engine.Node;
import io.trunkline.engine.SimulatedNode;
import io.trunkline.pool.ready.EventQueue;
import io.trunkline.pool.ready.Feed;
import io.trunkline.pool.ready.NotCollected;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

class DataflowTest {
    private static final List<Integer> NUMBERS = IntStream.range(0, 20_000).boxed().toList();

    private static Map<Integer, Integer> count(Map<Integer, Integer> counts, int key) {
        counts.merge(key, 1, Integer::sum);
        return counts;
    }

    @Test
    void appliesOperatorsInOrder() {
        try (Node node = Node.start()) {
            List<Integer> result =
                    Dataflow.from(node, Feed.of(NUMBERS))
                            .map(n -> n + 1)
                            .filter(n -> n % 2 == 0)
                            .flatMap(n -> List.of(n, -n))
                            .<List<Integer>>collect(Collectors.toList())
                            .result()
                            .join();
            List<Integer> expected =
                    NUMBERS.stream()
                            .map(n -> n + 1)
                            .filter(n -> n % 2 == 0)
                            .flatMap(n -> List.of(n, -n).stream())
                            .toList();
            assertThat(result).isEqualTo(expected);
        }
    }

    @Test
    void bringsAllEventsOfAKeyTogether() {
        try (Node node = Node.start()) {
            List<Map<Integer, Integer>> parts =
                    Dataflow.from(node, Feed.of(NUMBERS))
                            .parallel(3)
                            .map(n -> n % 100)
                            .partition(4, key -> key)
                            .reduce(
                                    Window.whole(),
                                    () -> new HashMap<Integer, Integer>(),
                                    DataflowTest::count)
                            .<List<Map<Integer, Integer>>>collect(Collectors.toList())
                            .result()
                            .join();
            Map<Integer, Integer> all = new HashMap<>();
            for (Map<Integer, Integer> part : parts) {
                part.forEach((key, times) -> assertThat(all.put(key, times)).isNull());
            }
            assertThat(parts.size()).isBetween(2, 4);
            assertThat(all).hasSize(100).values();
            assertThat(all.values()).containsOnly(200);
        }
    }

    @Test
    void closesWindowsByCount() {
        try (SimulatedNode node = Node.simulated(1)) {
            RunningDataflow<List<Integer>> running =
                    Dataflow.from(node, Feed.of(List.of(1, 2, 3, 4, 5, 6, 7)))
                            .reduce(Window.count(3), () -> 0, Integer::sum)
                            .collect(Collectors.toList());
            node.settle();
            assertThat(running.result()).isCompletedWithValue(List.of(6, 15, 7));
        }
    }

    @Test
    void closesWindowsByTime() {
        try (SimulatedNode node = Node.simulated(2)) {
            EventQueue<Integer> queue = EventQueue.of(node, 100);
            List<Integer> sums = new ArrayList<>();
            RunningDataflow<Long> running =
                    Dataflow.from(node, queue)
                            .reduce(Window.time(Duration.ofSeconds(1)), () -> 0, Integer::sum)
                            .forEach(sums::add);
            node.advance(Duration.ofMillis(500));
            queue.offer(1);
            queue.offer(2);
            node.advance(Duration.ofMillis(900));
            assertThat(sums).isEmpty();
            queue.offer(3);
            node.advance(Duration.ofMillis(200));
            assertThat(sums).containsExactly(6);
            queue.offer(4);
            queue.close();
            node.settle();
            assertThat(sums).containsExactly(6, 4);
            assertThat(running.result()).isCompletedWithValue(2L);
        }
    }

    @Test
    void endsAltogetherWhenAFunctionThrows() {
        try (SimulatedNode node = Node.simulated(3)) {
            RunningDataflow<Long> running =
                    Dataflow.from(node, Feed.of(List.of(1, 0)))
                            .parallel(2)
                            .map(n -> 1 / n)
                            .collect(Collectors.counting());
            node.settle();
            assertThatThrownBy(running.result()::join)
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(NotCollected.class);
            assertThat(running.supervisor().isAlive()).isFalse();
        }
    }

    @Test
    void drainsWhatItHasAccepted() {
        try (SimulatedNode node = Node.simulated(4)) {
            EventQueue<Integer> queue = EventQueue.of(node, 1_000);
            RunningDataflow<Long> running =
                    Dataflow.from(node, queue)
                            .partition(3, n -> n)
                            .reduce(Window.whole(), () -> 0L, (count, _) -> count + 1)
                            .collect(Collectors.summingLong(n -> n));
            for (int i = 0; i < 1_000; i++) {
                queue.offer(i);
            }
            running.drain();
            node.settle();
            assertThat(running.result()).isCompletedWithValue(1_000L);
        }
    }

    @Test
    void stopsWithoutAResult() {
        try (SimulatedNode node = Node.simulated(5)) {
            EventQueue<Integer> queue = EventQueue.of(node, 10);
            RunningDataflow<Long> running =
                    Dataflow.from(node, queue).collect(Collectors.counting());
            node.settle();
            running.stop();
            assertThat(running.result()).isCompletedExceptionally();
        }
    }

    @Test
    void refusesNonsense() {
        try (SimulatedNode node = Node.simulated(6)) {
            Dataflow<Integer> numbers = Dataflow.from(node, Feed.of(NUMBERS));
            assertThatThrownBy(() -> numbers.parallel(0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("processes must be >= 1: processes=0");
            assertThatThrownBy(() -> numbers.partition(0, n -> n))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("partitions must be >= 1: partitions=0");
            assertThatThrownBy(() -> Window.count(0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("events must be >= 1: events=0");
        }
    }
}
