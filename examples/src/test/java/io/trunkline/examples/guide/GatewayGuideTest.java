package io.trunkline.examples.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.engine.Node;
import io.trunkline.examples.gateway.Answer;
import io.trunkline.examples.gateway.ClientRequest;
import io.trunkline.examples.gateway.Gateway;
import io.trunkline.examples.gateway.GatewayOptions;
import io.trunkline.examples.gateway.Response;
import io.trunkline.examples.gateway.SimulatedUpstream;
import io.trunkline.examples.gateway.Upstream;
import io.trunkline.pool.breaker.CircuitBreaker;
import io.trunkline.pool.breaker.CircuitChange;
import io.trunkline.pool.breaker.CircuitState;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The code of docs/guide/gateway.md. */
class GatewayGuideTest {
    private final Upstream upstream =
            new SimulatedUpstream(SimulatedUpstream.Options.defaults().withFailures(0));

    @Test
    void handlesARequest() {
        try (Node node = Node.start();
                Gateway gateway = Gateway.start(node, upstream, GatewayOptions.defaults())) {
            CompletableFuture<Answer> answer = gateway.handle(new ClientRequest("ann", "GET", "/"));
            String text =
                    switch (answer.join().response()) {
                        case Response.Served(int status, long bytes) ->
                                status + ", " + bytes + " bytes";
                        case Response.RateLimited(Duration retryAfter) ->
                                "come back in " + retryAfter;
                        case Response.CircuitOpen(Duration retryAfter) ->
                                "upstream is left alone for " + retryAfter;
                        case Response.NoConnection() -> "upstream is busy";
                        case Response.UpstreamFailed(var failure) -> "upstream: " + failure;
                        case Response.SessionFailed(var reason) -> "session: " + reason;
                        case Response.Overdue(Duration timeout) -> "no answer within " + timeout;
                        case Response.Closed() -> "closed";
                    };
            assertThat(text).startsWith("200, ");
        }
    }

    @Test
    void hasABreakerOfOnesOwn() {
        var options = GatewayOptions.defaults();
        var changes = new ConcurrentLinkedQueue<CircuitChange>();
        try (Node node = Node.start()) {
            CircuitBreaker breaker =
                    Gateway.circuit(node, options).failureRate(50).listener(changes::add).build();
            Gateway gateway = Gateway.start(node, upstream, breaker, options);
            breaker.transitionTo(CircuitState.FORCED_OPEN);
            assertThat(gateway.handle(new ClientRequest("ann", "GET", "/")).join().response())
                    .isEqualTo(new Response.CircuitOpen(Duration.ZERO));
            assertThat(changes).hasSize(1);
            gateway.close();
        }
    }
}
