package io.trunkline.benchmarks.latency.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.trunkline.benchmarks.latency.diff.Difference.Verdict;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Map;
import java.util.stream.LongStream;

/// The statement about two runs, on runs of which it is known whether they differ.
class RunDiffTest {
    private static final String ROW = "call@10000";
    private static final String GENERATOR = "generator@10000";
    private static final int TRIALS = 100;

    /// Five in a hundred, where the level leads one to expect one.
    private static final int MOST_FALSE_ALARMS = 5;

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.3})
    void callsLikeRunsNoiseHoweverMoodyTheMachineIs(double moods) {
        long alarms =
                LongStream.range(0, TRIALS)
                        .filter(seed -> {
                            var runs = new SyntheticRun(seed);
                            return isTold(
                                    RunDiff.of(runs.run(ROW, 1, moods), runs.run(ROW, 1, moods)));
                        })
                        .count();

        assertThat(alarms).isLessThanOrEqualTo(MOST_FALSE_ALARMS);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.05})
    void findsATenth(double moods) {
        for (long seed = 0; seed < 20; seed++) {
            var runs = new SyntheticRun(seed);
            var slower = RunDiff.of(runs.run(ROW, 1, moods), runs.run(ROW, 1.1, moods));
            var faster = RunDiff.of(runs.run(ROW, 1.1, moods), runs.run(ROW, 1, moods));

            assertThat(of(slower, 50).verdict()).as("seed %d", seed).isEqualTo(Verdict.SLOWER);
            assertThat(of(slower, 50).change()).isBetween(0.04, 0.16);
            assertThat(of(faster, 50).verdict()).as("seed %d", seed).isEqualTo(Verdict.FASTER);
        }
    }

    @Test
    void saysTheSameOfTheSameRuns() {
        var runs = new SyntheticRun(1);
        RecordedRun one = runs.run(ROW, 1, 0.1);
        RecordedRun other = runs.run(ROW, 1.03, 0.1);

        assertThat(RunDiff.of(one, other)).isEqualTo(RunDiff.of(one, other));
    }

    @Test
    void blamesTheMachineIfTheGeneratorDiffers() {
        var runs = new SyntheticRun(7);
        RecordedRun before = runs.run(Map.of(ROW, 1.0, GENERATOR, 1.0, "call@50", 1.0), 0);
        RecordedRun after = runs.run(Map.of(ROW, 1.5, GENERATOR, 1.5, "call@50", 1.5), 0);

        RunDiff diff = RunDiff.of(before, after);

        assertThat(of(diff, ROW, 50).verdict()).isEqualTo(Verdict.MACHINE);
        assertThat(of(diff, "call@50", 50).verdict()).isEqualTo(Verdict.SLOWER);
        assertThat(DiffText.of(diff))
                .contains("At 10000/s the generator, which does nothing, differs");
    }

    @Test
    void tellsNothingFromTooLittle() {
        var runs = new SyntheticRun(1);
        var short1 = firstIntervals(runs.run(ROW, 1, 0), 7);
        var short2 = firstIntervals(runs.run(ROW, 2, 0), 7);

        RunDiff diff = RunDiff.of(short1, short2);

        assertThat(diff.differences())
                .allSatisfy(each -> assertThat(each.verdict()).isEqualTo(Verdict.UNTOLD));
        assertThat(DiffText.of(diff)).contains("Too little to tell: measure for longer.");
    }

    @Test
    void testsNoPercentileThatAHandfulOfOperationsDecide() {
        var runs = new SyntheticRun(1);

        RunDiff diff = RunDiff.of(runs.run(ROW, 1, 0), runs.run(ROW, 1, 0));

        assertThat(of(diff, 99.9).isTested()).isTrue();
        assertThat(of(diff, 99.99).isTested()).isFalse();
    }

    @Test
    void findsTheSamePercentilesAsTheHistogram() {
        RecordedRun run = new SyntheticRun(3).run(ROW, 1, 0.2);
        var all = new Histogram(3);
        run.rows().get(ROW).forEach(all::add);

        RunDiff diff = RunDiff.of(run, run);

        assertThat(diff.differences())
                .allSatisfy(each ->
                        assertThat(each.before())
                                .isEqualTo(all.getValueAtPercentile(each.percentile()))
                                .isEqualTo(each.after()));
    }

    @Test
    void refusesRunsWithNothingInCommon() {
        var runs = new SyntheticRun(1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> RunDiff.of(runs.run("call@1", 1, 0), runs.run("breaker@1", 1, 0)))
                .withMessage(
                        "runs must have a workload and a rate in common: before=[call@1],"
                                + " after=[breaker@1]");
    }

    private static boolean isTold(RunDiff diff) {
        return diff.differences().stream().anyMatch(Difference::isBeyondNoise);
    }

    private static Difference of(RunDiff diff, double percentile) {
        return of(diff, ROW, percentile);
    }

    private static Difference of(RunDiff diff, String row, double percentile) {
        return diff.differences().stream()
                .filter(each -> each.row().equals(row) && each.percentile() == percentile)
                .findFirst()
                .orElseThrow();
    }

    private static RecordedRun firstIntervals(RecordedRun run, int count) {
        return new RecordedRun(
                run.name(),
                run.machine(),
                Map.of(ROW, new ArrayList<>(run.rows().get(ROW).subList(0, count))));
    }
}
