package io.trunkline.benchmarks.latency.diff;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class HolmTest {
    @Test
    void holdsTheSmallestToTheStrictestLevel() {
        double[] corrected = Holm.correct(new double[] {0.04, 0.01, 0.03});

        assertThat(corrected).containsExactly(new double[] {0.06, 0.03, 0.06}, near());
    }

    @Test
    void neverExceedsOne() {
        assertThat(Holm.correct(new double[] {0.6, 0.9})).containsExactly(1.0, 1.0);
    }

    @Test
    void leavesASingleTestAlone() {
        assertThat(Holm.correct(new double[] {0.05})).containsExactly(0.05);
        assertThat(Holm.correct(new double[0])).isEmpty();
    }

    private static Offset<Double> near() {
        return Offset.offset(1e-12);
    }
}
