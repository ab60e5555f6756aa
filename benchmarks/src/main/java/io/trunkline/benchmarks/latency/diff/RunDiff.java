package io.trunkline.benchmarks.latency.diff;

import org.HdrHistogram.Histogram;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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
        return new RunDiff(before, after, machineTold(corrected(differences)));
    }

    /// The ids of the rows that both runs have.
    List<String> rows() {
        return differences.stream().map(Difference::row).distinct().toList();
    }

    private static List<Difference> row(String id, Blocks blocks) {
        int[] all = IntStream.range(0, blocks.all()).toArray();
        int first = blocks.first();
        long fewest = Math.min(blocks.total(all, 0, first), blocks.total(all, first, all.length));
        boolean enough = Math.min(first, all.length - first) >= FEWEST_BLOCKS;
        List<Double> tested =
                PERCENTILES.stream()
                        .filter(each -> enough && fewest * (100 - each) / 100 >= FEWEST_BEYOND)
                        .toList();
        double[] p = PermutationTest.p(blocks, tested);
        return PERCENTILES.stream()
                .map(each -> {
                    int test = tested.indexOf(each);
                    return new Difference(
                            id,
                            each,
                            blocks.percentile(all, 0, first, each),
                            blocks.percentile(all, first, all.length, each),
                            test < 0 ? Difference.UNKNOWN : p[test],
                            false);
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

    /// Marks all rows at those rates at which the generator differs.
    private static List<Difference> machineTold(List<Difference> differences) {
        Set<String> rates =
                differences.stream()
                        .filter(each -> each.isGenerator() && each.isBeyondNoise())
                        .map(Difference::rate)
                        .collect(Collectors.toSet());
        return differences.stream()
                .map(each -> rates.contains(each.rate()) ? each.onAnotherMachine() : each)
                .toList();
    }
}
