package io.trunkline.pool.ready;

import static io.trunkline.pool.stage.SubscribeOptions.maxDemand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.SimulatedNode;
import io.trunkline.pool.stage.CancelMode;
import io.trunkline.pool.stage.Consumer;
import io.trunkline.pool.stage.Dispatcher;
import io.trunkline.pool.stage.Init;
import io.trunkline.pool.stage.Outcome;
import io.trunkline.pool.stage.RunningPipeline;
import io.trunkline.pool.stage.Stage;
import io.trunkline.pool.stage.SubscribeOptions;
import io.trunkline.pool.stage.Subscription;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

class AcknowledgedTest {
    private static final SubscribeOptions TEN = maxDemand(10).cancel(CancelMode.TEMPORARY);

    private final SimulatedNode node = Node.simulated(1);
    private final List<Integer> seen = new ArrayList<>();

    @AfterEach
    void close() {
        node.close();
    }

    private static Acknowledged<Integer> numbers(int count, int outstanding) {
        return Acknowledged.of(Feed.of(IntStream.range(0, count).boxed().toList()), outstanding);
    }

    /// Handles events until it is to crash.
    private final class Handler extends Consumer<Integer, Boolean> {
        private final int poison;

        Handler(int poison) {
            this.poison = poison;
        }

        @Override
        protected Init<Boolean> init() {
            return ok(true);
        }

        @Override
        protected Outcome<Boolean> handleEvents(
                List<Integer> events, Subscription from, Boolean state) {
            if (events.contains(poison)) {
                throw new IllegalStateException("poisoned");
            }
            seen.addAll(events);
            return noReply(state);
        }
    }

    private Pid handler(int poison) {
        return node.start(new Handler(poison)).pid();
    }

    @Test
    void endsWhenAllIsAcknowledged() {
        Acknowledged<Integer> numbers = numbers(100, 7);
        RunningPipeline running =
                Stage.from(node, numbers::producer).into(() -> new Handler(-1)).start();
        assertThat(running.await(Duration.ofSeconds(1))).isTrue();
        assertThat(seen).hasSize(100);
        assertThat(numbers.counts()).isEqualTo(new AckCounts(100, 100, 0, 0));
    }

    @Test
    void deliversAgainWhatACrashedConsumerHadNotHandled() {
        Acknowledged<Integer> numbers = numbers(100, 50);
        Pid producer = node.start(numbers.producer()).pid();
        Stage.subscribe(handler(22), producer, TEN);
        node.settle();
        assertThat(seen).containsExactlyElementsOf(IntStream.range(0, 20).boxed().toList());
        assertThat(numbers.counts().outstanding()).isPositive();

        Stage.subscribe(handler(-1), producer, TEN);
        node.settle();
        assertThat(seen)
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 100).boxed().toList());
        assertThat(numbers.counts().redelivered()).isEqualTo(10);
        assertThat(producer.isAlive()).isFalse();
    }

    @Test
    void deliversAgainToAnotherThatHasAskedAlready() {
        Acknowledged<Integer> numbers = numbers(15, 50);
        Pid producer = node.start(numbers.producer()).pid();
        Stage.subscribe(handler(2), producer, TEN);
        Stage.subscribe(handler(-1), producer, maxDemand(100).cancel(CancelMode.TEMPORARY));
        node.settle();
        assertThat(seen)
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 15).boxed().toList());
    }

    @Test
    void goesOnWhereAProducerWasKilled() {
        Acknowledged<Integer> numbers = numbers(100, 20);
        Pid first = node.start(numbers.producer()).pid();
        Stage.subscribe(handler(7), first, TEN);
        node.settle();
        first.exit(ExitReason.kill());
        node.settle();
        Pid second = node.start(numbers.producer()).pid();
        Stage.subscribe(handler(-1), second, TEN);
        node.settle();
        assertThat(seen)
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 100).boxed().toList());
    }

    @Test
    void takesNoMoreThanMayBeOutstanding() {
        Acknowledged<Integer> numbers = numbers(1_000, 30);
        Pid producer = node.start(numbers.producer(Dispatcher.partition(2, n -> n % 2))).pid();
        Stage.subscribe(
                handler(-1), producer, maxDemand(1_000).cancel(CancelMode.TEMPORARY).partition(0));
        node.settle();
        assertThat(numbers.counts().outstanding()).isEqualTo(30);
        assertThat(seen).allMatch(n -> n % 2 == 0);

        Stage.subscribe(handler(-1), producer, TEN.partition(1));
        node.settle();
        assertThat(seen)
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 1_000).boxed().toList());
    }

    @Test
    void drainsWhatItHasTakenAndNoMore() {
        Acknowledged<Integer> numbers = numbers(1_000, 30);
        Pid producer = node.start(numbers.producer(Dispatcher.partition(2, n -> n % 2))).pid();
        Stage.subscribe(handler(-1), producer, TEN.partition(0));
        node.settle();
        long taken = numbers.counts().taken();
        Stage.drain(producer);
        node.settle();
        assertThat(producer.isAlive()).isTrue();
        Stage.subscribe(handler(-1), producer, TEN.partition(1));
        node.settle();
        assertThat(producer.isAlive()).isFalse();
        assertThat(seen).hasSize((int) taken);
        assertThat(numbers.counts().acknowledged()).isEqualTo(taken);
    }

    @Test
    void neverBroadcasts() {
        assertThatThrownBy(() -> numbers(1, 1).producer(Dispatcher.broadcast()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("dispatcher must not be a broadcast: dispatcher=Broadcast[]");
        assertThatThrownBy(() -> numbers(1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("outstanding must be >= 1: outstanding=0");
    }
}
