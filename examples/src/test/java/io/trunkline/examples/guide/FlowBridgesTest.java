package io.trunkline.examples.guide;

import static io.trunkline.pool.stage.SubscribeOptions.maxDemand;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.examples.guide.StagesTest.Doubler;
import io.trunkline.examples.guide.StagesTest.Numbers;
import io.trunkline.examples.guide.StagesTest.Printer;
import io.trunkline.pool.flow.FlowBridge;
import io.trunkline.pool.stage.RunningPipeline;
import io.trunkline.pool.stage.Stage;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** The code of docs/guide/flow-bridges.md. */
class FlowBridgesTest {
    private static final int EVENTS = 1_000;

    private final Queue<Integer> printed = new ConcurrentLinkedQueue<>();

    /** Requests events one by one. */
    private static final class OneByOne implements Flow.Subscriber<Integer> {
        private final Queue<Integer> got = new ConcurrentLinkedQueue<>();
        private final CountDownLatch complete = new CountDownLatch(1);
        private Flow.Subscription subscription;

        @Override
        public void onSubscribe(Flow.Subscription toRequest) {
            subscription = toRequest;
            subscription.request(1);
        }

        @Override
        public void onNext(Integer number) {
            got.add(number);
            subscription.request(1);
        }

        @Override
        public void onError(Throwable error) {
            throw new IllegalStateException(error);
        }

        @Override
        public void onComplete() {
            complete.countDown();
        }
    }

    @Test
    void publishes() throws InterruptedException {
        try (Node node = Node.start()) {
            OneByOne subscriber = new OneByOne();
            Pid numbers = node.start(new Numbers(EVENTS)).pid();
            Flow.Publisher<Integer> publisher =
                    FlowBridge.asPublisher(node, numbers, Integer.class, maxDemand(100));
            publisher.subscribe(subscriber);
            assertThat(subscriber.complete.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(subscriber.got).containsExactlyElementsOf(range(1));
        }
    }

    @Test
    void produces() {
        try (Node node = Node.start();
                SubmissionPublisher<Integer> messages = new SubmissionPublisher<>()) {
            RunningPipeline running =
                    Stage.from(node, () -> FlowBridge.<Integer>producer(messages))
                            .into(() -> new Printer(printed))
                            .start();
            range(1).forEach(messages::submit);
            messages.close();
            assertThat(running.await(Duration.ofSeconds(30))).isTrue();
            assertThat(printed).containsExactlyElementsOf(range(1));
        }
    }

    @Test
    void subscribesAndProcesses() throws InterruptedException {
        try (Node node = Node.start();
                SubmissionPublisher<Integer> messages = new SubmissionPublisher<>()) {
            Pid printer = node.start(new Printer(printed)).pid();
            messages.subscribe(FlowBridge.asSubscriber(node, printer, maxDemand(100)));
            Pid doubler = node.start(new Doubler()).pid();
            Flow.Processor<Integer, Integer> doubling =
                    FlowBridge.asProcessor(
                            node, doubler, maxDemand(100), Integer.class, maxDemand(100));
            OneByOne subscriber = new OneByOne();
            doubling.subscribe(subscriber);
            messages.subscribe(doubling);
            range(1).forEach(messages::submit);
            messages.close();
            assertThat(subscriber.complete.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(subscriber.got).containsExactlyElementsOf(range(2));
        }
    }

    private static List<Integer> range(int factor) {
        return IntStream.range(0, EVENTS).mapToObj(n -> factor * n).toList();
    }
}
