package io.trunkline.examples.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

import java.time.Duration;

class GatewayOptionsTest {
    @Test
    void timeoutsMustBePositive() {
        var defaults = GatewayOptions.defaults();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> defaults.withIdleTimeout(Duration.ZERO))
                .withMessage("idleTimeout must be > 0: idleTimeout=PT0S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> defaults.withUpstreamTimeout(Duration.ofSeconds(-1)))
                .withMessage("upstreamTimeout must be > 0: upstreamTimeout=PT-1S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> defaults.withRequestTimeout(Duration.ZERO))
                .withMessage("requestTimeout must be > 0: requestTimeout=PT0S");
    }

    @Test
    void requestsMustHaveAClient() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ClientRequest("", "GET", "/"))
                .withMessage("client must not be empty: client=\"\"");
    }

    @Test
    void timelinesKnowTheStepsThatWerePassed() {
        var refused = new Timeline(10, 13, 14, Timeline.NEVER, 20);

        assertThat(refused.nanos(Step.QUEUE)).isEqualTo(3);
        assertThat(refused.nanos(Step.SESSION)).isEqualTo(1);
        assertThat(refused.nanos(Step.TOTAL)).isEqualTo(10);
        assertThat(refused.passed(Step.UPSTREAM)).isFalse();
        assertThatIllegalStateException()
                .isThrownBy(() -> refused.nanos(Step.UPSTREAM))
                .withMessage("step must be passed: step=UPSTREAM");
    }
}
