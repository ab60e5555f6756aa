package io.trunkline.examples.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.NameTaken;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.ProcessExit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/// How sessions come and go, and what becomes of requests then.
class SessionLifeTest extends SimulatedGateway {
    @Test
    void eachClientHasOneSession() {
        Stream.of(ANN, BOB, ANN).forEach(gateway::handle);
        node.settle();

        assertThat(gateway.sessionCount()).isEqualTo(2);
        assertThat(gateway.sessions().find("ann")).isPresent();
        assertThat(gateway.sessions().find("bob")).isPresent();
    }

    @Test
    void aSessionEndsWhenItsClientStaysAway() {
        gateway.handle(ANN);
        node.advance(IDLE.minusMillis(100));
        assertThat(gateway.sessionCount()).isEqualTo(1);

        node.advance(Duration.ofMillis(200));

        assertThat(gateway.sessionCount()).isZero();
        assertThat(gateway.sessions().find("ann")).isEmpty();
        assertThat(gateway.handle(ANN)).satisfies(this::servedSoon);
    }

    @Test
    void aRequestKeepsItsSessionAlive() {
        gateway.handle(ANN);
        node.advance(IDLE.dividedBy(2));
        gateway.handle(ANN);
        node.advance(IDLE.minusMillis(100));

        assertThat(gateway.sessionCount()).isEqualTo(1);
    }

    @Test
    void aSessionDoesNotEndWhileItWaitsForTheUpstream() {
        gateway.close();
        Duration slow = Duration.ofSeconds(3);
        gateway =
                Gateway.start(
                        node,
                        upstream(slow, 0),
                        options.withIdleTimeout(Duration.ofMillis(10))
                                .withUpstreamTimeout(slow.multipliedBy(2)));

        CompletableFuture<Answer> answer = gateway.handle(ANN);
        node.advance(slow.plusSeconds(1));

        assertThat(answer.join().response()).isInstanceOf(Response.Served.class);
        assertThat(gateway.sessionCount()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aRequestThatMeetsAnEndingSessionGetsAFreshOne(long seed) {
        try (var other = Node.simulated(seed);
                var shortLived =
                        Gateway.start(
                                other,
                                upstream(LATENCY, 0),
                                options.withIdleTimeout(Duration.ofMillis(1)))) {
            var answers = new ArrayList<Answer>();
            int sent = 0;
            for (int micros = 500; micros < 1_500; micros += 5) {
                shortLived.handle(ANN, shortLived.clock().nanoTime(), answers::add);
                sent++;
                other.advance(LATENCY.plus(Duration.ofNanos(micros * 1_000L)));
            }
            other.advance(Duration.ofSeconds(1));

            assertThat(answers).hasSize(sent);
            assertThat(answers)
                    .extracting(Answer::response)
                    .hasOnlyElementsOfTypes(Response.Served.class, Response.RateLimited.class);
        }
    }

    @Test
    void aCrashOfOneSessionHarmsNobodyElse() {
        CompletableFuture<Answer> ann = gateway.handle(ANN);
        CompletableFuture<Answer> bob = gateway.handle(BOB);
        node.settle();

        gateway.sessions().find("ann").orElseThrow().exit(ExitReason.other("broken"));
        node.advance(Duration.ofSeconds(1));

        assertThat(ann.join().response())
                .isEqualTo(new Response.SessionFailed(ExitReason.other("broken")));
        assertThat(bob.join().response()).isInstanceOf(Response.Served.class);
        assertThat(gateway.handle(ANN)).satisfies(this::servedSoon);
    }

    @Test
    void aRequestIsAnsweredThoughWhoSendsItOnHasBeenKilled() {
        var answers = new ArrayList<Answer>();
        gateway.handle(
                ANN,
                gateway.clock().nanoTime(),
                _ -> {
                    Pid session = gateway.sessions().find("ann").orElseThrow();
                    asKilled(() -> session.exit(ExitReason.kill()));
                    asKilled(() -> gateway.handle(BOB, gateway.clock().nanoTime(), answers::add));
                });
        node.advance(Duration.ofSeconds(1));

        assertThat(answers)
                .singleElement()
                .returns(new Response.SessionFailed(ExitReason.killed()), Answer::response);
    }

    private static void asKilled(Runnable step) {
        try {
            step.run();
        } catch (ProcessExit killed) {
            // The code goes on as if nobody had told it, as that of a stage of a future may.
        }
    }

    @Test
    void anUpstreamThatThrowsEndsOnlyTheSession() {
        gateway.close();
        gateway =
                Gateway.start(
                        node,
                        () ->
                                (_, _, _, _) -> {
                                    throw new IllegalStateException("bug");
                                },
                        options);

        CompletableFuture<Answer> answer = gateway.handle(ANN);
        node.advance(Duration.ofSeconds(1));

        assertThat(answer.join().response())
                .isEqualTo(
                        new Response.SessionFailed(
                                ExitReason.crashed(new IllegalStateException("bug"))));
        assertThat(gateway.sessionCount()).isZero();
    }

    @Test
    void closingAnswersWhatIsOutstanding() {
        List<CompletableFuture<Answer>> answers =
                Stream.of(ANN, BOB, ANN).map(gateway::handle).toList();
        node.settle();

        gateway.close();

        assertThat(answers)
                .allSatisfy(each -> {
                    assertThat(each).isDone();
                    assertThat(each.join().response()).isEqualTo(new Response.Closed());
                });
        assertThat(gateway.handle(ANN).join().response()).isEqualTo(new Response.Closed());
    }

    @Test
    void closingAnswersWhatHasNotReachedASession() {
        List<CompletableFuture<Answer>> answers =
                Stream.of(ANN, BOB, ANN).map(gateway::handle).toList();

        gateway.close();
        node.settle();

        assertThat(answers).allMatch(CompletableFuture::isDone);
    }

    @Test
    void closingTheNodeAnswersWhatIsOutstanding() {
        CompletableFuture<Answer> answer = gateway.handle(ANN);
        node.settle();

        node.close();

        assertThat(answer.join().response()).isEqualTo(new Response.Closed());
        assertThat(gateway.handle(ANN).join().response()).isEqualTo(new Response.Closed());
    }

    @Test
    void aNodeMayHaveGatewaysOfDifferentNames() {
        assertThatExceptionOfType(NameTaken.class)
                .isThrownBy(() -> Gateway.start(node, upstream(LATENCY, 0), options));

        try (var other = Gateway.start(node, upstream(LATENCY, 0), options.withName("other"))) {
            other.handle(ANN);
            node.settle();
            assertThat(other.sessionCount()).isEqualTo(1);
            assertThat(gateway.sessionCount()).isZero();
        }
    }
}
