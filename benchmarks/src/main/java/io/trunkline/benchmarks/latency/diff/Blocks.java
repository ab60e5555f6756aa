package io.trunkline.benchmarks.latency.diff;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// The intervals of two runs, in blocks of consecutive ones: how many of each block's operations
/// took no longer than each of the values that occur in either run. So a percentile of any blocks
/// together is found by halving, without adding them up.
///
/// @param values all that occur, ascending
/// @param ranks for each block, those of the first run before those of the second: how many of its
///   operations took no longer than each value
/// @param first how many blocks are the first run's
record Blocks(long[] values, long[][] ranks, int first) {
    /// How many blocks a run is divided into, if it has as many intervals.
    static final int MOST = 20;

    static Blocks of(List<Histogram> one, List<Histogram> other) {
        List<Histogram> ones = together(one);
        List<Histogram> all = Stream.concat(ones.stream(), together(other).stream()).toList();
        long[] values = all.stream().flatMapToLong(Blocks::valuesOf).distinct().sorted().toArray();
        long[][] ranks = all.stream().map(block -> ranksOf(block, values)).toArray(long[][]::new);
        return new Blocks(values, ranks, ones.size());
    }

    /// How many blocks there are in both runs together.
    int all() {
        return ranks.length;
    }

    /// The value that so many percent of some blocks' operations do not exceed.
    ///
    /// @param blocks of which those from `from` up to `to` count, and not none
    long percentile(int[] blocks, int from, int to, double percentile) {
        long total = total(blocks, from, to);
        // A hair less, as 99.9 of 1,000 must not become 999.0000001.
        long wanted = Math.max(1, (long) Math.ceil(Math.nextDown(percentile) * total / 100));
        int low = 0;
        int high = values.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (rank(blocks, from, to, middle) >= wanted) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return values[low];
    }

    /// How many operations some blocks have.
    long total(int[] blocks, int from, int to) {
        return rank(blocks, from, to, values.length - 1);
    }

    /// How many of some blocks' operations took no longer than a value.
    private long rank(int[] blocks, int from, int to, int value) {
        long rank = 0;
        for (int i = from; i < to; i++) {
            rank += ranks[blocks[i]][value];
        }
        return rank;
    }

    private static List<Histogram> together(List<Histogram> intervals) {
        int blocks = Math.min(MOST, intervals.size());
        return IntStream.range(0, blocks)
                .mapToObj(i -> {
                    var block = new Histogram(3);
                    int from = i * intervals.size() / blocks;
                    int to = (i + 1) * intervals.size() / blocks;
                    intervals.subList(from, to).forEach(block::add);
                    return block;
                })
                .filter(block -> block.getTotalCount() > 0)
                .toList();
    }

    private static LongStream valuesOf(Histogram block) {
        var builder = LongStream.builder();
        for (HistogramIterationValue value : block.recordedValues()) {
            builder.add(value.getValueIteratedTo());
        }
        return builder.build();
    }

    private static long[] ranksOf(Histogram block, long[] values) {
        long[] ranks = new long[values.length];
        for (HistogramIterationValue value : block.recordedValues()) {
            ranks[Arrays.binarySearch(values, value.getValueIteratedTo())] =
                    value.getCountAtValueIteratedTo();
        }
        for (int i = 1; i < ranks.length; i++) {
            ranks[i] += ranks[i - 1];
        }
        return ranks;
    }
}
