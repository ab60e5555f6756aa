package io.trunkline.pool.flow;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.pool.stage.SubscribeOptions;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.reactivestreams.tck.flow.IdentityFlowProcessorVerification;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.stream.Stream;

/// [FlowBridge#asProcessor] as the TCK sees it.
public class ProcessorTckTest extends IdentityFlowProcessorVerification<Integer> {
    private static Node node;
    private static ExecutorService executor;

    public ProcessorTckTest() {
        super(Tck.environment(), Tck.COLLECTED_MILLIS);
    }

    @BeforeAll
    static void start() {
        node = Node.start();
        executor = Executors.newCachedThreadPool();
    }

    @AfterAll
    static void close() {
        executor.shutdownNow();
        node.close();
    }

    @TestFactory
    Stream<DynamicTest> keepsTheRules() {
        return Tck.testsOf(this);
    }

    @Override
    protected Flow.Processor<Integer, Integer> createIdentityFlowProcessor(int bufferSize) {
        SubscribeOptions options = SubscribeOptions.maxDemand(bufferSize);
        return FlowBridge.asProcessor(
                node, node.start(new Passing()).pid(), options, Integer.class, options);
    }

    @Override
    protected Flow.Publisher<Integer> createFailedFlowPublisher() {
        Pid producer = node.start(new Numbers(1)).pid();
        producer.stop(ExitReason.shutdown(), Duration.ofSeconds(10));
        return FlowBridge.asPublisher(node, producer, Integer.class);
    }

    @Override
    public boolean doesCoordinatedEmission() {
        return true;
    }

    @Override
    public ExecutorService publisherExecutorService() {
        return executor;
    }

    @Override
    public Integer createElement(int element) {
        return element;
    }
}
