package io.trunkline.benchmarks.latency.diff;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// How likely percentiles are to differ as they do, if the runs do not: see the package.
final class PermutationTest {
    private static final int DEALS = 4_999;
    private static final long SEED = 1;

    private PermutationTest() {}

    /// The p of each percentile, in (0, 1], not corrected for their number.
    static double[] p(Blocks blocks, List<Double> percentiles) {
        int[] deal = IntStream.range(0, blocks.all()).toArray();
        long[] all = blocks.sum(Arrays.stream(deal));
        double[] real = distances(blocks, deal, all, percentiles);
        int[] asFar = new int[real.length];
        var random = new Random(SEED);
        for (int i = 0; i < DEALS; i++) {
            shuffle(deal, random);
            double[] dealt = distances(blocks, deal, all, percentiles);
            for (int k = 0; k < real.length; k++) {
                asFar[k] += dealt[k] >= real[k] ? 1 : 0;
            }
        }
        return Arrays.stream(asFar).mapToDouble(count -> (count + 1.0) / (DEALS + 1)).toArray();
    }

    /// How far the percentiles of the first so many blocks of a deal are from those of the rest.
    private static double[] distances(
            Blocks blocks, int[] deal, long[] all, List<Double> percentiles) {
        long[] one = blocks.sum(Arrays.stream(deal, 0, blocks.first()));
        long[] other = new long[all.length];
        Arrays.setAll(other, i -> all[i] - one[i]);
        return percentiles.stream()
                .mapToDouble(each -> distance(blocks, one, other, each))
                .toArray();
    }

    /// As a ratio: 10 us and 11 us are as far from each other as 1 ms and 1.1 ms.
    private static double distance(Blocks blocks, long[] one, long[] other, double percentile) {
        double ratio =
                (double) Math.max(1, blocks.percentile(one, percentile))
                        / Math.max(1, blocks.percentile(other, percentile));
        return Math.abs(Math.log(ratio));
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
