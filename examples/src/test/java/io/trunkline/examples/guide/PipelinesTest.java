package io.trunkline.examples.guide;

import static io.trunkline.pool.stage.SubscribeOptions.maxDemand;
import static io.trunkline.pool.stage.SubscribeTo.to;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.engine.Node;
import io.trunkline.engine.SimulatedNode;
import io.trunkline.engine.StartOptions;
import io.trunkline.engine.supervisor.Restart;
import io.trunkline.engine.supervisor.Strategy;
import io.trunkline.engine.supervisor.Supervisor;
import io.trunkline.ets.Ets;
import io.trunkline.ets.SubscribeOptions;
import io.trunkline.ets.Subscription;
import io.trunkline.ets.Table;
import io.trunkline.ets.TableEvent;
import io.trunkline.ets.TableSpec;
import io.trunkline.pool.dataflow.Dataflow;
import io.trunkline.pool.dataflow.Window;
import io.trunkline.pool.guard.RateLimit;
import io.trunkline.pool.guard.RateLimiter;
import io.trunkline.pool.ready.AckCounts;
import io.trunkline.pool.ready.Acknowledged;
import io.trunkline.pool.ready.Batcher;
import io.trunkline.pool.ready.Collected;
import io.trunkline.pool.ready.EventQueue;
import io.trunkline.pool.ready.Feed;
import io.trunkline.pool.ready.ForEach;
import io.trunkline.pool.ready.Offer;
import io.trunkline.pool.ready.Throttle;
import io.trunkline.pool.stage.Consumer;
import io.trunkline.pool.stage.Dispatcher;
import io.trunkline.pool.stage.Init;
import io.trunkline.pool.stage.Outcome;
import io.trunkline.pool.stage.RunningPipeline;
import io.trunkline.pool.stage.Stage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The code of docs/guide/pipelines.md. */
class PipelinesTest {
    @TempDir Path folder;

    private static Stream<String> lines(Path path) {
        try {
            return Files.lines(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path book() throws IOException {
        return Files.writeString(folder.resolve("book"), "to be or\nnot to be\n");
    }

    @Test
    void readsAFile() throws IOException {
        Path path = book();
        Queue<String> printed = new ConcurrentLinkedQueue<>();
        try (Node node = Node.start()) {
            Feed<String> lines = Feed.stream(() -> lines(path));
            RunningPipeline running =
                    Stage.from(node, lines::producer).into(() -> ForEach.of(printed::add)).start();
            assertThat(running.await(Duration.ofSeconds(10))).isTrue();
        }
        assertThat(printed).containsExactly("to be or", "not to be");
    }

    record Order(int number) {}

    @Test
    void queues() {
        Queue<Order> shipped = new ConcurrentLinkedQueue<>();
        try (Node node = Node.start()) {
            EventQueue<Order> orders = EventQueue.of(node, 1_000);
            RunningPipeline running =
                    Stage.from(node, orders::producer).into(() -> ForEach.of(shipped::add)).start();

            Offer offer = orders.put(new Order(1), Duration.ofSeconds(1));
            String answer =
                    switch (offer) {
                        case ACCEPTED -> "it will be shipped";
                        case FULL -> "come back later";
                        case CLOSED -> "we have closed";
                    };
            boolean all = running.drain(Duration.ofSeconds(10));
            assertThat(answer).isEqualTo("it will be shipped");
            assertThat(all).isTrue();
            assertThat(orders.offer(new Order(2))).isEqualTo(Offer.CLOSED);
        }
        assertThat(shipped).containsExactly(new Order(1));
    }

    record Quote(String symbol, long price) {}

    @Test
    void followsATable() {
        Queue<TableEvent<Quote>> changes = new ConcurrentLinkedQueue<>();
        try (SimulatedNode node = Node.simulated(1)) {
            Table<Quote> quotes =
                    Ets.of(node).create("quotes", TableSpec.set(Quote.class, Quote::symbol));
            Feed<TableEvent<Quote>> changed =
                    Feed.subscribed(
                            () -> quotes.subscribe(SubscribeOptions.defaults()),
                            Subscription::drain);
            Stage.from(node, changed::producer).into(() -> ForEach.of(changes::add)).start();
            node.settle();
            quotes.insert(new Quote("ERIC", 61));
            node.settle();
            assertThat(changes).containsExactly(new TableEvent.Inserted<>(new Quote("ERIC", 61)));
        }
    }

    @Test
    void batchesAndLimits() {
        List<List<Integer>> written = new ArrayList<>();
        try (SimulatedNode node = Node.simulated(2)) {
            Feed<Integer> numbers = Feed.of(IntStream.range(0, 25).boxed().toList());
            RateLimiter limiter = RateLimiter.of(RateLimit.smooth(5, Duration.ofSeconds(1)), node);
            Stage.from(node, numbers::producer)
                    .via(() -> Batcher.<Integer>of(10, Duration.ofMillis(50)))
                    .via(() -> Throttle.<List<Integer>>of(limiter), maxDemand(2))
                    .into(() -> ForEach.<List<Integer>>of(written::add))
                    .start();
            node.advance(Duration.ofSeconds(1));
        }
        assertThat(written).extracting(List::size).containsExactly(10, 10, 5);
    }

    @Test
    void collects() throws IOException {
        Path path = book();
        try (Node node = Node.start()) {
            Feed<String> lines = Feed.stream(() -> lines(path));
            Collected<String, Long> count = Collected.by(Collectors.counting());
            Stage.from(node, lines::producer).into(count::consumer).start();
            long all = count.result().join();
            assertThat(all).isEqualTo(2);
        }
    }

    public static final class Shipping extends Consumer<Order, Integer> {
        private final int partition;
        private final Queue<Order> shipped;

        public Shipping(int partition, Queue<Order> shipped) {
            this.partition = partition;
            this.shipped = shipped;
        }

        @Override
        protected Init<Integer> init() {
            return ok(0, to("orders", maxDemand(100).partition(partition)));
        }

        @Override
        protected Outcome<Integer> handleEvents(
                List<Order> orders, io.trunkline.pool.stage.Subscription from, Integer count) {
            if (count == 0 && partition == 1 && shipped.size() < 5) {
                throw new IllegalStateException("the first one has an accident");
            }
            shipped.addAll(orders);
            return noReply(count + orders.size());
        }
    }

    @Test
    void acknowledges() {
        Queue<Order> shipped = new ConcurrentLinkedQueue<>();
        List<Order> all = IntStream.range(0, 1_000).mapToObj(Order::new).toList();
        try (SimulatedNode node = Node.simulated(3)) {
            Feed<Order> feed = Feed.of(all);
            Acknowledged<Order> orders = Acknowledged.of(feed, 5_000);
            Dispatcher<Order> byNumber = Dispatcher.partition(2, order -> order.number() % 2);
            Supervisor.start(
                    node,
                    Strategy.REST_FOR_ONE,
                    Supervisor.child(
                                    "orders",
                                    () -> orders.producer(byNumber),
                                    StartOptions.named("orders"))
                            .restart(Restart.TRANSIENT),
                    Supervisor.child("shipping 0", () -> new Shipping(0, shipped))
                            .restart(Restart.TRANSIENT),
                    Supervisor.child("shipping 1", () -> new Shipping(1, shipped))
                            .restart(Restart.TRANSIENT));
            node.settle();
            AckCounts counts = orders.counts();
            assertThat(counts.acknowledged()).isEqualTo(1_000);
            assertThat(shipped).containsAll(all);
        }
    }

    private static Map<String, Integer> count(Map<String, Integer> counts, String word) {
        counts.merge(word, 1, Integer::sum);
        return counts;
    }

    @Test
    void computes() throws IOException {
        Path path = book();
        try (Node node = Node.start()) {
            Map<String, Integer> words =
                    Dataflow.from(node, Feed.stream(() -> lines(path)))
                            .parallel(2)
                            .flatMap(line -> List.of(line.split(" ")))
                            .partition(4, word -> word)
                            .reduce(
                                    Window.whole(),
                                    () -> new HashMap<String, Integer>(),
                                    PipelinesTest::count)
                            .flatMap(Map::entrySet)
                            .collect(
                                    Collectors.toMap(
                                            Map.Entry<String, Integer>::getKey,
                                            Map.Entry::getValue))
                            .result()
                            .join();
            assertThat(words).isEqualTo(Map.of("to", 2, "be", 2, "or", 1, "not", 1));
        }
    }
}
