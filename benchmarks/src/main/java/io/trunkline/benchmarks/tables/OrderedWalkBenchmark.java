package io.trunkline.benchmarks.tables;

import io.trunkline.ets.internal.store.Cursor;
import io.trunkline.ets.internal.store.KeyRange;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.infra.Blackhole;

import java.util.ArrayList;
import java.util.List;

/// `ordered-scan`: all rows, to be divided by their number. `ordered-range`: 100 rows from a random
/// key on.
public class OrderedWalkBenchmark extends OrderedBenchmark {
    private static final int CHUNK = 100;

    @Benchmark
    public void orderedScan(Blackhole blackhole) {
        Cursor cursor = table.cursor(KeyRange.ALL, false);
        List<Object> chunk = new ArrayList<>(CHUNK);
        boolean more;
        do {
            chunk.clear();
            more = cursor.fill(chunk, CHUNK);
            for (int i = 0; i < chunk.size(); i++) {
                blackhole.consume(chunk.get(i));
            }
        } while (more);
    }

    @Benchmark
    public void orderedScanPeer(Blackhole blackhole) {
        for (Object row : peer.values()) {
            blackhole.consume(row);
        }
    }

    @Benchmark
    public void orderedRange(Position position, Blackhole blackhole) {
        Object low = lookups[position.next(lookups.length)];
        List<Object> chunk = new ArrayList<>(CHUNK);
        table.cursor(new KeyRange(low, true, null, true), false).fill(chunk, CHUNK);
        for (int i = 0; i < chunk.size(); i++) {
            blackhole.consume(chunk.get(i));
        }
    }

    @Benchmark
    public void orderedRangePeer(Position position, Blackhole blackhole) {
        Object low = lookups[position.next(lookups.length)];
        int left = CHUNK;
        for (Object row : peer.tailMap(low).values()) {
            blackhole.consume(row);
            if (--left == 0) {
                break;
            }
        }
    }
}
