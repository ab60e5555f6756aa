package io.trunkline.pool.flow;

import io.trunkline.engine.Node;
import io.trunkline.pool.stage.SubscribeOptions;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.reactivestreams.tck.flow.FlowSubscriberBlackboxVerification;

import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;

/// [FlowBridge#asSubscriber] as the TCK sees it, from outside.
public class SubscriberTckTest extends FlowSubscriberBlackboxVerification<Integer> {
    private static Node node;

    public SubscriberTckTest() {
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
    public Flow.Subscriber<Integer> createFlowSubscriber() {
        return FlowBridge.asSubscriber(
                node,
                node.start(new Gathering(new LinkedBlockingQueue<>())).pid(),
                SubscribeOptions.maxDemand(10));
    }

    @Override
    public Integer createElement(int element) {
        return element;
    }
}
