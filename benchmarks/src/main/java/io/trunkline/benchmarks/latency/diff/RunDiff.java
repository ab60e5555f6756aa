package io.trunkline.benchmarks.latency.diff;

import org.HdrHistogram.Histogram;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// Two runs beside each other.
///
/// @param differences of the rows that both runs have
public record RunDiff(RecordedRun before, RecordedRun after, List<Difference> differences) {
    private static final List<Double> PERCENTILES = List.of(50.0, 90.0, 99.0, 99.9, 99.99);

    /// With fewer blocks there are too few deals to tell chance from anything.
    private static final int FEWEST_BLOCKS = 8;

    /// How many operations must be slower than a percentile for it to mean anything.
    private static final int FEWEST_BEYOND = 20;

    public RunDiff {
        differences = List.copyOf(differences);
    }

    /// Compares two runs.
    ///
    /// @throws IllegalArgumentException if they have no row in common
    public static RunDiff of(RecordedRun before, RecordedRun after) {
        List<Difference> differences = new ArrayList<>();
        before.rows()
                .forEach((id, intervals) -> {
                    List<Histogram> others = after.rows().get(id);
                    if (others != null) {
                        differences.addAll(row(id, Blocks.of(intervals, others)));
                    }
                });
        if (differences.isEmpty()) {
            throw new IllegalArgumentException(
                    "runs must have a workload and a rate in common: before="
                            + before.rows().keySet()
                            + ", after="
                            + after.rows().keySet());
        }
        return new RunDiff(before, after, corrected(differences));
    }

    /// Those that are more than noise.
    public List<Difference> real() {
        return differences.stream().filter(Difference::isReal).toList();
    }

    /// The ids of the rows that both runs have.
    List<String> rows() {
        return differences.stream().map(Difference::row).distinct().toList();
    }

    private static List<Difference> row(String id, Blocks blocks) {
        long[] before = blocks.sum(IntStream.range(0, blocks.first()));
        long[] after = blocks.sum(IntStream.range(blocks.first(), blocks.all()));
        long fewest = Math.min(total(before), total(after));
        boolean enough = Math.min(blocks.first(), blocks.second()) >= FEWEST_BLOCKS;
        List<Double> tested =
                PERCENTILES.stream()
                        .filter(each -> enough && fewest * (1 - each / 100) >= FEWEST_BEYOND)
                        .toList();
        double[] p = PermutationTest.p(blocks, tested);
        return PERCENTILES.stream()
                .map(each -> {
                    int test = tested.indexOf(each);
                    return new Difference(
                            id,
                            each,
                            blocks.percentile(before, each),
                            blocks.percentile(after, each),
                            test < 0 ? Difference.UNKNOWN : p[test]);
                })
                .toList();
    }

    private static List<Difference> corrected(List<Difference> differences) {
        double[] p =
                Holm.correct(
                        differences.stream()
                                .filter(Difference::isTested)
                                .mapToDouble(Difference::p)
                                .toArray());
        List<Difference> corrected = new ArrayList<>();
        int test = 0;
        for (Difference each : differences) {
            corrected.add(each.isTested() ? each.withP(p[test++]) : each);
        }
        return corrected;
    }

    private static long total(long[] counts) {
        return LongStream.of(counts).sum();
    }
}
