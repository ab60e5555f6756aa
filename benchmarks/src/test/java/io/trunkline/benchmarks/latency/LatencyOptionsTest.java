package io.trunkline.benchmarks.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.trunkline.benchmarks.latency.workload.WorkloadKind;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

class LatencyOptionsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void measuresTheGeneratorFirstAndOnce() {
        assertThat(options(WorkloadKind.CALL).order())
                .containsExactly(WorkloadKind.GENERATOR, WorkloadKind.CALL);
        assertThat(options(WorkloadKind.BREAKER, WorkloadKind.GENERATOR).order())
                .containsExactly(WorkloadKind.GENERATOR, WorkloadKind.BREAKER);
    }

    @Test
    void refusesWhatCannotBeMeasured() {
        List<WorkloadKind> call = List.of(WorkloadKind.CALL);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LatencyOptions(call, List.of(5.0, 5.0), SECOND, SECOND))
                .withMessage("rate must be given once: rate=5.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LatencyOptions(call, List.of(0.0), SECOND, SECOND))
                .withMessage("rate must be in (0, 1e9]: rate=0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LatencyOptions(call, List.of(1.0), Duration.ZERO, SECOND))
                .withMessage("length must be > 0: length=PT0S");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new LatencyOptions(call, List.of(1.0), SECOND, Duration.ofSeconds(-1)))
                .withMessage("warmUp must be >= 0: warmUp=PT-1S");
    }

    private static LatencyOptions options(WorkloadKind... workloads) {
        return new LatencyOptions(List.of(workloads), List.of(1_000.0), SECOND, SECOND);
    }
}
