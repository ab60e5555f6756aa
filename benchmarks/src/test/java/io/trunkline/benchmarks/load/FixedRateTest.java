package io.trunkline.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

import java.time.Duration;

class FixedRateTest {
    @Test
    void spacesRequestsEvenlyWithoutDrift() {
        var rate = FixedRate.lasting(30_000, Duration.ofHours(1));

        assertThat(rate.total()).isEqualTo(108_000_000);
        assertThat(rate.offset(0)).isZero();
        assertThat(rate.offset(1)).isEqualTo(33_333);
        assertThat(rate.offset(107_999_999)).isEqualTo(3_600_000_000_000L - 33_333);
    }

    @Test
    void hasOneRequestAtLeast() {
        assertThat(FixedRate.lasting(0.001, Duration.ofSeconds(1)).total()).isEqualTo(1);
    }

    @Test
    void refusesRatesThatMakeNoSense() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FixedRate(0, 1))
                .withMessage("rate must be in (0, 1e9]: rate=0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FixedRate(1, 0))
                .withMessage("total must be >= 1: total=0");
    }
}
