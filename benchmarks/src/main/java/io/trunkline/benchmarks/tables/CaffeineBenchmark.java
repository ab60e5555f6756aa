package io.trunkline.benchmarks.tables;

import com.github.benmanes.caffeine.cache.Caffeine;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

import java.util.concurrent.ConcurrentMap;

/// Caffeine as a map, without a bound: the peer of `set-lookup`, `set-insert` and `set-mixed`, and
/// with counts for values of `counter-spread` and `counter-hot`.
public class CaffeineBenchmark extends TablesBenchmark {
    private final ConcurrentMap<Object, TableRow> map =
            Caffeine.newBuilder().<Object, TableRow>build().asMap();
    private final ConcurrentMap<Object, Long> counts =
            Caffeine.newBuilder().<Object, Long>build().asMap();

    @Setup
    public void fill() {
        for (TableRow row : shuffled()) {
            map.put(row.key(), row);
            counts.put(row.key(), row.value());
        }
    }

    @Benchmark
    public Object setLookupCaffeine(Position position) {
        return map.get(lookups[position.next(lookups.length)]);
    }

    @Benchmark
    public Object setInsertCaffeine(Position position) {
        TableRow row = replacements[position.next(replacements.length)];
        return map.put(row.key(), row);
    }

    @Benchmark
    public Object setMixedCaffeine(Position position) {
        int i = position.next(lookups.length);
        if (i % 10 == 0) {
            TableRow row = replacements[i];
            return map.put(row.key(), row);
        }
        return map.get(lookups[i]);
    }

    @Benchmark
    public Object counterSpreadCaffeine(Position position) {
        return counts.merge(lookups[position.next(lookups.length)], 1L, Long::sum);
    }

    @Benchmark
    public Object counterHotCaffeine() {
        return counts.merge(lookups[0], 1L, Long::sum);
    }
}
