package io.trunkline.examples.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenBucketTest {
    private static final long MILLIS = 1_000_000;

    @Test
    void admitsABurstAndThenAtTheRate() {
        var bucket = new TokenBucket(new RateLimit(1_000, 3), 0);

        assertThat(bucket.take(0)).isZero();
        assertThat(bucket.take(0)).isZero();
        assertThat(bucket.take(0)).isZero();
        assertThat(bucket.take(0)).isEqualTo(MILLIS);
        assertThat(bucket.take(MILLIS - 1)).isEqualTo(1);
        assertThat(bucket.take(MILLIS)).isZero();
        assertThat(bucket.take(MILLIS)).isEqualTo(MILLIS);
    }

    @Test
    void refusalsCostNothing() {
        var bucket = new TokenBucket(new RateLimit(1_000, 1), 0);

        assertThat(bucket.take(0)).isZero();
        for (int i = 0; i < 100; i++) {
            assertThat(bucket.take(1)).isEqualTo(MILLIS - 1);
        }
        assertThat(bucket.take(MILLIS)).isZero();
    }

    @Test
    void holdsNoMoreThanABurstAfterALongPause() {
        var bucket = new TokenBucket(new RateLimit(1_000, 2), 0);
        long later = 3_600_000 * MILLIS;

        assertThat(bucket.take(later)).isZero();
        assertThat(bucket.take(later)).isZero();
        assertThat(bucket.take(later)).isPositive();
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, Long.MAX_VALUE - MILLIS / 2})
    void worksWhereverTheClockStands(long now) {
        var bucket = new TokenBucket(new RateLimit(1_000, 1), now);

        assertThat(bucket.take(now)).isZero();
        assertThat(bucket.take(now + 1)).isEqualTo(MILLIS - 1);
        assertThat(bucket.take(now + MILLIS)).isZero();
    }

    @Test
    void admitsTheRateInTheLongRun() {
        var bucket = new TokenBucket(new RateLimit(500, 10), 0);

        int admitted = 0;
        for (long now = 0; now < 10_000 * MILLIS; now += MILLIS / 10) {
            admitted += bucket.take(now) == 0 ? 1 : 0;
        }

        assertThat(admitted).isBetween(5_000, 5_010);
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
