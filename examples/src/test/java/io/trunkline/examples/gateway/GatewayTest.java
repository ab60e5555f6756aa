package io.trunkline.examples.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/// What the gateway answers.
class GatewayTest extends SimulatedGateway {
    @Test
    void servesARequestAndTimesItsSteps() {
        CompletableFuture<Answer> answer = gateway.handle(ANN);
        node.settle();
        assertThat(answer).isNotDone();

        node.advance(LATENCY.multipliedBy(2));

        assertThat(answer.join().response()).isInstanceOf(Response.Served.class);
        Timeline timeline = answer.join().timeline();
        assertThat(timeline.nanos(Step.QUEUE)).isZero();
        assertThat(timeline.nanos(Step.SESSION)).isZero();
        assertThat(timeline.nanos(Step.UPSTREAM)).isGreaterThanOrEqualTo(LATENCY.toNanos());
        assertThat(timeline.nanos(Step.TOTAL)).isEqualTo(timeline.nanos(Step.UPSTREAM));
    }

    @Test
    void theWholeRequestCountsFromItsIntendedStart() {
        var answers = new ArrayList<Answer>();
        long late = Duration.ofMillis(250).toNanos();

        gateway.handle(ANN, gateway.clock().nanoTime() - late, answers::add);
        node.advance(Duration.ofSeconds(1));

        Timeline timeline = answers.getFirst().timeline();
        assertThat(timeline.nanos(Step.QUEUE)).isEqualTo(late);
        assertThat(timeline.nanos(Step.TOTAL)).isEqualTo(late + timeline.nanos(Step.UPSTREAM));
    }

    @Test
    void refusesAClientThatComesTooOften() {
        List<CompletableFuture<Answer>> answers =
                Stream.of(ANN, ANN, ANN, ANN, BOB).map(gateway::handle).toList();
        node.advance(Duration.ofSeconds(1));

        assertThat(answers.subList(0, 4))
                .filteredOn(each -> each.join().response() instanceof Response.RateLimited)
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.join().response())
                            .isEqualTo(new Response.RateLimited(Duration.ofMillis(100)));
                    assertThat(each.join().timeline().passed(Step.UPSTREAM)).isFalse();
                });
        assertThat(answers.getLast().join().response()).isInstanceOf(Response.Served.class);
        assertThat(gateway.handle(ANN)).satisfies(this::servedSoon);
    }

    @Test
    void countsWhatASessionDoes() {
        assertThat(gateway.stats("ann")).isEmpty();

        Stream.of(ANN, ANN, ANN, ANN).forEach(gateway::handle);
        node.settle();
        assertThat(gateway.stats("ann")).get().returns(3L, SessionStats::outstanding);

        node.advance(Duration.ofSeconds(1));
        SessionStats stats = gateway.stats("ann").orElseThrow();
        assertThat(stats.requests()).isEqualTo(4);
        assertThat(stats.served()).isEqualTo(3);
        assertThat(stats.rateLimited()).isEqualTo(1);
        assertThat(stats.failed()).isZero();
        assertThat(stats.outstanding()).isZero();
        assertThat(stats.bytes()).isPositive();
    }

    @Test
    void failuresOfTheUpstreamAreAnswers() {
        gateway.close();
        gateway = Gateway.start(node, upstream(LATENCY, 1), options);

        CompletableFuture<Answer> answer = gateway.handle(ANN);
        node.advance(Duration.ofSeconds(1));

        assertThat(answer.join().response())
                .isEqualTo(new Response.UpstreamFailed(new Upstream.Broken("simulated")));
        assertThat(gateway.stats("ann")).get().returns(1L, SessionStats::failed);
    }

    @Test
    void givesUpOnASlowUpstream() {
        gateway.close();
        Duration patience = Duration.ofMillis(50);
        gateway =
                Gateway.start(
                        node,
                        upstream(Duration.ofMinutes(1), 0),
                        options.withUpstreamTimeout(patience));

        CompletableFuture<Answer> answer = gateway.handle(ANN);
        node.advance(Duration.ofSeconds(1));

        assertThat(answer.join().response())
                .isEqualTo(new Response.UpstreamFailed(new Upstream.TimedOut(patience)));
    }

    @Test
    void givesUpOnAnUpstreamThatNeverAnswers() {
        gateway.close();
        gateway = Gateway.start(node, () -> (_, _, _, _) -> {}, options);

        CompletableFuture<Answer> answer = gateway.handle(ANN);
        node.advance(options.requestTimeout().plusSeconds(1));

        assertThat(answer.join().response())
                .isEqualTo(new Response.Overdue(options.requestTimeout()));
    }
}
