package io.trunkline.examples.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.trunkline.engine.Node;
import io.trunkline.engine.SimulatedNode;
import io.trunkline.ets.Access;
import io.trunkline.ets.Ets;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicInteger;

class RateLimiterTest {
    private static final long MILLIS = 1_000_000;
    private static final String ANN = "ann";

    private final SimulatedNode node = Node.simulated(1);

    @AfterEach
    void close() {
        node.close();
    }

    private RateLimiter limiter(RateLimit limit) {
        return new RateLimiter(Ets.of(node).create("limits", RateLimiter.table(limit)), limit);
    }

    @Test
    void admitsABurstAndThenAtTheRate() {
        var limiter = limiter(new RateLimit(1_000, 3));

        assertThat(limiter.take(ANN, 0)).isZero();
        assertThat(limiter.take(ANN, 0)).isZero();
        assertThat(limiter.take(ANN, 0)).isZero();
        assertThat(limiter.take(ANN, 0)).isEqualTo(MILLIS);
        assertThat(limiter.take(ANN, MILLIS - 1)).isEqualTo(1);
        assertThat(limiter.take(ANN, MILLIS)).isZero();
        assertThat(limiter.take(ANN, MILLIS)).isEqualTo(MILLIS);
    }

    @Test
    void refusalsCostNothing() {
        var limiter = limiter(new RateLimit(1_000, 1));

        assertThat(limiter.take(ANN, 0)).isZero();
        for (int i = 0; i < 100; i++) {
            assertThat(limiter.take(ANN, 1)).isEqualTo(MILLIS - 1);
        }
        assertThat(limiter.take(ANN, MILLIS)).isZero();
    }

    @Test
    void holdsNoMoreThanABurstAfterALongPause() {
        var limiter = limiter(new RateLimit(1_000, 2));
        long later = 3_600_000 * MILLIS;

        assertThat(limiter.take(ANN, later)).isZero();
        assertThat(limiter.take(ANN, later)).isZero();
        assertThat(limiter.take(ANN, later)).isPositive();
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, Long.MAX_VALUE - MILLIS / 2})
    void worksWhereverTheClockStands(long now) {
        var limiter = limiter(new RateLimit(1_000, 1));

        assertThat(limiter.take(ANN, now)).isZero();
        assertThat(limiter.take(ANN, now + 1)).isEqualTo(MILLIS - 1);
        assertThat(limiter.take(ANN, now + MILLIS)).isZero();
    }

    @Test
    void admitsTheRateInTheLongRun() {
        var limiter = limiter(new RateLimit(500, 10));

        int admitted = 0;
        for (long now = 0; now < 10_000 * MILLIS; now += MILLIS / 10) {
            admitted += limiter.take(ANN, now) == 0 ? 1 : 0;
        }

        assertThat(admitted).isBetween(5_000, 5_010);
    }

    @Test
    void eachClientHasABucketOfItsOwn() {
        var limiter = limiter(new RateLimit(1_000, 1));

        assertThat(limiter.take(ANN, 0)).isZero();
        assertThat(limiter.take("bob", 0)).isZero();
        assertThat(limiter.take(ANN, 0)).isPositive();
    }

    @Test
    void aBucketIsForgottenOnceItIsFullAgain() {
        var limit = new RateLimit(1_000, 3);
        var buckets = Ets.of(node).create("limits", RateLimiter.table(limit));
        var limiter = new RateLimiter(buckets, limit);

        for (int i = 0; i < 4; i++) {
            limiter.take(ANN, node.clock().nanoTime());
        }
        node.advance(Duration.ofMillis(2));
        assertThat(buckets.size()).isEqualTo(1);

        node.advance(Duration.ofMillis(2));
        assertThat(buckets.size()).isZero();
        assertThat(limiter.take(ANN, node.clock().nanoTime())).isZero();
    }

    @RepeatedTest(20)
    void noTokenIsTakenTwice() throws InterruptedException {
        var limit = new RateLimit(1, 1_000);
        try (Node busy = Node.start()) {
            var buckets =
                    Ets.of(busy).create("limits", RateLimiter.table(limit).access(Access.PUBLIC));
            var admitted = new AtomicInteger();
            var threads = new ArrayList<Thread>();
            for (int i = 0; i < 3; i++) {
                threads.add(
                        Thread.ofPlatform()
                                .start(() -> {
                                    var limiter = new RateLimiter(buckets, limit);
                                    for (int n = 0; n < 500; n++) {
                                        admitted.addAndGet(limiter.take(ANN, 0) == 0 ? 1 : 0);
                                    }
                                }));
            }
            for (Thread thread : threads) {
                thread.join();
            }

            assertThat(admitted).hasValue(1_000);
        }
    }

    @Test
    void limitsMustMakeSense() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RateLimit(0, 1))
                .withMessage("perSecond must be in (0, 1e9]: perSecond=0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RateLimit(Double.NaN, 1))
                .withMessageContaining("perSecond=NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RateLimit(1, 0))
                .withMessage("burst must be >= 1: burst=0");
    }
}
