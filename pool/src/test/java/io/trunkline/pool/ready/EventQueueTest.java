package io.trunkline.pool.ready;

import static io.trunkline.pool.stage.SubscribeOptions.maxDemand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.SimulatedNode;
import io.trunkline.engine.Started;
import io.trunkline.pool.stage.RunningPipeline;
import io.trunkline.pool.stage.Stage;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

class EventQueueTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Queue<Integer> seen = new ConcurrentLinkedQueue<>();

    private RunningPipeline run(Node node, EventQueue<Integer> queue) {
        return Stage.from(node, queue::producer)
                .into(() -> ForEach.of(seen::add), maxDemand(8))
                .start();
    }

    @Test
    void refusesWhatItHasNoRoomFor() {
        try (SimulatedNode node = Node.simulated(1)) {
            EventQueue<Integer> queue = EventQueue.of(node, 3);
            for (int i = 0; i < 3; i++) {
                assertThat(queue.offer(i)).isEqualTo(Offer.ACCEPTED);
            }
            assertThat(queue.offer(3)).isEqualTo(Offer.FULL);
            assertThat(queue.size()).isEqualTo(3);
            assertThat(queue.put(3, Duration.ZERO)).isEqualTo(Offer.FULL);
            run(node, queue);
            node.settle();
            assertThat(seen).containsExactly(0, 1, 2);
            assertThat(queue.offer(3)).isEqualTo(Offer.ACCEPTED);
            node.settle();
            assertThat(seen).containsExactly(0, 1, 2, 3);
        }
    }

    @Test
    void deliversWhatItHasAcceptedWhenItIsClosed() {
        try (SimulatedNode node = Node.simulated(2)) {
            EventQueue<Integer> queue = EventQueue.of(node, 100);
            for (int i = 0; i < 100; i++) {
                queue.offer(i);
            }
            RunningPipeline running = run(node, queue);
            queue.close();
            assertThat(queue.offer(100)).isEqualTo(Offer.CLOSED);
            assertThat(queue.put(100)).isEqualTo(Offer.CLOSED);
            assertThat(running.await(PATIENCE)).isTrue();
            assertThat(seen).hasSize(100);
        }
    }

    @Test
    void endsWhenItIsClosedWhileItsReaderWaits() {
        try (SimulatedNode node = Node.simulated(3)) {
            EventQueue<Integer> queue = EventQueue.of(node, 1);
            RunningPipeline running = run(node, queue);
            node.settle();
            queue.close();
            assertThat(running.await(PATIENCE)).isTrue();
        }
    }

    @Test
    void drainsAllItHasAccepted() throws InterruptedException {
        try (Node node = Node.start()) {
            EventQueue<Integer> queue = EventQueue.of(node, 16);
            RunningPipeline running = run(node, queue);
            List<Integer> accepted = new ArrayList<>();
            Thread caller =
                    Thread.ofPlatform()
                            .start(() -> {
                                for (int i = 0; queue.put(i) == Offer.ACCEPTED; i++) {
                                    accepted.add(i);
                                }
                            });
            while (seen.size() < 1_000) {
                Thread.onSpinWait();
            }
            assertThat(running.drain(PATIENCE)).isTrue();
            caller.join();
            assertThat(seen).containsExactlyElementsOf(accepted);
        }
    }

    @Test
    void holdsBackThreadsAndProcessesAndLosesNothing() throws InterruptedException {
        int writers = 6;
        int each = 3_000;
        try (Node node = Node.start()) {
            EventQueue<Integer> queue = EventQueue.of(node, 5);
            RunningPipeline running = run(node, queue);
            List<Thread> threads = new ArrayList<>();
            List<Pid> processes = new ArrayList<>();
            for (int writer = 0; writer < writers; writer++) {
                int first = writer * each;
                Runnable writing =
                        () -> {
                            for (int i = 0; i < each; i++) {
                                assertThat(queue.put(first + i)).isEqualTo(Offer.ACCEPTED);
                            }
                        };
                if (writer % 2 == 0) {
                    threads.add(Thread.ofPlatform().start(writing));
                } else {
                    processes.add(node.spawn(_ -> writing.run()));
                }
            }
            for (Thread thread : threads) {
                thread.join();
            }
            for (Pid process : processes) {
                assertThat(node.self().awaitExit(process, PATIENCE)).contains(ExitReason.normal());
            }
            queue.close();
            assertThat(running.await(PATIENCE)).isTrue();
        }
        int[] next = new int[writers];
        for (int event : seen) {
            assertThat(event % each).as("order of one writer").isEqualTo(next[event / each]++);
        }
        assertThat(next).containsOnly(each);
    }

    @Test
    void outlivesItsReader() {
        try (Node node = Node.start()) {
            EventQueue<Integer> queue = EventQueue.of(node, 1_000);
            for (int i = 0; i < 1_000; i++) {
                queue.offer(i);
            }
            Pid first = node.start(queue.producer()).pid();
            assertThat(node.start(queue.producer())).isInstanceOf(Started.Failed.class);
            first.exit(ExitReason.kill());
            RunningPipeline running = run(node, queue);
            queue.close();
            assertThat(running.await(PATIENCE)).isTrue();
            BitSet got = new BitSet();
            seen.forEach(got::set);
            assertThat(got.cardinality()).isEqualTo(1_000);
        }
    }

    @Test
    void endsAWaitInTime() {
        try (SimulatedNode node = Node.simulated(4)) {
            EventQueue<Integer> queue = EventQueue.of(node, 1);
            queue.offer(1);
            long before = node.clock().nanoTime();
            assertThat(queue.put(2, Duration.ofSeconds(3))).isEqualTo(Offer.FULL);
            assertThat(node.clock().nanoTime() - before)
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(3).toNanos());
            assertThat(queue.size()).isEqualTo(1);
        }
    }

    @Test
    void refusesNonsense() {
        try (SimulatedNode node = Node.simulated(5)) {
            assertThatThrownBy(() -> EventQueue.of(node, 0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("capacity must be in 1..1073741824: capacity=0");
        }
    }
}
