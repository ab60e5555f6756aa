package io.trunkline.benchmarks.tables;

import io.trunkline.ets.WriteConcurrency;
import io.trunkline.ets.internal.hash.CounterStore;
import io.trunkline.ets.internal.hash.HashStore;
import io.trunkline.ets.internal.hash.Kind;

import org.openjdk.jmh.annotations.Benchmark;
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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// A set and a ConcurrentHashMap with the same key and row objects: `set-lookup`, `set-insert`,
/// `set-mixed`, `counter-spread`, `counter-hot`. The number of threads is the caller's.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms4g", "-Xmx4g"})
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
@State(Scope.Benchmark)
public class HashBenchmark {
    @Param({"100000", "1000000"})
    int rows;

    @Param({"INTEGERS", "LONGS", "STRINGS"})
    HashKeys keys;

    @Param("AUTO")
    WriteConcurrency writers;

    private HashStore table;
    private CounterStore counters;
    private ConcurrentHashMap<Object, Object> peer;
    private ConcurrentHashMap<Object, Long> peerCounters;

    /// Keys that are in the table, as other objects, in random order.
    private Object[] lookups;

    private HashRow[] replacements;

    @Setup
    public void fill() {
        Random random = new Random(42);
        table = new HashStore(Kind.SET, keys, HashRow.TYPE, writers, null);
        counters = new CounterStore(keys, writers);
        peer = new ConcurrentHashMap<>();
        peerCounters = new ConcurrentHashMap<>();
        for (int number = 0; number < rows; number++) {
            HashRow row = new HashRow(keys.key(number), number);
            table.insert(row);
            counters.put(row.key(), number);
            peer.put(row.key(), row);
            peerCounters.put(row.key(), (long) number);
        }
        int count = Integer.highestOneBit(rows);
        lookups = new Object[count];
        replacements = new HashRow[count];
        for (int i = 0; i < count; i++) {
            lookups[i] = keys.key(random.nextInt(rows));
            replacements[i] = new HashRow(keys.key(random.nextInt(rows)), i);
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

    @Benchmark
    public Object setLookup(Position position) {
        return table.get(lookups[position.next(lookups.length)]);
    }

    @Benchmark
    public Object setLookupPeer(Position position) {
        return peer.get(lookups[position.next(lookups.length)]);
    }

    @Benchmark
    public Object setInsert(Position position) {
        return table.insert(replacements[position.next(replacements.length)]);
    }

    @Benchmark
    public Object setInsertPeer(Position position) {
        HashRow row = replacements[position.next(replacements.length)];
        return peer.put(row.key(), row);
    }

    @Benchmark
    public Object setMixed(Position position) {
        int i = position.next(lookups.length);
        return i % 10 == 0 ? table.insert(replacements[i]) : table.get(lookups[i]);
    }

    @Benchmark
    public Object setMixedPeer(Position position) {
        int i = position.next(lookups.length);
        if (i % 10 == 0) {
            HashRow row = replacements[i];
            return peer.put(row.key(), row);
        }
        return peer.get(lookups[i]);
    }

    @Benchmark
    public Object counterSpread(Position position) {
        return increment(lookups[position.next(lookups.length)]);
    }

    @Benchmark
    public Object counterSpreadPeer(Position position) {
        return peerCounters.merge(lookups[position.next(lookups.length)], 1L, Long::sum);
    }

    @Benchmark
    public Object counterHot() {
        return increment(lookups[0]);
    }

    @Benchmark
    public Object counterHotPeer() {
        return peerCounters.merge(lookups[0], 1L, Long::sum);
    }

    @Benchmark
    public long counterSpreadNumbers(Position position) {
        return counters.add(lookups[position.next(lookups.length)], 1);
    }

    @Benchmark
    public long counterHotNumbers() {
        return counters.add(lookups[0], 1);
    }

    private Object increment(Object key) {
        return table.compute(
                key,
                row -> {
                    HashRow counter = (HashRow) row;
                    return new HashRow(counter.key(), counter.value() + 1);
                });
    }
}
