package io.trunkline.pool.ready;

import static io.trunkline.pool.stage.SubscribeOptions.maxDemand;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.engine.Node;
import io.trunkline.engine.SimulatedNode;
import io.trunkline.pool.guard.RateLimit;
import io.trunkline.pool.guard.RateLimiter;
import io.trunkline.pool.stage.RunningPipeline;
import io.trunkline.pool.stage.Stage;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

class ThrottleTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final List<Integer> seen = new ArrayList<>();

    private RunningPipeline run(SimulatedNode node, RateLimit limit, int events) {
        RateLimiter limiter = RateLimiter.of(limit, node);
        Feed<Integer> numbers = Feed.of(IntStream.range(0, events).boxed().toList());
        return Stage.from(node, numbers::producer)
                .via(() -> Throttle.<Integer>of(limiter), maxDemand(4))
                .into(() -> ForEach.of(seen::add))
                .start();
    }

    @Test
    void passesEventsOnAsTheyArePermitted() {
        try (SimulatedNode node = Node.simulated(1)) {
            run(node, RateLimit.smooth(10, SECOND), 1_000);
            node.settle();
            assertThat(seen).hasSize(1);
            node.advance(SECOND);
            assertThat(seen).hasSize(11);
            node.advance(SECOND.multipliedBy(10));
            assertThat(seen).hasSize(111);
            assertThat(seen).isSorted();
        }
    }

    @Test
    void passesABurst() {
        try (SimulatedNode node = Node.simulated(2)) {
            run(node, RateLimit.bursty(100, SECOND), 1_000);
            node.settle();
            assertThat(seen).hasSize(100);
            node.advance(SECOND);
            assertThat(seen.size()).isBetween(195, 200);
        }
    }

    @Test
    void deliversAllBeforeItEnds() {
        try (SimulatedNode node = Node.simulated(3)) {
            RunningPipeline running = run(node, RateLimit.smooth(10, SECOND), 25);
            assertThat(running.await(Duration.ofMinutes(1))).isTrue();
            assertThat(seen).hasSize(25);
        }
    }
}
