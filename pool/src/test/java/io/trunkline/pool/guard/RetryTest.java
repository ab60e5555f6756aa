package io.trunkline.pool.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import io.trunkline.engine.Node;
import io.trunkline.engine.SimulatedNode;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

class RetryTest {
    private final SimulatedNode node = Node.simulated(1);
    private final List<Long> attempts = new ArrayList<>();

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void triesAgainLaterAndLater() throws IOException {
        Retry retry = Retry.attempts(4, Backoff.exponential(ofMillis(50), ofMillis(150))).on(node);
        long start = node.clock().nanoTime();

        String answer = retry.call(() -> succeedAt(4));

        assertThat(answer).isEqualTo("done");
        assertThat(attempts.stream().map(at -> (at - start) / 1_000_000))
                .containsExactly(0L, 50L, 150L, 300L);
        assertThat(retry.snapshot()).isEqualTo(new Retry.Snapshot(1, 3, 0));
    }

    @Test
    void failsWithTheLastFailureAndTheOthersInIt() {
        Retry retry = Retry.attempts(2, Backoff.none());
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> retry.call(() -> succeedAt(3)))
                .withMessage("attempt 2")
                .satisfies(e -> assertThat(e.getSuppressed()[0]).hasMessage("attempt 1"));
        assertThat(retry.snapshot()).isEqualTo(new Retry.Snapshot(1, 1, 1));
    }

    @Test
    void refusalsAndErrorsAreNotTriedAgain() {
        Retry retry = Retry.attempts(3, Backoff.none());
        Bulkhead full = Bulkhead.of(1);
        AtomicInteger runs = new AtomicInteger();
        full.<RuntimeException>run(() ->
                assertThatExceptionOfType(BulkheadFull.class)
                        .isThrownBy(() -> retry.then(full).run(runs::incrementAndGet)));
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() ->
                        retry.run(() -> {
                            runs.incrementAndGet();
                            throw new AssertionError();
                        }));
        assertThat(runs).hasValue(1);
    }

    @Test
    void triesResultsAgainAndReturnsTheLast() {
        AtomicInteger runs = new AtomicInteger();
        Retry retry = Retry.attempts(3, Backoff.none()).onResult(result -> !result.equals(9));
        assertThat(retry.<Integer, RuntimeException>call(runs::incrementAndGet)).isEqualTo(3);
    }

    @Test
    void aBudgetBoundsTheRetriesOfManyCalls() {
        var budget = AttemptBudget.of(0.1, 10);
        Retry retry = Retry.attempts(5, Backoff.none()).withBudget(budget);
        for (int i = 0; i < 1_000; i++) {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> retry.call(() -> succeedAt(Integer.MAX_VALUE)));
        }
        assertThat(retry.snapshot().retries()).isBetween(100L, 110L);
        assertThat(budget.available()).isZero();
    }

    @Test
    void anInterruptEndsTheWaitWithTheLastFailure() {
        Retry retry = Retry.attempts(2, Backoff.fixed(ofSeconds(100)));
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> retry.call(() -> succeedAt(2)))
                .withMessage("attempt 1");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void jitterStaysWithinItsBounds() {
        Random random = new Random(1);
        var backoff = Backoff.fixed(ofMillis(100)).withJitter(0.5);
        assertThat(backoff.delay(1, random)).isLessThanOrEqualTo(ofMillis(100));
        var wide = new Backoff(ofMillis(100), 2, ofSeconds(1), 0.5);
        for (int i = 0; i < 1_000; i++) {
            assertThat(wide.delay(2, random)).isBetween(ofMillis(100), ofMillis(300));
            assertThat(wide.delay(5_000, random)).isBetween(ofMillis(500), ofSeconds(1));
        }
    }

    private String succeedAt(int attempt) throws IOException {
        attempts.add(node.clock().nanoTime());
        if (attempts.size() < attempt) {
            throw new IOException("attempt " + attempts.size());
        }
        return "done";
    }
}
