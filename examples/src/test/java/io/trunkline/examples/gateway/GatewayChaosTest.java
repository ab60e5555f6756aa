package io.trunkline.examples.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.engine.Node;
import io.trunkline.engine.NodeListener;
import io.trunkline.engine.NodeOptions;
import io.trunkline.engine.SimulatedNode;
import io.trunkline.engine.SupervisorReport;
import io.trunkline.engine.supervisor.ChildInfo;
import io.trunkline.ets.Ets;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Whatever is killed and whenever, in virtual time: every request is answered once, and the
/// gateway is afterwards what it was before.
class GatewayChaosTest {
    private static final long FIRST_SEED = Long.getLong("trunkline.seed", 1);
    private static final int SEEDS = Long.getLong("trunkline.seed") == null ? 200 : 1;
    private static final int REQUESTS = 200;
    private static final int CLIENTS = 12;

    private final GatewayOptions options =
            GatewayOptions.defaults()
                    .withIdleTimeout(Duration.ofMillis(20))
                    .withConnections(4)
                    .withRateLimit(new RateLimit(500, 10));

    @Test
    void noRequestIsLostAndTheGatewayIsWholeAgain() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
            try {
                run(seed);
            } catch (RuntimeException | AssertionError failure) {
                throw new AssertionError("failed with -Dtrunkline.seed=" + seed, failure);
            }
        }
    }

    private void run(long seed) {
        var gaveUp = new ArrayList<SupervisorReport>();
        var listener =
                new NodeListener() {
                    @Override
                    public void supervised(SupervisorReport report) {
                        if (report instanceof SupervisorReport.Shutdown) {
                            gaveUp.add(report);
                        }
                    }
                };
        var upstream = SimulatedGateway.upstream(Duration.ofMillis(3), 0.05);
        try (var node = Node.simulated(seed, NodeOptions.defaults().withListener(listener));
                var gateway = Gateway.start(node, upstream, options)) {
            node.settle();
            int processes = node.processes().size();

            List<Answer> answers = disturbed(node, gateway, seed);

            assertThat(answers).hasSize(REQUESTS);
            assertThat(gaveUp).isEmpty();
            assertThat(answers).anyMatch(answer -> answer.response() instanceof Response.Served);
            assertIsWhole(node, gateway, processes);
        }
    }

    /// Sends requests and kills processes in an order drawn from the seed, several of either at the
    /// same moment now and then.
    private List<Answer> disturbed(SimulatedNode node, Gateway gateway, long seed) {
        var random = new SplittableRandom(seed);
        var monkey = new ChaosMonkey(gateway, seed);
        var answers = new ArrayList<Answer>();
        for (int sent = 0; sent < REQUESTS; ) {
            switch (random.nextInt(6)) {
                case 0 -> monkey.strike();
                case 1 -> node.settle();
                case 2 -> node.advance(Duration.ofNanos(random.nextInt(10_000_000)));
                default -> {
                    var request = new ClientRequest("c" + random.nextInt(CLIENTS), "GET", "/");
                    gateway.handle(request, node.clock().nanoTime(), answers::add);
                    sent++;
                }
            }
        }
        node.advance(options.requestTimeout().plusSeconds(1));
        return answers;
    }

    private void assertIsWhole(SimulatedNode node, Gateway gateway, int processes) {
        assertThat(gateway.children())
                .extracting(ChildInfo::id)
                .containsExactlyElementsOf(Part.ALL.stream().map(Part::id).toList());
        assertThat(gateway.children()).allMatch(child -> child.pid().isPresent());
        assertThat(gateway.sessionCount()).as("rows of sessions, all idle by now").isZero();
        assertThat(gateway.names().count())
                .as("processes with a name, which the pool has not")
                .isEqualTo(Part.ALL.size() - 1);
        assertThat(node.processes()).hasSize(processes);
        Ets ets = Ets.of(node);
        assertThat(ets.all()).hasSize(3);

        var after = gateway.handle(new ClientRequest("late", "GET", "/"));
        node.advance(Duration.ofSeconds(1));
        assertThat(after.join().response())
                .isInstanceOfAny(Response.Served.class, Response.UpstreamFailed.class);
    }
}
