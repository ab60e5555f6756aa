package io.trunkline.examples.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Pid;
import io.trunkline.ets.Ets;
import io.trunkline.ets.Table;
import io.trunkline.ets.TableInfo;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What the gateway's tables say of it.
class GatewayTablesTest extends SimulatedGateway {
    private static final ClientRequest ANNS_PAGE = new ClientRequest("ann", "GET", "/page");
    private static final RateLimit UNLIMITED = new RateLimit(1e9, 1_000_000);

    @Test
    void countRequestsAndBytesByPath() {
        Stream.of(ANN, BOB, ANNS_PAGE).forEach(gateway::handle);
        node.advance(Duration.ofSeconds(1));

        List<PathTraffic> top = gateway.snapshot(10).topPaths();
        assertThat(top).extracting(PathTraffic::path).containsExactly("/", "/page");
        assertThat(top).extracting(PathTraffic::requests).containsExactly(2L, 1L);
        assertThat(top.stream().mapToLong(PathTraffic::bytes).sum())
                .isEqualTo(bytes("ann") + bytes("bob"));
        assertThat(gateway.snapshot(1).topPaths()).hasSize(1);
    }

    @Test
    void countRefusedAndFailedRequestsWithoutBytes() {
        gateway.close();
        gateway = Gateway.start(node, upstream(LATENCY, 1), options);
        Stream.of(ANN, ANN, ANN, ANN).forEach(gateway::handle);
        node.advance(Duration.ofSeconds(1));

        assertThat(gateway.snapshot(10).topPaths()).containsExactly(new PathTraffic("/", 4, 0));
    }

    @Test
    void tellSessionsAndWhoWasLimited() {
        Stream.of(ANN, ANN, ANN, ANN, BOB).forEach(gateway::handle);
        node.settle();

        assertThat(gateway.snapshot(10).sessions()).isEqualTo(2);
        assertThat(gateway.snapshot(10).limitedClients()).isEqualTo(1);

        node.advance(IDLE.multipliedBy(2));
        assertThat(gateway.snapshot(10).sessions()).isZero();
        assertThat(gateway.snapshot(10).limitedClients()).isZero();
    }

    @Test
    void aCrashLeavesNoRowOfASession() {
        gateway.handle(ANN);
        node.settle();
        session("ann").exit(ExitReason.other("broken"));
        node.settle();

        assertThat(gateway.sessionCount()).isZero();
        assertThat(gateway.stats("ann")).isEmpty();
    }

    @Test
    void aCrashGivesNoFreshBurst() {
        Stream.of(ANN, ANN, ANN).forEach(gateway::handle);
        node.settle();
        session("ann").exit(ExitReason.other("broken"));
        node.settle();

        var answer = gateway.handle(ANN);
        node.settle();

        assertThat(answer.join().response()).isInstanceOf(Response.RateLimited.class);
    }

    @Test
    void idleClientsHaveNoRowInTheRateLimits() {
        gateway.handle(ANN);
        node.settle();
        assertThat(table("rate_limits").size()).isEqualTo(1);

        node.advance(Duration.ofMillis(400));
        assertThat(table("rate_limits").size()).isZero();
        assertThat(gateway.sessionCount()).isEqualTo(1);
    }

    @Test
    void rememberNoMorePathsThanTheyMay() {
        gateway.close();
        gateway = Gateway.start(node, upstream(LATENCY, 0), options.withRateLimit(UNLIMITED));
        IntStream.range(0, GatewayTables.MAX_PATHS + 100)
                .mapToObj(i -> new ClientRequest("ann", "GET", "/" + i))
                .forEach(gateway::handle);
        node.advance(Duration.ofSeconds(1));

        assertThat(table("paths").size()).isEqualTo(GatewayTables.MAX_PATHS);
    }

    @Test
    void goWithTheGateway() {
        assertThat(gateway.snapshot(0).tables())
                .extracting(TableInfo::name)
                .containsExactly("gateway/rate_limits", "gateway/sessions", "gateway/paths");

        gateway.close();

        Ets ets = Ets.of(node);
        assertThat(ets.all()).isEmpty();
        assertThat(gateway.snapshot(10)).isEqualTo(GatewaySnapshot.NOTHING);
        assertThat(gateway.sessionCount()).isZero();
        assertThat(gateway.stats("ann")).isEmpty();
    }

    @Test
    void passFromOneOwnerToTheOtherWithAllTheirRows() {
        Stream.of(ANN, ANN, ANN).forEach(gateway::handle);
        node.settle();
        for (int i = 0; i < 6; i++) {
            Pid owner = gateway.snapshot(0).tables().getFirst().owner();
            owner.exit(ExitReason.kill());
            node.settle();

            assertThat(gateway.snapshot(0).tables())
                    .allSatisfy(info -> {
                        assertThat(info.owner().isAlive()).isTrue();
                        assertThat(info.heir())
                                .hasValueSatisfying(
                                        heir -> assertThat(heir.pid().isAlive()).isTrue());
                    });
        }
        assertThat(gateway.stats("ann")).get().returns(3L, SessionStats::requests);
        var answer = gateway.handle(ANN);
        node.settle();
        assertThat(answer.join().response()).isInstanceOf(Response.RateLimited.class);
    }

    @Test
    void areMadeAnewIfBothOwnersEndAtOnce() {
        CompletableFuture<Answer> before = gateway.handle(ANN);
        node.settle();
        part(Part.TABLES_1).exit(ExitReason.kill());
        part(Part.TABLES_2).exit(ExitReason.kill());
        node.advance(Duration.ofSeconds(1));

        assertThat(before.join().response())
                .isEqualTo(new Response.SessionFailed(ExitReason.shutdown()));
        assertThat(gateway.snapshot(0).tables()).hasSize(3);
        assertThat(gateway.handle(ANN)).satisfies(this::servedSoon);
    }

    @Test
    void loseTheRowsOfSessionsThatEndWhileNobodySweeps() {
        Stream.of(ANN, BOB).forEach(gateway::handle);
        node.settle();
        part(Part.SWEEPER).exit(ExitReason.kill());
        session("ann").exit(ExitReason.kill());
        node.settle();

        assertThat(gateway.sessionCount()).isEqualTo(1);
        assertThat(gateway.stats("bob")).isPresent();
    }

    private Pid part(Part part) {
        return gateway.names().whereis(part).orElseThrow();
    }

    private Pid session(String client) {
        return gateway.sessions().find(client).orElseThrow();
    }

    private long bytes(String client) {
        return gateway.stats(client).orElseThrow().bytes();
    }

    private Table<?> table(String what) {
        return Ets.of(node).whereis(options.tableName(what)).orElseThrow();
    }
}
