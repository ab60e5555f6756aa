package io.trunkline.examples.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Self;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/// The connections between the gateway and its upstream: two of them.
class ConnectionsTest extends SimulatedGateway {
    private static final ClientRequest CAT = new ClientRequest("cat", "GET", "/");
    private static final Duration PATIENCE = Duration.ofMillis(100);

    private final Wire wire = new Wire();

    @BeforeEach
    void startWithTwoConnections() {
        gateway.close();
        gateway =
                Gateway.start(
                        node,
                        wire,
                        options.withConnections(2)
                                .withConnectionTimeout(PATIENCE)
                                .withRateLimit(new RateLimit(1_000, 1_000)));
    }

    @Test
    void areOpenFromTheStartAndUsedAgain() {
        assertThat(wire.opened).isEqualTo(2);

        for (int i = 0; i < 10; i++) {
            assertThat(gateway.handle(ANN)).satisfies(this::servedSoon);
        }
        assertThat(wire.opened).isEqualTo(2);
        assertThat(wire.closed).isZero();
        assertThat(gateway.connections().fetches()).isEqualTo(10);
    }

    @Test
    void aRequestWaitsForOneWithoutHoldingItsSessionUp() {
        wire.latency = Duration.ofMillis(60);
        List<CompletableFuture<Answer>> answers =
                Stream.of(ANN, ANN, ANN, ANN).map(gateway::handle).toList();
        node.settle();
        assertThat(gateway.connections().inUse()).isEqualTo(2);
        assertThat(gateway.connections().waiting()).isEqualTo(2);

        node.advance(Duration.ofSeconds(1));

        assertThat(answers)
                .extracting(answer -> answer.resultNow().response())
                .hasOnlyElementsOfType(Response.Served.class);
        assertThat(answers.getLast().resultNow().timeline().nanos(Step.UPSTREAM))
                .isEqualTo(Duration.ofMillis(120).toNanos());
        assertThat(gateway.connections().waited()).isEqualTo(2);
        assertThat(gateway.connections().largestWaiting()).isEqualTo(2);
        assertThat(gateway.longestConnectionWait()).isBetween(millis(59), millis(61));
        assertThat(gateway.connections().inUse()).isZero();
        assertThat(wire.opened).isEqualTo(2);
    }

    @Test
    void aRequestThatFindsNoneInTimeIsRefused() {
        wire.latency = Duration.ofMillis(500);
        Stream.of(ANN, BOB).forEach(gateway::handle);
        node.settle();
        CompletableFuture<Answer> late = gateway.handle(CAT);
        node.advance(PATIENCE.minusMillis(1));
        assertThat(late).isNotDone();

        node.advance(millis(2));

        assertThat(late.resultNow().response()).isEqualTo(new Response.NoConnection());
        assertThat(late.resultNow().timeline().passed(Step.UPSTREAM)).isFalse();
        assertThat(gateway.connections().timedOut()).isEqualTo(1);
        assertThat(gateway.stats("cat"))
                .get()
                .returns(1L, SessionStats::unavailable)
                .returns(0L, SessionStats::outstanding);
        assertThat(gateway.circuit().ignored()).isEqualTo(1);
        node.advance(wire.latency);
        assertThat(gateway.handle(CAT)).satisfies(this::servedSoon);
    }

    @Test
    void noMoreMayWaitThanThereAreConnections() {
        wire.latency = Duration.ofMillis(50);
        Stream.of(ANN, ANN, ANN, ANN).forEach(gateway::handle);
        node.settle();
        CompletableFuture<Answer> fifth = gateway.handle(BOB);
        node.settle();

        assertThat(fifth.resultNow().response()).isEqualTo(new Response.NoConnection());

        gateway.sessions().find("ann").orElseThrow().exit(ExitReason.kill());
        node.settle();
        assertThat(gateway.handle(BOB)).satisfies(this::servedSoon);
    }

    @Test
    void oneThatASessionDiesWithIsReplaced() {
        gateway.handle(ANN);
        gateway.handle(ANN);
        node.settle();
        gateway.sessions().find("ann").orElseThrow().exit(ExitReason.kill());
        node.settle();

        assertThat(wire.closed).isEqualTo(2);
        assertThat(wire.opened).isEqualTo(4);
        assertThat(gateway.connections().holdersLost()).isEqualTo(2);
        assertThat(gateway.connections().inUse()).isZero();
        assertThat(gateway.handle(BOB)).satisfies(this::servedSoon);
    }

    @Test
    void whoWaitsForASessionDiesWithIt() {
        wire.latency = Duration.ofMillis(500);
        Stream.of(BOB, BOB).forEach(gateway::handle);
        node.settle();
        Stream.of(ANN, ANN).forEach(gateway::handle);
        node.settle();
        assertThat(gateway.connections().waiting()).isEqualTo(2);

        gateway.sessions().find("ann").orElseThrow().exit(ExitReason.kill());
        node.settle();

        assertThat(gateway.connections().waiting()).isZero();
        assertThat(gateway.connections().inUse()).isEqualTo(2);
    }

    @Test
    void whoWaitedDiesWithItsSessionAndTheConnectionIsReplaced() {
        wire.latency = Duration.ofMillis(50);
        Stream.of(BOB, BOB).forEach(gateway::handle);
        node.settle();
        gateway.handle(ANN);
        node.advance(millis(60));
        assertThat(gateway.connections().inUse()).isEqualTo(1);

        gateway.sessions().find("ann").orElseThrow().exit(ExitReason.kill());
        node.settle();

        assertThat(gateway.connections().inUse()).isZero();
        assertThat(gateway.connections().holdersLost()).isEqualTo(1);
        assertThat(wire.opened).isEqualTo(3);
    }

    @Test
    void oneWhoseFetchFailedIsReplaced() {
        wire.result = new Upstream.Broken("wire");
        CompletableFuture<Answer> answer = gateway.handle(ANN);
        node.advance(millis(10));

        assertThat(answer.resultNow().response()).isInstanceOf(Response.UpstreamFailed.class);
        assertThat(wire.closed).isEqualTo(1);
        assertThat(wire.opened).isEqualTo(3);
    }

    @Test
    void aPoolThatIsKilledIsRestartedAndItsFetchesGoOn() {
        CompletableFuture<Answer> before = gateway.handle(ANN);
        node.settle();
        gateway.pool().orElseThrow().exit(ExitReason.kill());
        node.settle();
        CompletableFuture<Answer> after = gateway.handle(BOB);
        node.advance(Duration.ofSeconds(1));

        assertThat(before.resultNow().response()).isInstanceOf(Response.Served.class);
        assertThat(after.resultNow().response()).isInstanceOf(Response.Served.class);
        assertThat(wire.opened).isEqualTo(4);
        assertThat(wire.closed).isEqualTo(2);
        assertThat(gateway.connections().fetches()).isEqualTo(2);
        assertThat(gateway.connections().opened()).isEqualTo(4);
    }

    @Test
    void thoseWhoWaitWhenThePoolIsKilledAreAnsweredAtOnce() {
        wire.latency = Duration.ofMillis(500);
        Stream.of(ANN, BOB).forEach(gateway::handle);
        node.settle();
        CompletableFuture<Answer> waiting = gateway.handle(CAT);
        node.settle();

        gateway.pool().orElseThrow().exit(ExitReason.kill());
        node.settle();

        assertThat(waiting.resultNow().response()).isEqualTo(new Response.NoConnection());
    }

    @Test
    void areTriedAgainWhenTheyCannotBeOpened() {
        gateway.close();
        wire.refuses = true;
        gateway = Gateway.start(node, wire, options.withConnections(2));
        CompletableFuture<Answer> none = gateway.handle(ANN);
        node.advance(Duration.ofSeconds(1));
        assertThat(none.resultNow().response()).isEqualTo(new Response.NoConnection());

        wire.refuses = false;
        node.advance(Duration.ofSeconds(5));

        assertThat(gateway.handle(ANN)).satisfies(this::servedSoon);
    }

    @Test
    void areAllClosedWithTheGateway() {
        Stream.of(ANN, BOB, CAT).forEach(gateway::handle);
        node.settle();
        gateway.close();
        node.settle();

        assertThat(wire.closed).isEqualTo(wire.opened);
    }

    private static Duration millis(long count) {
        return Duration.ofMillis(count);
    }

    /// An upstream whose connections are counted, and each of which serves one fetch at a time.
    private static final class Wire implements Upstream {
        private Duration latency = LATENCY;
        private Result result = new Fetched(200, 1);
        private boolean refuses;
        private int opened;
        private int closed;

        @Override
        public Connection connect() throws IOException {
            if (refuses) {
                throw new IOException("refused");
            }
            opened++;
            return new Connection() {
                private long freeAt = Long.MIN_VALUE;

                @Override
                public void fetch(
                        Self caller, ClientRequest request, Duration timeout, Object tag) {
                    long now = caller.node().clock().nanoTime();
                    assertThat(now).isGreaterThanOrEqualTo(freeAt);
                    freeAt = now + latency.toNanos();
                    caller.sendAfter(latency, new Answer(tag, result));
                }

                @Override
                public void close() {
                    closed++;
                }
            };
        }
    }
}
