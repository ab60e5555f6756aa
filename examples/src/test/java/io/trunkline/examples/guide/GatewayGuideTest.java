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

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

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
}
