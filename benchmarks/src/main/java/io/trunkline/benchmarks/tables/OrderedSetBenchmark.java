package io.trunkline.benchmarks.tables;

import static io.trunkline.ets.TableSpec.orderedSet;

import io.trunkline.ets.Table;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.infra.Blackhole;

import java.util.Iterator;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/// An ordered set and a ConcurrentSkipListMap: `ordered-lookup`, `ordered-insert` over a random old
/// row, `ordered-scan` of all rows, to be divided by their number, `ordered-range` of 100.
public class OrderedSetBenchmark extends TablesBenchmark {
    private static final int RANGE = 100;

    private Table<TableRow> table;
    private ConcurrentNavigableMap<Object, TableRow> view;
    private final ConcurrentSkipListMap<Object, TableRow> peer = new ConcurrentSkipListMap<>();

    @Setup
    public void fill() {
        table = create(orderedSet(TableRow.class, TableRow::key));
        view = table.asNavigableMap();
        for (TableRow row : shuffled()) {
            table.insert(row);
            peer.put(row.key(), row);
        }
    }

    @Benchmark
    public Object orderedLookup(Position position) {
        return table.get(lookups[position.next(lookups.length)]);
    }

    @Benchmark
    public Object orderedLookupPeer(Position position) {
        return peer.get(lookups[position.next(lookups.length)]);
    }

    @Benchmark
    public void orderedInsert(Position position) {
        table.insert(replacements[position.next(replacements.length)]);
    }

    @Benchmark
    public Object orderedInsertPeer(Position position) {
        TableRow row = replacements[position.next(replacements.length)];
        return peer.put(row.key(), row);
    }

    @Benchmark
    public void orderedScan(Blackhole blackhole) {
        table.forEach(blackhole::consume);
    }

    @Benchmark
    public void orderedScanPeer(Blackhole blackhole) {
        peer.values().forEach(blackhole::consume);
    }

    @Benchmark
    public void orderedRange(Position position, Blackhole blackhole) {
        Object low = lookups[position.next(lookups.length)];
        consume(view.tailMap(low).values().iterator(), blackhole);
    }

    @Benchmark
    public void orderedRangePeer(Position position, Blackhole blackhole) {
        Object low = lookups[position.next(lookups.length)];
        consume(peer.tailMap(low).values().iterator(), blackhole);
    }

    private static void consume(Iterator<?> rows, Blackhole blackhole) {
        for (int i = 0; i < RANGE && rows.hasNext(); i++) {
            blackhole.consume(rows.next());
        }
    }
}
