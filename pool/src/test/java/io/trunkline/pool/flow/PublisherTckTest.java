package io.trunkline.pool.flow;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.reactivestreams.tck.flow.FlowPublisherVerification;

import java.time.Duration;
import java.util.concurrent.Flow;
import java.util.stream.Stream;

/// [FlowBridge#asPublisher] as the TCK sees it.
public class PublisherTckTest extends FlowPublisherVerification<Integer> {
    private static Node node;

    public PublisherTckTest() {
        super(Tck.environment(), Tck.COLLECTED_MILLIS);
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
    public Flow.Publisher<Integer> createFlowPublisher(long elements) {
        return FlowBridge.asPublisher(node, node.start(new Numbers(elements)).pid(), Integer.class);
    }

    @Override
    public Flow.Publisher<Integer> createFailedFlowPublisher() {
        Pid producer = node.start(new Numbers(1)).pid();
        producer.stop(ExitReason.shutdown(), Duration.ofSeconds(10));
        return FlowBridge.asPublisher(node, producer, Integer.class);
    }
}
