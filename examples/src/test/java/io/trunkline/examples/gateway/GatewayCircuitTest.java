package io.trunkline.examples.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.engine.ExitReason;
import io.trunkline.pool.breaker.CircuitBreaker;
import io.trunkline.pool.breaker.CircuitChange;
import io.trunkline.pool.breaker.CircuitState;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// The circuit breaker between the gateway and its upstream.
class GatewayCircuitTest extends SimulatedGateway {
    private static final Duration OPEN = Duration.ofSeconds(1);
    private static final Duration STEP = Duration.ofMillis(10);
    private static final int WINDOW = 100;
    private static final int PROBES = 10;

    private final List<CircuitState> states = new ArrayList<>();
    private final List<Answer> answers = new ArrayList<>();
    private SimulatedUpstream upstream;
    private CircuitBreaker breaker;

    @BeforeEach
    void startWithACircuitThatIsHeard() {
        gateway.close();
        breaker = Gateway.circuit(node, options).listener(this::changed).build();
        upstream = upstream(LATENCY, 0);
        gateway =
                Gateway.start(
                        node,
                        upstream,
                        breaker,
                        options.withRateLimit(new RateLimit(1e6, 1_000_000)));
    }

    private void changed(CircuitChange change) {
        states.add(change.to());
    }

    @Test
    void staysClosedWhileAFewFetchesFail() {
        fails(0.1);
        send(10 * WINDOW);

        assertThat(states).isEmpty();
        assertThat(count(this::isFailed)).isBetween(50L, 150L);
        assertThat(count(this::isServed)).isEqualTo(10L * WINDOW - count(this::isFailed));
    }

    @Test
    void opensWhenAQuarterOfTheLastFetchesHasFailed() {
        fails(1);
        send(WINDOW - 1);
        assertThat(states).isEmpty();

        send(1);
        assertThat(states).containsExactly(CircuitState.OPEN);

        send(20);
        assertThat(count(this::isFailed)).isEqualTo(WINDOW);
        assertThat(answers.subList(WINDOW, WINDOW + 20))
                .allSatisfy(answer -> {
                    assertThat(answer.response())
                            .isInstanceOfSatisfying(
                                    Response.CircuitOpen.class,
                                    open ->
                                            assertThat(open.retryAfter())
                                                    .isPositive()
                                                    .isLessThanOrEqualTo(OPEN));
                    assertThat(answer.timeline().nanos(Step.TOTAL)).isZero();
                    assertThat(answer.timeline().passed(Step.UPSTREAM)).isFalse();
                });
        assertThat(gateway.connections().fetches()).isEqualTo(WINDOW);
        assertThat(gateway.circuit().refused()).isEqualTo(20);
    }

    @Test
    void letsAFewFetchesTryAndOpensAgainWhenTheyFail() {
        fails(1);
        send(WINDOW);
        node.advance(OPEN);
        answers.clear();

        for (int i = 0; i < 2 * PROBES; i++) {
            handle("ann");
        }
        node.advance(STEP);

        assertThat(count(this::isFailed)).isEqualTo(PROBES);
        assertThat(count(this::isRefused)).isEqualTo(PROBES);
        assertThat(states)
                .containsExactly(CircuitState.OPEN, CircuitState.HALF_OPEN, CircuitState.OPEN);
    }

    @Test
    void closesWhenTheTriesGoWell() {
        fails(1);
        send(WINDOW);
        fails(0);
        node.advance(OPEN);
        answers.clear();

        send(2 * WINDOW);

        assertThat(states)
                .containsExactly(CircuitState.OPEN, CircuitState.HALF_OPEN, CircuitState.CLOSED);
        assertThat(count(this::isServed)).isEqualTo(2 * WINDOW);
    }

    @Test
    void isNotClosedByTheRestartOfAnything() {
        fails(1);
        send(WINDOW);
        fails(0);
        gateway.children()
                .forEach(child -> child.pid().ifPresent(pid -> pid.exit(ExitReason.kill())));
        node.advance(STEP);
        answers.clear();

        send(1);
        assertThat(count(this::isRefused)).isEqualTo(1);

        node.advance(OPEN);
        send(PROBES);
        assertThat(count(this::isServed)).isEqualTo(PROBES);
        assertThat(gateway.circuit().state()).isEqualTo(CircuitState.CLOSED);
    }

    @Test
    void aTryWhoseSessionIsKilledIsMadeByAnother() {
        fails(1);
        send(WINDOW);
        fails(0);
        node.advance(OPEN);
        handle("bob");
        node.settle();
        gateway.sessions().find("bob").orElseThrow().exit(ExitReason.kill());
        send(PROBES);
        assertThat(gateway.circuit().state()).isEqualTo(CircuitState.HALF_OPEN);

        node.advance(Duration.ofSeconds(3));
        send(1);

        assertThat(gateway.circuit().state()).isEqualTo(CircuitState.CLOSED);
    }

    @Test
    void aGatewayThatComesAfterAnotherMayHaveItsBreaker() {
        fails(1);
        send(WINDOW);
        gateway.close();
        gateway = Gateway.start(node, upstream, breaker, options);
        answers.clear();

        send(1);

        assertThat(count(this::isRefused)).isEqualTo(1);
    }

    @Test
    void sessionsCountWhatWasRefused() {
        fails(1);
        send(WINDOW);
        send(3);

        assertThat(gateway.stats("ann"))
                .get()
                .returns(WINDOW + 3L, SessionStats::requests)
                .returns((long) WINDOW, SessionStats::failed)
                .returns(3L, SessionStats::unavailable)
                .returns(0L, SessionStats::outstanding);
    }

    /// From now on.
    private void fails(double rate) {
        long now = node.clock().nanoTime();
        long far = Duration.ofDays(1).toNanos();
        upstream.plan(new SimulatedUpstream.Outage(rate, now, now + far));
    }

    /// One after the other.
    private void send(int requests) {
        for (int i = 0; i < requests; i++) {
            handle("ann");
            node.advance(STEP);
        }
    }

    private void handle(String client) {
        var request = new ClientRequest(client, "GET", "/");
        gateway.handle(request, node.clock().nanoTime(), answers::add);
    }

    private long count(Predicate<Response> wanted) {
        return answers.stream().map(Answer::response).filter(wanted).count();
    }

    private boolean isServed(Response response) {
        return response instanceof Response.Served;
    }

    private boolean isFailed(Response response) {
        return response instanceof Response.UpstreamFailed;
    }

    private boolean isRefused(Response response) {
        return response instanceof Response.CircuitOpen;
    }
}
