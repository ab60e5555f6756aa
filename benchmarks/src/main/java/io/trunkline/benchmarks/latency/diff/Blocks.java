package io.trunkline.benchmarks.latency.diff;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// The intervals of two runs, in blocks of consecutive ones: how often each block holds each of the
/// values that occur in either run.
///
/// @param values all that occur, ascending
/// @param counts for each block, those of the first run before those of the second: how often it
///   holds each value
/// @param first how many blocks are the first run's
record Blocks(long[] values, long[][] counts, int first) {
    /// How many blocks a run is divided into, if it has as many intervals.
    static final int MOST = 20;

    static Blocks of(List<Histogram> one, List<Histogram> other) {
        List<Histogram> ones = together(one);
        List<Histogram> all = Stream.concat(ones.stream(), together(other).stream()).toList();
        long[] values = all.stream().flatMapToLong(Blocks::valuesOf).distinct().sorted().toArray();
        long[][] counts = all.stream().map(block -> countsOf(block, values)).toArray(long[][]::new);
        return new Blocks(values, counts, ones.size());
    }

    /// How many blocks there are in both runs together.
    int all() {
        return counts.length;
    }

    /// How many blocks are the second run's.
    int second() {
        return counts.length - first;
    }

    /// How often each value occurs in these blocks together.
    long[] sum(IntStream blocks) {
        long[] sum = new long[values.length];
        blocks.forEach(block -> add(counts[block], sum));
        return sum;
    }

    /// The value that so many percent do not exceed.
    ///
    /// @param counts how often each value occurs; not never
    long percentile(long[] counts, double percentile) {
        long total = Arrays.stream(counts).sum();
        long rank = Math.max(1, (long) Math.ceil(percentile / 100 * total));
        int i = 0;
        for (long seen = counts[0]; seen < rank; seen += counts[i]) {
            i++;
        }
        return values[i];
    }

    private static void add(long[] counts, long[] sum) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += counts[i];
        }
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

    private static long[] countsOf(Histogram block, long[] values) {
        long[] counts = new long[values.length];
        for (HistogramIterationValue value : block.recordedValues()) {
            counts[Arrays.binarySearch(values, value.getValueIteratedTo())] =
                    value.getCountAtValueIteratedTo();
        }
        return counts;
    }
}
