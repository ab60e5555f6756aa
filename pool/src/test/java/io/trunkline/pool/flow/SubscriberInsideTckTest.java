package io.trunkline.pool.flow;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Node;
import io.trunkline.pool.stage.Cancellation;
import io.trunkline.pool.stage.Consumer;
import io.trunkline.pool.stage.Init;
import io.trunkline.pool.stage.Outcome;
import io.trunkline.pool.stage.SubscribeOptions;
import io.trunkline.pool.stage.Subscribing;
import io.trunkline.pool.stage.Subscription;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.reactivestreams.tck.flow.FlowSubscriberWhiteboxVerification;

import java.util.List;
import java.util.concurrent.Flow;
import java.util.stream.Stream;

/// [FlowBridge#asSubscriber] as the TCK sees it, with a probe in the consumer.
public class SubscriberInsideTckTest extends FlowSubscriberWhiteboxVerification<Integer> {
    private static Node node;

    public SubscriberInsideTckTest() {
        super(Tck.environment());
    }

    @BeforeAll
    static void start() {
        node = Node.start();
    }

    @AfterAll
    static void close() {
        node.close();
    }

    @TestFactory
    Stream<DynamicTest> keepsTheRules() {
        return Tck.testsOf(this);
    }

    @Override
    protected Flow.Subscriber<Integer> createFlowSubscriber(
            WhiteboxSubscriberProbe<Integer> probe) {
        return FlowBridge.asSubscriber(
                node, node.start(new Probed(probe)).pid(), SubscribeOptions.defaults());
    }

    @Override
    public Integer createElement(int element) {
        return element;
    }

    /// Asks and cancels when the probe says so.
    private static final class Probed extends Consumer<Integer, Boolean> {
        private final WhiteboxSubscriberProbe<Integer> probe;

        Probed(WhiteboxSubscriberProbe<Integer> probe) {
            this.probe = probe;
        }

        @Override
        protected Init<Boolean> init() {
            return ok(true);
        }

        @Override
        protected Subscribing<Boolean> handleSubscribe(Subscription subscription, Boolean state) {
            probe.registerOnSubscribe(
                    new SubscriberPuppet() {
                        @Override
                        public void triggerRequest(long events) {
                            subscription.ask(events);
                        }

                        @Override
                        public void signalCancel() {
                            subscription.cancel(ExitReason.shutdown());
                        }
                    });
            return manual(state);
        }

        @Override
        protected Outcome<Boolean> handleEvents(
                List<Integer> events, Subscription from, Boolean state) {
            events.forEach(probe::registerOnNext);
            return noReply(state);
        }

        @Override
        protected Outcome<Boolean> handleCancel(
                Cancellation why, Subscription from, Boolean state) {
            switch (why.reason()) {
                case ExitReason.Crashed(Throwable cause) -> probe.registerOnError(cause);
                case ExitReason reason when reason.equals(Cancellation.DRAINED) ->
                        probe.registerOnComplete();
                default -> {}
            }
            return noReply(state);
        }
    }
}
