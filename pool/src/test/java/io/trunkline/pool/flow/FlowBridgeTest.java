package io.trunkline.pool.flow;

import static io.trunkline.pool.stage.SubscribeOptions.maxDemand;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.SimulatedNode;
import io.trunkline.pool.stage.CancelMode;
import io.trunkline.pool.stage.Cancellation;
import io.trunkline.pool.stage.Stage;
import io.trunkline.pool.stage.SubscribeOptions;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

class FlowBridgeTest {
    private final BlockingQueue<Object> seen = new LinkedBlockingQueue<>();
    private final Recorder recorder = new Recorder();

    /// A subscriber that requests when it is told to.
    private static final class Recorder implements Flow.Subscriber<Object> {
        private final List<Object> got = new ArrayList<>();
        private Flow.Subscription subscription;

        @Override
        public void onSubscribe(Flow.Subscription s) {
            subscription = s;
        }

        @Override
        public void onNext(Object event) {
            got.add(event);
        }

        @Override
        public void onError(Throwable error) {
            got.add(error);
        }

        @Override
        public void onComplete() {
            got.add("complete");
        }
    }

    /// A publisher that shows what is requested of it.
    private static final class Source implements Flow.Publisher<Integer>, Flow.Subscription {
        private Flow.Subscriber<? super Integer> subscriber;
        private final List<Object> asked = new ArrayList<>();

        @Override
        public void subscribe(Flow.Subscriber<? super Integer> s) {
            subscriber = s;
            s.onSubscribe(this);
        }

        @Override
        public void request(long events) {
            asked.add(events);
        }

        @Override
        public void cancel() {
            asked.add("cancel");
        }
    }

    // --- publishers ---

    @Test
    void sendsWhatIsRequestedAndCompletesAfterTheLastEvent() {
        try (SimulatedNode node = Node.simulated(1)) {
            publish(node, new Numbers(5), SubscribeOptions.defaults());
            node.settle();
            assertThat(recorder.got).isEmpty();
            recorder.subscription.request(2);
            node.settle();
            assertThat(recorder.got).containsExactly(0, 1);
            recorder.subscription.request(3);
            node.settle();
            assertThat(recorder.got).containsExactly(0, 1, 2, 3, 4, "complete");
        }
    }

    @Test
    void asksForNoMoreThanItsOptionsSayUntilTheSubscriberRequests() {
        try (SimulatedNode node = Node.simulated(2)) {
            Pid numbers = publish(node, new Numbers(1_000), maxDemand(10).minDemand(4));
            node.settle();
            assertThat(Stage.counts(numbers).delivered()).isEqualTo(10);
            recorder.subscription.request(5);
            node.settle();
            assertThat(Stage.counts(numbers).delivered()).isEqualTo(10);
            recorder.subscription.request(1);
            node.settle();
            assertThat(Stage.counts(numbers).delivered()).isEqualTo(16);
            assertThat(recorder.got).hasSize(6);
        }
    }

    @Test
    void sendsWhatItHasBeforeItTellsOfACrash() {
        try (SimulatedNode node = Node.simulated(3)) {
            Pid numbers = publish(node, new Numbers(100), maxDemand(2));
            RuntimeException crash = new IllegalStateException("told to");
            node.settle();
            numbers.send(crash);
            node.settle();
            assertThat(recorder.got).isEmpty();
            recorder.subscription.request(10);
            node.settle();
            assertThat(recorder.got).containsExactly(0, 1, crash);
        }
    }

    @Test
    void tellsOfAnEndThatIsNoCrash() {
        try (SimulatedNode node = Node.simulated(4)) {
            Pid numbers = publish(node, new Numbers(100), maxDemand(2));
            node.settle();
            numbers.exit(ExitReason.kill());
            recorder.subscription.request(10);
            node.settle();
            assertThat(recorder.got).startsWith(0, 1).hasSize(3);
            assertThat(recorder.got.getLast())
                    .isInstanceOfSatisfying(
                            ProducerFailed.class,
                            failed -> assertThat(failed.reason()).isEqualTo(ExitReason.killed()));
        }
    }

    @Test
    void tellsOfEventsOfAnotherType() {
        try (SimulatedNode node = Node.simulated(5)) {
            Pid numbers = node.start(new Numbers(100)).pid();
            FlowBridge.asPublisher(node, numbers, String.class).subscribe(recorder);
            recorder.subscription.request(10);
            node.settle();
            assertThat(recorder.got).hasSize(1).first().isInstanceOf(ClassCastException.class);
        }
    }

    @Test
    void tellsWhenItsNodeCloses() {
        try (SimulatedNode node = Node.simulated(6)) {
            publish(node, new Numbers(100), maxDemand(2));
            node.settle();
        }
        assertThat(recorder.got).hasSize(1).first().isInstanceOf(ProducerFailed.class);
    }

    @Test
    void aSubscriberThatThrowsLeavesTheProducerToOthers() {
        try (SimulatedNode node = Node.simulated(7)) {
            Pid numbers = node.start(new Numbers(4)).pid();
            Flow.Publisher<Integer> publisher =
                    FlowBridge.asPublisher(node, numbers, Integer.class, maxDemand(2));
            publisher.subscribe(
                    new Flow.Subscriber<>() {
                        @Override
                        public void onSubscribe(Flow.Subscription subscription) {
                            subscription.request(10);
                        }

                        @Override
                        public void onNext(Integer event) {
                            throw new IllegalArgumentException("told to");
                        }

                        @Override
                        public void onError(Throwable error) {
                            seen.add(error);
                        }

                        @Override
                        public void onComplete() {
                            seen.add("complete");
                        }
                    });
            node.settle();
            publisher.subscribe(recorder);
            recorder.subscription.request(10);
            node.settle();
            assertThat(seen).isEmpty();
            assertThat(recorder.got).containsExactly(2, 3, "complete");
        }
    }

    private Pid publish(Node node, Numbers numbers, SubscribeOptions options) {
        Pid producer = node.start(numbers).pid();
        FlowBridge.asPublisher(node, producer, Integer.class, options).subscribe(recorder);
        return producer;
    }

    // --- producers and subscribers ---

    @Test
    void requestsWhatConsumersAskForAndNoMoreThanHasRoom() {
        try (SimulatedNode node = Node.simulated(8)) {
            Source source = new Source();
            Pid producer = node.start(FlowBridge.producer(source)).pid();
            node.settle();
            assertThat(source.asked).isEmpty();
            gather(node, producer, maxDemand(4).minDemand(2));
            assertThat(source.asked).containsExactly(4L);
            send(source, 0, 4);
            node.settle();
            assertThat(seen).containsExactly(0, 1, 2, 3);
            gather(node, producer, maxDemand(5_000));
            assertThat(source.asked.stream().filter(Long.class::isInstance))
                    .allMatch(asked -> (long) asked <= Inlet.CAPACITY);
            assertThat(source.asked.stream().mapToLong(asked -> (long) asked).sum())
                    .isBetween(4L + Inlet.CAPACITY / 2, 4L + Inlet.CAPACITY);
        }
    }

    @Test
    void passesOnTheErrorAfterTheEvents() {
        try (SimulatedNode node = Node.simulated(9)) {
            Source source = new Source();
            Pid producer = node.start(FlowBridge.producer(source)).pid();
            gather(node, producer, maxDemand(4).cancel(CancelMode.TEMPORARY));
            send(source, 0, 3);
            Throwable error = new IllegalStateException("source");
            source.subscriber.onError(error);
            node.settle();
            assertThat(seen).containsExactly(0, 1, 2, ExitReason.crashed(error));
            assertThat(producer.isAlive()).isFalse();
        }
    }

    @Test
    void anEmptyPublisherEndsWhenSomebodyHasSubscribed() {
        try (SimulatedNode node = Node.simulated(10)) {
            Source source = new Source();
            Pid producer = node.start(FlowBridge.producer(source)).pid();
            source.subscriber.onComplete();
            node.settle();
            assertThat(producer.isAlive()).isTrue();
            gather(node, producer, maxDemand(4));
            assertThat(seen).containsExactly(Cancellation.DRAINED);
        }
    }

    @Test
    void refusesWhatWasNotRequested() {
        try (SimulatedNode node = Node.simulated(11)) {
            Source source = new Source();
            Pid producer = node.start(FlowBridge.producer(source)).pid();
            gather(node, producer, maxDemand(4).cancel(CancelMode.TEMPORARY));
            send(source, 0, Inlet.CAPACITY + 1);
            node.settle();
            assertThat(source.asked).contains("cancel");
            assertThat(producer.isAlive()).isFalse();
        }
    }

    @Test
    void cancelsWhenItsConsumerEnds() {
        try (SimulatedNode node = Node.simulated(12)) {
            Source source = new Source();
            Pid consumer = node.start(new Gathering(seen)).pid();
            source.subscribe(FlowBridge.asSubscriber(node, consumer, maxDemand(4)));
            node.settle();
            assertThat(source.asked).containsExactly(4L);
            consumer.exit(ExitReason.kill());
            node.settle();
            assertThat(source.asked).containsExactly(4L, "cancel");
        }
    }

    @Test
    void cancelsWhenItsConsumerIsDeadAlready() {
        try (SimulatedNode node = Node.simulated(13)) {
            Source source = new Source();
            Pid consumer = node.start(new Gathering(seen)).pid();
            consumer.exit(ExitReason.kill());
            node.settle();
            source.subscribe(FlowBridge.asSubscriber(node, consumer, maxDemand(4)));
            node.settle();
            assertThat(source.asked).containsExactly("cancel");
        }
    }

    @Test
    void cancelsWhenItsNodeIsClosed() {
        Source source = new Source();
        SimulatedNode node = Node.simulated(14);
        Pid consumer = node.start(new Gathering(seen)).pid();
        Flow.Subscriber<Integer> subscriber =
                FlowBridge.asSubscriber(node, consumer, SubscribeOptions.defaults());
        node.close();
        source.subscribe(subscriber);
        assertThat(source.asked).containsExactly("cancel");
    }

    @Test
    void aProcessorCancelsWhenItsLastSubscriberHasLeft() {
        try (SimulatedNode node = Node.simulated(15)) {
            Source source = new Source();
            Flow.Processor<Integer, Integer> processor = processor(node);
            Recorder other = new Recorder();
            processor.subscribe(recorder);
            processor.subscribe(other);
            source.subscribe(processor);
            node.settle();
            recorder.subscription.cancel();
            node.settle();
            assertThat(source.asked).doesNotContain("cancel");
            other.subscription.cancel();
            node.settle();
            assertThat(source.asked).contains("cancel");
        }
    }

    private static Flow.Processor<Integer, Integer> processor(Node node) {
        Pid stage = node.start(new Passing()).pid();
        return FlowBridge.asProcessor(node, stage, maxDemand(8), Integer.class, maxDemand(8));
    }

    // --- on threads ---

    @Test
    void passesManyEventsOnThroughAllBridgesInOrder() throws InterruptedException {
        int events = 200_000;
        try (Node node = Node.start();
                SubmissionPublisher<Integer> publisher = new SubmissionPublisher<>()) {
            Pid consumer = node.start(new Gathering(seen)).pid();
            Flow.Processor<Integer, Integer> processor = processor(node);
            processor.subscribe(FlowBridge.asSubscriber(node, consumer, maxDemand(100)));
            publisher.subscribe(processor);
            for (int i = 0; i < events; i++) {
                publisher.submit(i);
            }
            publisher.close();
            for (int i = 0; i < events; i++) {
                assertThat(seen.poll(30, TimeUnit.SECONDS)).isEqualTo(i);
            }
            assertThat(seen.poll(30, TimeUnit.SECONDS)).isEqualTo(Cancellation.DRAINED);
        }
    }

    private void gather(SimulatedNode node, Pid producer, SubscribeOptions options) {
        Pid consumer = node.start(new Gathering(seen)).pid();
        Stage.subscribe(consumer, producer, options);
        node.settle();
    }

    private static void send(Source source, int from, int end) {
        IntStream.range(from, end).forEach(source.subscriber::onNext);
    }
}
