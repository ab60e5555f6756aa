package io.trunkline.pool.flow;

import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.pool.stage.Producer;
import io.trunkline.pool.stage.ProducerOptions;
import io.trunkline.pool.stage.SubscribeOptions;

import java.util.Objects;
import java.util.concurrent.Flow;

/// Ties stages to publishers and subscribers of other libraries.
///
/// ```java
/// Flow.Publisher<Order> orders = FlowBridge.asPublisher(node, desk, Order.class);
/// Pipeline pipeline = Stage.from(node, () -> FlowBridge.producer(messages)).into(Archive::new);
/// ```
///
/// Demand goes through in both directions: nothing is sent that was not asked for. What a
/// subscriber has not asked for yet, [SubscribeOptions#maxDemand()] events at most, waits in its
/// bridge; they are lost when it cancels, as those in the mailbox of a consumer that ends.
///
/// *Threads.* Publishers, subscribers, processors and subscriptions may be used by any thread.
/// `onSubscribe` is called by the thread that subscribes, all other methods of a subscriber by a
/// scheduled process, one after the other: they must not block. A foreign publisher is asked by the
/// producer's process.
///
/// *Ends.* A stage that ends with `normal` or
/// [DRAINED][io.trunkline.pool.stage.Cancellation#DRAINED] completes its subscribers, after all
/// that it sent them. Any other reason is an error to them: the throwable itself if the stage
/// crashed, [ProducerFailed] if not. An error from a publisher makes its producer end with it as a
/// crash, after all events that came before. A subscriber that throws loses its subscription, and
/// its bridge crashes; one whose bridge was killed hears nothing more.
public final class FlowBridge {
    private FlowBridge() {}

    /// A producer that runs, or a stage in between, as a publisher. Every subscriber is a consumer
    /// of its own, with the default options.
    ///
    /// @param node where the bridges run
    /// @param type of the producer's events; another event is an error to the subscriber
    public static <E> Flow.Publisher<E> asPublisher(Node node, Pid producer, Class<E> type) {
        return asPublisher(node, producer, type, SubscribeOptions.defaults());
    }

    /// As [#asPublisher(Node, Pid, Class)], with options: a partition or a selector, and how many
    /// events are asked for before the subscriber does. Their
    /// [CancelMode][io.trunkline.pool.stage.CancelMode] has no meaning here.
    public static <E> Flow.Publisher<E> asPublisher(
            Node node, Pid producer, Class<E> type, SubscribeOptions options) {
        return new StagePublisher<>(node, producer, type, options, () -> {});
    }

    /// A consumer that runs, or a stage in between, as a subscriber, for one subscription. What it
    /// is subscribed to becomes a producer of the consumer, which hears of its end as it does of
    /// any producer's; its end, or its cancelling, cancels.
    ///
    /// @param node where the producer runs
    /// @param options how the consumer subscribes
    public static <E> Flow.Subscriber<E> asSubscriber(
            Node node, Pid consumer, SubscribeOptions options) {
        return Intake.subscriber(
                Objects.requireNonNull(node, "node"),
                Objects.requireNonNull(consumer, "consumer"),
                Objects.requireNonNull(options, "options"));
    }

    /// A stage in between that runs as a processor: [#asSubscriber] and [#asPublisher] in one. Give
    /// the stage a [broadcast dispatcher][io.trunkline.pool.stage.Dispatcher#broadcast()] if all
    /// subscribers are to get all events: at the pace of the slowest. When all subscribers have
    /// left it cancels its own subscription.
    ///
    /// @param in how the stage subscribes
    /// @param type of the stage's own events
    /// @param out as for [#asPublisher(Node, Pid, Class, SubscribeOptions)]
    public static <I, O> Flow.Processor<I, O> asProcessor(
            Node node, Pid stage, SubscribeOptions in, Class<O> type, SubscribeOptions out) {
        return new StageProcessor<>(
                Objects.requireNonNull(node, "node"),
                Objects.requireNonNull(stage, "stage"),
                Objects.requireNonNull(in, "in"),
                Objects.requireNonNull(type, "type"),
                Objects.requireNonNull(out, "out"));
    }

    /// A producer that emits what `publisher` sends, by demand, with the default options. It
    /// subscribes when it starts, requests what consumers ask for, and cancels when it ends.
    public static <E> Producer<E, ?> producer(Flow.Publisher<? extends E> publisher) {
        return producer(publisher, ProducerOptions.defaults());
    }

    /// As [#producer(Flow.Publisher)], with options. At most 1,024 events are requested at a time.
    public static <E> Producer<E, ?> producer(
            Flow.Publisher<? extends E> publisher, ProducerOptions<? super E> options) {
        return Intake.producer(
                Objects.requireNonNull(publisher, "publisher"),
                Objects.requireNonNull(options, "options"));
    }
}
