package io.trunkline.benchmarks.latency.diff;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// How likely percentiles are to differ as they do, if the runs do not: see the package.
final class PermutationTest {
    private static final int DEALS = 9_999;
    private static final long SEED = 1;

    private PermutationTest() {}

    /// The p of each percentile, in (0, 1], not corrected for their number.
    static double[] p(Blocks blocks, List<Double> percentiles) {
        int[] deal = IntStream.range(0, blocks.all()).toArray();
        double[] real = distances(blocks, deal, percentiles);
        int[] asFar = new int[real.length];
        var random = new Random(SEED);
        for (int i = 0; i < DEALS; i++) {
            shuffle(deal, random);
            double[] dealt = distances(blocks, deal, percentiles);
            for (int k = 0; k < real.length; k++) {
                asFar[k] += dealt[k] >= real[k] ? 1 : 0;
            }
        }
        return Arrays.stream(asFar).mapToDouble(count -> (count + 1.0) / (DEALS + 1)).toArray();
    }

    /// How far the percentiles of the first so many blocks of a deal are from those of the rest.
    private static double[] distances(Blocks blocks, int[] deal, List<Double> percentiles) {
        double[] distances = new double[percentiles.size()];
        for (int k = 0; k < distances.length; k++) {
            double percentile = percentiles.get(k);
            long one = blocks.percentile(deal, 0, blocks.first(), percentile);
            long other = blocks.percentile(deal, blocks.first(), deal.length, percentile);
            // As a ratio: 10 us and 11 us are as far from each other as 1 ms and 1.1 ms.
            distances[k] = Math.abs(Math.log((double) Math.max(1, one) / Math.max(1, other)));
        }
        return distances;
    }

    private static void shuffle(int[] deal, Random random) {
        for (int i = deal.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = deal[i];
            deal[i] = deal[j];
            deal[j] = swapped;
        }
    }
}
