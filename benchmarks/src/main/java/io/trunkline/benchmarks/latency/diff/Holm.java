package io.trunkline.benchmarks.latency.diff;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// Holm's correction for the number of tests: with it, the chance that any of them finds what is
/// not there is no more than the level that each is held to.
final class Holm {
    private Holm() {}

    /// The corrected p of each test, in the same order.
    static double[] correct(double[] p) {
        int[] ascending =
                IntStream.range(0, p.length)
                        .boxed()
                        .sorted(Comparator.comparingDouble(i -> p[i]))
                        .mapToInt(Integer::intValue)
                        .toArray();
        double[] corrected = Arrays.copyOf(p, p.length);
        double least = 0;
        for (int rank = 0; rank < ascending.length; rank++) {
            int i = ascending[rank];
            least = Math.max(least, Math.min(1, p[i] * (p.length - rank)));
            corrected[i] = least;
        }
        return corrected;
    }
}
