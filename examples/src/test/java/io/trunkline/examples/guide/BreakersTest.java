package io.trunkline.examples.guide;

import static io.trunkline.engine.StartOptions.named;

import static org.assertj.core.api.Assertions.assertThat;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import io.trunkline.engine.Node;
import io.trunkline.engine.SimulatedNode;
import io.trunkline.engine.testkit.Seeds;
import io.trunkline.pool.breaker.CircuitBreaker;
import io.trunkline.pool.breaker.CircuitState;
import io.trunkline.pool.breaker.GuardedServer;
import io.trunkline.pool.guard.AttemptBudget;
import io.trunkline.pool.guard.Backoff;
import io.trunkline.pool.guard.Bulkhead;
import io.trunkline.pool.guard.Guard;
import io.trunkline.pool.guard.RateLimit;
import io.trunkline.pool.guard.RateLimiter;
import io.trunkline.pool.guard.Retry;
import io.trunkline.pool.guard.TimeLimiter;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

class BreakersTest {
    private record Request(String path) {}

    private record Response(int status) {}

    private static final class Client {
        int failures;

        Response send(Request request) throws IOException {
            if (failures-- > 0) {
                throw new IOException("no answer: " + request.path());
            }
            return new Response(200);
        }
    }

    private final Client client = new Client();
    private final Request request = new Request("/");

    @Test
    void aBreakerWithItsDefaults() throws IOException {
        CircuitBreaker breaker =
                CircuitBreaker.named("billing").failures(5).openFor(ofSeconds(30)).build();
        Response response = breaker.call(() -> client.send(request));
        assertThat(response.status()).isEqualTo(200);
    }

    @Test
    void aBreakerWithAWindow() throws IOException {
        CircuitBreaker breaker =
                CircuitBreaker.named("search")
                        .timeWindow(ofSeconds(10))
                        .failureRate(50)
                        .slowCalls(ofMillis(500), 80)
                        .minimumCalls(20)
                        .ignore(IllegalArgumentException.class)
                        .openFor(Backoff.exponential(ofSeconds(1), ofMinutes(1)).withJitter(0.2))
                        .probes(3)
                        .build();
        assertThat(breaker.call(() -> client.send(request)).status()).isEqualTo(200);
        assertThat(breaker.state()).isEqualTo(CircuitState.CLOSED);
    }

    @Test
    void callsToAProcess() {
        try (Node node = Node.start()) {
            node.start(new Counter(0), named("counter"));
            CircuitBreaker breaker = CircuitBreaker.named("counter").build();
            GuardedServer guarded = breaker.around(node, "counter");
            int count = guarded.call(new Counter.Increment());
            CompletableFuture<Integer> later = guarded.ask(new Counter.Get());
            assertThat(later.join()).isEqualTo(count);
        }
    }

    @Test
    void guardsInOrder() throws IOException {
        CircuitBreaker breaker = CircuitBreaker.named("billing").build();
        client.failures = 2;
        Guard guard =
                Retry.attempts(3, Backoff.exponential(ofMillis(50), ofSeconds(1)).withJitter(0.5))
                        .withBudget(AttemptBudget.of(0.1, 10))
                        .then(breaker)
                        .then(RateLimiter.of(RateLimit.bursty(100, ofSeconds(1))))
                        .then(Bulkhead.of(20, ofMillis(100)))
                        .then(TimeLimiter.of(ofSeconds(2)));
        Response response = guard.call(() -> client.send(request));
        assertThat(response.status()).isEqualTo(200);
        assertThat(breaker.snapshot().failures()).isEqualTo(2);
    }

    @Seeds(3)
    void guardsInANodesTime(SimulatedNode node) {
        Guard guard =
                Retry.attempts(3, Backoff.fixed(ofSeconds(1)))
                        .on(node)
                        .then(Bulkhead.of(1, ofSeconds(5), node))
                        .then(TimeLimiter.of(ofSeconds(2), node));
        long begin = node.clock().nanoTime();
        List<Long> seconds = new ArrayList<>();
        node.spawn(self ->
                guard.<RuntimeException>run(() -> {
                    seconds.add((node.clock().nanoTime() - begin) / 1_000_000_000);
                    node.self().sleep(seconds.size() == 2 ? ofSeconds(10) : ofSeconds(1));
                    if (seconds.size() == 1) {
                        throw new IllegalStateException("down");
                    }
                }));
        node.advance(ofSeconds(20));
        // the first fails after 1 s, the second is ended after 2 s, each is followed by a pause
        assertThat(seconds).containsExactly(0L, 2L, 5L);
    }
}
