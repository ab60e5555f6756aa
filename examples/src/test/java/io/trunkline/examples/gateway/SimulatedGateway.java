package io.trunkline.examples.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.engine.Node;
import io.trunkline.engine.SimulatedNode;
import io.trunkline.ets.Ets;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// A gateway in virtual time; whatever a test does to it, nothing is left of it in the end.
abstract class SimulatedGateway {
    static final Duration LATENCY = Duration.ofMillis(3);
    static final Duration IDLE = Duration.ofSeconds(10);
    static final ClientRequest ANN = new ClientRequest("ann", "GET", "/");
    static final ClientRequest BOB = new ClientRequest("bob", "GET", "/");

    final GatewayOptions options =
            GatewayOptions.defaults().withIdleTimeout(IDLE).withRateLimit(new RateLimit(10, 3));

    SimulatedNode node;
    Gateway gateway;

    @BeforeEach
    void start() {
        node = Node.simulated(11);
        gateway = Gateway.start(node, upstream(LATENCY, 0), options);
    }

    @AfterEach
    void leavesNothingBehind() {
        gateway.close();
        assertThat(gateway.isClosed()).isTrue();
        node.settle();
        assertThat(node.processes().stream().map(node::info).flatMap(Optional::stream))
                .noneMatch(info -> info.code().contains("gateway"));
        Ets ets = Ets.of(node);
        assertThat(ets.all()).isEmpty();
        node.close();
    }

    void servedSoon(CompletableFuture<Answer> answer) {
        node.advance(Duration.ofSeconds(1));
        assertThat(answer.join().response()).isInstanceOf(Response.Served.class);
    }

    static SimulatedUpstream upstream(Duration latency, double failures) {
        return new SimulatedUpstream(
                SimulatedUpstream.Options.defaults()
                        .withLatency(new LogNormal(latency, 0))
                        .withFailures(failures));
    }
}
