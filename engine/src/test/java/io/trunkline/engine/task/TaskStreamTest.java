package io.trunkline.engine.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Node;
import io.trunkline.engine.Self;
import io.trunkline.engine.fixture.Nodes;
import io.trunkline.engine.fixture.Patience;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

class TaskStreamTest {
    @RegisterExtension final Nodes nodes = new Nodes();

    final Node node = nodes.start();
    final Self self = node.self();

    private static int hang() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            return -1;
        }
        throw new AssertionError("nobody counts it down");
    }

    private void assertNothingLeft() {
        assertThat(node.processes()).containsExactly(self.pid());
        assertThat(node.info(self.pid()).orElseThrow().links()).isEmpty();
        assertThat(self.receive(Duration.ZERO)).isEmpty();
    }

    /// The first element hangs: four slots and room for two more let six inputs in.
    @Test
    void anElementThatHangsHoldsUpNoMoreThanTheBuffer() {
        AtomicInteger taken = new AtomicInteger();
        CountDownLatch five = new CountDownLatch(5);
        CountDownLatch first = new CountDownLatch(1);
        var stream =
                Task.stream(
                                node,
                                IntStream.range(0, 100).boxed().peek(n -> taken.incrementAndGet()),
                                n -> {
                                    if (n == 0) {
                                        Patience.await(first);
                                    } else {
                                        five.countDown();
                                    }
                                    return n;
                                })
                        .maxConcurrency(4)
                        .buffer(2);
        Thread releases =
                Thread.ofVirtual()
                        .start(() -> {
                            Patience.await(five);
                            first.countDown();
                        });

        try (var results = stream.results()) {
            assertThat(results.next().value()).isZero();
            assertThat(taken).hasValue(6);
        }
        Patience.join(releases);
        assertNothingLeft();
    }

    @Test
    void aFailureKillsTheRestAndNamesItsInput() {
        TaskFailed failure =
                catchThrowableOfType(
                        TaskFailed.class,
                        () ->
                                Task.stream(
                                                node,
                                                List.of(1, 2, 3),
                                                n -> {
                                                    if (n == 2) {
                                                        throw new IllegalStateException("two");
                                                    }
                                                    return n == 1 ? n : hang();
                                                })
                                        .maxConcurrency(3)
                                        .toList());

        assertThat(failure.input()).contains(2);
        assertThat(failure).hasMessageContaining("input=2").hasRootCauseMessage("two");
        assertNothingLeft();
    }

    @Test
    void aStreamThatIsClosedKillsWhatRuns() {
        try (var stream =
                Task.stream(node, List.of(1, 2, 3), n -> n == 1 ? n : hang())
                        .maxConcurrency(3)
                        .stream()) {
            assertThat(stream.findFirst().orElseThrow().value()).isEqualTo(1);
        }

        assertNothingLeft();
    }

    @Test
    void anInputThatFailsKillsWhatRuns() {
        var inputs =
                IntStream.range(0, 3)
                        .boxed()
                        .peek(n -> {
                            if (n == 2) {
                                throw new IllegalStateException("no more");
                            }
                        });

        assertThatThrownBy(() -> Task.stream(node, inputs, n -> hang()).maxConcurrency(3).toList())
                .hasMessage("no more");
        assertNothingLeft();
    }

    @Test
    void anEmptyStreamHasNoResult() {
        var results = Task.stream(node, List.<Integer>of(), n -> n).results();

        assertThat(results.hasNext()).isFalse();
        assertThatThrownBy(results::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void onlyItsOwnerReadsAStream() {
        var results = Task.stream(node, List.of(1), n -> n).results();
        CountDownLatch refused = new CountDownLatch(1);
        node.spawn(other -> {
            assertThatThrownBy(results::next).isInstanceOf(IllegalStateException.class);
            refused.countDown();
        });

        Patience.await(refused);
        results.close();
    }

    /// Every input gives its own result, once, in order if it is kept, whatever happens to it, and
    /// no more run than there are slots.
    @Test
    void noResultIsLostOrDoubled() {
        long seed = Long.getLong("trunkline.seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 30; round++) {
            int slots = 1 + random.nextInt(5);
            boolean ordered = random.nextBoolean();
            boolean mayBlock = random.nextBoolean();
            AtomicInteger running = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();
            var stream =
                    Task.stream(
                                    node,
                                    IntStream.range(0, 200).boxed(),
                                    n -> {
                                        most.accumulateAndGet(running.incrementAndGet(), Math::max);
                                        running.decrementAndGet();
                                        if (n % 7 == 0) {
                                            throw node.self().exit(ExitReason.other(n));
                                        }
                                        return n;
                                    })
                            .maxConcurrency(slots)
                            .buffer(random.nextInt(4))
                            .ordered(ordered);
            var items = (mayBlock ? stream : stream.nonBlocking()).toItems();

            var inputs = items.stream().map(TaskStream.Item::input).toList();
            String run = "seed=" + seed + ", round=" + round;
            var all = IntStream.range(0, 200).boxed().toList();
            assertThat(ordered ? inputs : inputs.stream().sorted().toList()).as(run).isEqualTo(all);
            assertThat(items)
                    .as(run)
                    .allSatisfy(
                            item -> assertThat(item.result()).isEqualTo(expected(item.input())));
            assertThat(most.get()).as(run).isLessThanOrEqualTo(slots);
        }
        assertNothingLeft();
    }

    private static TaskResult<Integer> expected(int n) {
        return n % 7 == 0 ? new TaskResult.Exited<>(ExitReason.other(n)) : new TaskResult.Ok<>(n);
    }
}
