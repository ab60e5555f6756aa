package io.trunkline.benchmarks.tables;

import io.trunkline.ets.internal.tree.OrderedStore;

import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.util.Random;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;

/// A table and a skip list with the same rows, inserted in the same random order.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms4g", "-Xmx4g"})
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
@State(Scope.Benchmark)
public abstract class OrderedBenchmark {
    @Param({"100000", "1000000"})
    int rows;

    @Param({"NUMBERS", "STRINGS"})
    OrderedKeys keys;

    OrderedStore table;
    ConcurrentSkipListMap<Object, Object> peer;

    /// Keys that are in the table, as other objects, in random order: more than caches keep.
    Object[] lookups;

    OrderedRow[] replacements;

    @Setup
    public void fill() {
        Random random = new Random(42);
        int[] order = new int[rows];
        for (int i = 0; i < rows; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        table = new OrderedStore(keys, OrderedRow.TYPE, null);
        peer = new ConcurrentSkipListMap<>(keys::compare);
        for (int number : order) {
            OrderedRow row = new OrderedRow(keys.key(number), number);
            table.insert(row);
            peer.put(row.key(), row);
        }
        int count = Integer.highestOneBit(rows);
        lookups = new Object[count];
        replacements = new OrderedRow[count];
        for (int i = 0; i < count; i++) {
            lookups[i] = keys.key(random.nextInt(rows));
            replacements[i] = new OrderedRow(keys.key(random.nextInt(rows)), i);
        }
    }

    /// Where a thread is in the keys.
    @State(Scope.Thread)
    public static class Position {
        private int next = new Random().nextInt();

        int next(int length) {
            return next++ & (length - 1);
        }
    }
}
