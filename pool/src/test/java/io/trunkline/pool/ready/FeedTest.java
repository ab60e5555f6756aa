package io.trunkline.pool.ready;

import static io.trunkline.pool.stage.SubscribeOptions.maxDemand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.SimulatedNode;
import io.trunkline.pool.stage.Consumer;
import io.trunkline.pool.stage.Init;
import io.trunkline.pool.stage.Outcome;
import io.trunkline.pool.stage.RunningPipeline;
import io.trunkline.pool.stage.Stage;
import io.trunkline.pool.stage.Subscribing;
import io.trunkline.pool.stage.Subscription;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

class FeedTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final SimulatedNode node = Node.simulated(1);
    private final Queue<Object> seen = new ConcurrentLinkedQueue<>();

    @AfterEach
    void close() {
        node.close();
    }

    private RunningPipeline run(Feed<?> feed) {
        return Stage.from(node, feed::producer)
                .into(() -> ForEach.of(seen::add), maxDemand(10))
                .start();
    }

    @Test
    void givesAllOfACollectionAndEnds() {
        List<Integer> numbers = IntStream.range(0, 5_000).boxed().toList();
        assertThat(run(Feed.of(numbers)).await(PATIENCE)).isTrue();
        assertThat(seen).containsExactlyElementsOf(numbers);
    }

    @Test
    void endsAtOnceWithoutEvents() {
        assertThat(run(Feed.of(List.of())).await(PATIENCE)).isTrue();
        assertThat(seen).isEmpty();
    }

    @Test
    void takesNoMoreOfAnIteratorThanIsWanted() {
        AtomicInteger made = new AtomicInteger();
        Feed<Integer> endless =
                Feed.iterator(() -> Stream.generate(made::incrementAndGet).iterator());
        Pid producer = node.start(endless.producer()).pid();
        Pid consumer = node.start(new Reluctant()).pid();
        node.settle();
        assertThat(made).hasValue(0);
        Subscription subscription = Stage.subscribe(consumer, producer, maxDemand(10));
        subscription.ask(7);
        node.settle();
        assertThat(made.get()).isBetween(7, 8); // hasNext may look one ahead
    }

    /// Asks for nothing by itself.
    private static final class Reluctant extends Consumer<Integer, Boolean> {
        @Override
        protected Init<Boolean> init() {
            return ok(true);
        }

        @Override
        protected Subscribing<Boolean> handleSubscribe(Subscription subscription, Boolean state) {
            return manual(state);
        }

        @Override
        protected Outcome<Boolean> handleEvents(
                List<Integer> events, Subscription from, Boolean state) {
            return noReply(state);
        }
    }

    @Test
    void closesAStreamWhenItHasEnded() {
        AtomicInteger closed = new AtomicInteger();
        Feed<Integer> feed = Feed.stream(() -> Stream.of(1, 2, 3).onClose(closed::incrementAndGet));
        assertThat(run(feed).await(PATIENCE)).isTrue();
        assertThat(seen).containsExactly(1, 2, 3);
        assertThat(closed).hasValue(1);
    }

    @Test
    void closesAStreamThatFails() {
        AtomicInteger closed = new AtomicInteger();
        Feed<Integer> feed =
                Feed.stream(() -> Stream.of(1, 0).map(n -> 1 / n).onClose(closed::incrementAndGet));
        Pid producer = node.start(feed.producer()).pid();
        Pid consumer = node.start(ForEach.of(seen::add)).pid();
        Stage.subscribe(consumer, producer, maxDemand(10));
        node.settle();
        assertThat(producer.isAlive()).isFalse();
        assertThat(closed).hasValue(1);
    }

    @Test
    void pollsWhileThereIsSomethingAndPausesOtherwise() {
        Queue<Integer> service = new ArrayDeque<>(IntStream.range(0, 100).boxed().toList());
        AtomicInteger polls = new AtomicInteger();
        run(
                Feed.polling(
                        most -> {
                            polls.incrementAndGet();
                            List<Integer> got = new ArrayList<>();
                            while (got.size() < most && !service.isEmpty()) {
                                got.add(service.remove());
                            }
                            return got;
                        },
                        SECOND));
        node.settle();
        assertThat(seen).hasSize(100);
        int before = polls.get();
        service.add(100);
        node.advance(Duration.ofMillis(900));
        assertThat(polls).hasValue(before);
        node.advance(Duration.ofMillis(200));
        assertThat(seen).hasSize(101);
        node.advance(Duration.ofSeconds(10));
        assertThat(polls.get()).isBetween(before + 10, before + 13);
    }

    @Test
    void ticksAndLeavesOutWhatNobodyAsksFor() {
        Pid clock = node.start(Feed.ticking(node, SECOND, number -> number).producer()).pid();
        node.advance(Duration.ofMillis(2_500));
        Pid consumer = node.start(ForEach.of(seen::add)).pid();
        Stage.subscribe(consumer, clock, maxDemand(1));
        node.settle();
        assertThat(seen).containsExactly(2L);
        node.advance(Duration.ofMillis(600));
        assertThat(seen).containsExactly(2L, 3L);
        node.advance(Duration.ofSeconds(2));
        assertThat(seen).containsExactly(2L, 3L, 4L, 5L);
    }

    /// Tells subscribers by a message that there is something.
    private static final class Board {
        private final List<String> news = new ArrayList<>();
        private final List<Pid> subscribers = new ArrayList<>();

        Board subscribe(Node node) {
            subscribers.add(node.self().pid());
            return this;
        }

        void post(String text) {
            news.add(text);
            subscribers.forEach(pid -> pid.send("news"));
        }

        List<String> drain() {
            List<String> drained = List.copyOf(news);
            news.clear();
            return drained;
        }
    }

    @Test
    void givesWhatASubscriptionTells() {
        Board board = new Board();
        run(Feed.subscribed(() -> board.subscribe(node), Board::drain));
        node.settle();
        board.post("one");
        node.settle();
        board.post("two");
        board.post("three");
        node.settle();
        assertThat(seen).containsExactly("one", "two", "three");
    }

    @Test
    void takesNoMoreWhenItIsDrained() {
        Feed<Integer> endless = Feed.iterator(() -> Stream.iterate(0, n -> n + 1).iterator());
        try (Node threads = Node.start()) {
            RunningPipeline running =
                    Stage.from(threads, endless::producer)
                            .into(() -> ForEach.of(seen::add))
                            .start();
            assertThat(running.drain(PATIENCE)).isTrue();
            assertThat(seen.toArray()).isEqualTo(IntStream.range(0, seen.size()).boxed().toArray());
        }
    }

    @Test
    void refusesNonsense() {
        assertThatThrownBy(() -> Feed.polling(_ -> List.of(), Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("pause must be positive: pause=PT0S");
        assertThatThrownBy(() -> Feed.ticking(node, Duration.ZERO, n -> n))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("period must be positive: period=PT0S");
    }
}
