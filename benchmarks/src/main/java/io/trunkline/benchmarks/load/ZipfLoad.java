package io.trunkline.benchmarks.load;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Made-up requests: who asks, and for what, follows Zipf's law, and they come independently of
/// each other. The same options give the same requests.
///
/// @param seed of all that is random
/// @param requests how many
/// @param clients how many clients there may be
/// @param paths how many paths there may be
/// @param exponent of Zipf's law: the n-th most frequent is `n^exponent` times rarer than the first
public record ZipfLoad(long seed, int requests, int clients, int paths, double exponent) {
    private static final double MEAN_GAP_NANOS = 1e6;

    public ZipfLoad {
        requireAtLeastOne("requests", requests);
        requireAtLeastOne("clients", clients);
        requireAtLeastOne("paths", paths);
        if (!(exponent >= 0 && exponent <= 10)) {
            throw new IllegalArgumentException("exponent must be in 0..10: exponent=" + exponent);
        }
    }

    /// 100,000 requests of 2,000 clients for 500 paths, exponent 1.
    public static ZipfLoad defaults() {
        return new ZipfLoad(1, 100_000, 2_000, 500, 1);
    }

    /// Makes the requests.
    public Recording generate() {
        var random = new SplittableRandom(seed);
        double[] clientShares = cumulative(clients);
        double[] pathShares = cumulative(paths);
        int[] client = new int[requests];
        int[] target = new int[requests];
        long[] offset = new long[requests];
        double now = 0;
        for (int i = 0; i < requests; i++) {
            client[i] = draw(clientShares, random.nextDouble());
            target[i] = draw(pathShares, random.nextDouble());
            offset[i] = Math.round(now);
            now += random.nextExponential() * MEAN_GAP_NANOS;
        }
        return new Recording(
                clientNames(), targets(), client, target, offset, Math.max(1, Math.round(now)));
    }

    private double[] cumulative(int size) {
        double[] sum = new double[size];
        double total = 0;
        for (int i = 0; i < size; i++) {
            total += Math.pow(i + 1, -exponent);
            sum[i] = total;
        }
        return sum;
    }

    /// The first place whose cumulative share exceeds `uniform` of the total.
    private static int draw(double[] cumulative, double uniform) {
        double wanted = uniform * cumulative[cumulative.length - 1];
        int low = 0;
        int high = cumulative.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (cumulative[middle] > wanted) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private List<String> clientNames() {
        var names = new ArrayList<String>(clients);
        for (int i = 0; i < clients; i++) {
            names.add("10." + (i >> 16 & 255) + "." + (i >> 8 & 255) + "." + (i & 255));
        }
        return names;
    }

    private List<Recording.Target> targets() {
        return IntStream.range(0, paths)
                .mapToObj(i -> new Recording.Target("GET", "/item/" + i))
                .toList();
    }

    private static void requireAtLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be >= 1: " + name + "=" + value);
        }
    }
}
