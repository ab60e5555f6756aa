package io.trunkline.pool.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import io.trunkline.engine.Node;
import io.trunkline.engine.SimulatedNode;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

class RateLimiterTest {
    private final SimulatedNode node = Node.simulated(1);

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void aSmoothRateSpacesCalls() {
        RateLimiter limiter = RateLimiter.of(RateLimit.smooth(10, ofSeconds(1)), node);

        assertThat(limiter.tryAcquire()).isTrue();
        assertThat(limiter.tryAcquire()).isFalse();
        node.advance(ofMillis(100).minusNanos(1));
        assertThat(limiter.tryAcquire()).isFalse();
        node.advance(Duration.ofNanos(1));
        assertThat(limiter.tryAcquire()).isTrue();
        assertThat(limiter.snapshot()).isEqualTo(new RateSnapshot(2, 0, 2));
    }

    @Test
    void aBurstySavesUpToItsBurst() {
        RateLimiter limiter = RateLimiter.of(RateLimit.bursty(10, ofSeconds(1)), node);
        node.advance(ofSeconds(60));

        assertThat(limiter.available()).isEqualTo(10);
        for (int i = 0; i < 10; i++) {
            limiter.acquire();
        }
        assertThatExceptionOfType(RateExceeded.class)
                .isThrownBy(limiter::acquire)
                .withMessage("RateExceeded: permits=10, per=PT1S")
                .satisfies(e -> assertThat(e.retryAfter()).isEqualTo(ofMillis(100)));
    }

    @Test
    void callsWaitForTheirPermitsInTurn() {
        RateLimiter limiter =
                RateLimiter.of(RateLimit.smooth(10, ofSeconds(1)).withMaxWait(ofMillis(250)), node);
        long start = node.clock().nanoTime();
        List<Long> begun = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            limiter.<RuntimeException>run(() -> begun.add(node.clock().nanoTime() - start));
        }

        assertThat(begun).containsExactly(0L, 100_000_000L, 200_000_000L, 300_000_000L);
        assertThat(limiter.snapshot()).isEqualTo(new RateSnapshot(4, 3, 0));
    }

    @Test
    void anInterruptEndsTheWait() {
        RateLimiter limiter =
                RateLimiter.of(RateLimit.smooth(1, ofSeconds(100)).withMaxWait(ofSeconds(200)));
        limiter.acquire();
        Thread.currentThread().interrupt();

        assertThatExceptionOfType(GuardInterrupted.class).isThrownBy(limiter::acquire);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void inNoSpanOfTimeAreThereMorePermitsThanPromised() {
        long seed = Long.getLong("trunkline.seed", System.nanoTime());
        var random = new SplittableRandom(seed);
        for (int run = 0; run < 200; run++) {
            int permits = 1 + random.nextInt(20);
            int burst = 1 + random.nextInt(20);
            long per = 1_000 + random.nextInt(1_000_000);
            var limit = RateLimit.smooth(permits, Duration.ofNanos(per)).withBurst(burst);
            RateLimiter limiter = RateLimiter.of(limit, node);
            List<Long> granted = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                node.advance(Duration.ofNanos(random.nextLong(2 * per / permits)));
                if (limiter.tryAcquire()) {
                    granted.add(node.clock().nanoTime());
                }
            }
            int over = 0;
            for (int from = 0; from < granted.size(); from++) {
                for (int to = from; to < granted.size(); to++) {
                    double span = granted.get(to) - granted.get(from);
                    over = Math.max(over, to - from + 1 - (int) (burst + span * permits / per));
                }
            }
            assertThat(over).as("seed=" + seed + ", " + limit).isZero();
        }
    }

    @Test
    void eachKeyHasItsOwnPermits() {
        var limiter = KeyedRateLimiter.<String>of(RateLimit.bursty(2, ofSeconds(1)), 100, node);

        assertThat(limiter.tryAcquire("a")).isTrue();
        assertThat(limiter.tryAcquire("a")).isTrue();
        assertThat(limiter.tryAcquire("a")).isFalse();
        assertThat(limiter.available("b")).isEqualTo(2);
        assertThat(limiter.forKey("b").<Integer, RuntimeException>call(() -> 1)).isEqualTo(1);
        assertThat(limiter.available("b")).isEqualTo(1);
    }

    @Test
    void memoryIsBoundedAndKnownKeysKeepTheirPermits() {
        var limiter = KeyedRateLimiter.<Integer>of(RateLimit.bursty(2, ofSeconds(1)), 100, node);
        for (int key = 0; key < 10_000; key++) {
            limiter.tryAcquire(key);
        }
        assertThat(limiter.size()).isEqualTo(100);
        assertThat(limiter.available(7)).as("a key that came in time").isEqualTo(1);
        assertThat(limiter.snapshot().granted()).as("100 keys, and 2 of the rest").isEqualTo(102);
    }

    @Test
    void keysWithAllTheirPermitsAreForgotten() {
        var limiter = KeyedRateLimiter.<Integer>of(RateLimit.bursty(2, ofSeconds(1)), 100, node);
        for (int key = 0; key < 10_000; key++) {
            node.advance(ofMillis(10));
            assertThat(limiter.tryAcquire(key)).isTrue();
        }
        assertThat(limiter.size()).isLessThanOrEqualTo(100);
    }

    @Test
    void aClockThatIsRetiredGivesNoPermits() {
        var tokens = new TokenClock();
        assertThat(tokens.take(0, 10, 0, 0)).isZero();
        assertThat(tokens.retire(9)).isFalse();
        assertThat(tokens.retire(10)).isTrue();
        assertThat(tokens.retire(10)).isFalse();
        assertThat(tokens.take(20, 10, 0, 0)).isEqualTo(TokenClock.RETIRED);
    }

    @Test
    void refusesLimitsThatMeanNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RateLimit.smooth(0, ofSeconds(1)))
                .withMessage("permits must be >= 1: permits=0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RateLimit.smooth(1, Duration.ofDays(365)).withBurst(1000))
                .withMessageStartingWith("burst must be saved up within 70 years");
    }
}
