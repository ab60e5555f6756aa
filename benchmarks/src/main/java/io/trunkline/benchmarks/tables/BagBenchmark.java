package io.trunkline.benchmarks.tables;

import io.trunkline.ets.WriteConcurrency;
import io.trunkline.ets.internal.hash.HashStore;
import io.trunkline.ets.internal.hash.Kind;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// A bag with ten rows a key, and what people build instead: a map of linked sets under a lock.
/// `bag-insert` is per row, and empties the key before; `bag-lookup` is per key.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms4g", "-Xmx4g"})
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
@State(Scope.Benchmark)
public class BagBenchmark {
    private static final int ROWS_PER_KEY = 10;

    @Param("10000")
    int keys;

    private HashStore table;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Object, Set<Object>> peer = new HashMap<>();
    private HashRow[][] rows;

    @Setup
    public void fill() {
        table =
                new HashStore(
                        Kind.BAG, HashKeys.INTEGERS, HashRow.TYPE, WriteConcurrency.AUTO, null);
        rows = new HashRow[keys][ROWS_PER_KEY];
        for (int key = 0; key < keys; key++) {
            for (int i = 0; i < ROWS_PER_KEY; i++) {
                rows[key][i] = new HashRow(key, i);
                table.insert(rows[key][i]);
                peer.computeIfAbsent(key, _ -> new LinkedHashSet<>()).add(rows[key][i]);
            }
        }
    }

    @Benchmark
    @OperationsPerInvocation(ROWS_PER_KEY)
    public void bagInsert(HashBenchmark.Position position) {
        int key = Math.floorMod(position.next(1 << 30) * 0x9e3779b1, keys);
        table.take(key);
        for (HashRow row : rows[key]) {
            table.insert(row);
        }
    }

    @Benchmark
    @OperationsPerInvocation(ROWS_PER_KEY)
    public void bagInsertPeer(HashBenchmark.Position position) {
        int key = Math.floorMod(position.next(1 << 30) * 0x9e3779b1, keys);
        lock.lock();
        try {
            peer.remove(key);
        } finally {
            lock.unlock();
        }
        for (HashRow row : rows[key]) {
            lock.lock();
            try {
                peer.computeIfAbsent(key, _ -> new LinkedHashSet<>()).add(row);
            } finally {
                lock.unlock();
            }
        }
    }

    @Benchmark
    public List<Object> bagLookup(HashBenchmark.Position position) {
        return table.lookup(Math.floorMod(position.next(1 << 30) * 0x9e3779b1, keys));
    }

    @Benchmark
    public List<Object> bagLookupPeer(HashBenchmark.Position position) {
        int key = Math.floorMod(position.next(1 << 30) * 0x9e3779b1, keys);
        lock.lock();
        try {
            return new ArrayList<>(peer.getOrDefault(key, Set.of()));
        } finally {
            lock.unlock();
        }
    }
}
