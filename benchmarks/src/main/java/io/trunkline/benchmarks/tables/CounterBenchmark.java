package io.trunkline.benchmarks.tables;

import static io.trunkline.ets.TableSpec.set;

import io.trunkline.ets.Access;
import io.trunkline.ets.CounterTable;
import io.trunkline.ets.Ets;
import io.trunkline.ets.Table;
import io.trunkline.ets.WriteConcurrency;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

import java.util.concurrent.ConcurrentHashMap;

/// `counter-spread`, `counter-hot`: counters in the rows of a set, in a table of counters, and in a
/// ConcurrentHashMap.
public class CounterBenchmark extends TablesBenchmark {
    private Table<TableRow> table;
    private CounterTable counters;
    private final ConcurrentHashMap<Object, Long> peer = new ConcurrentHashMap<>();

    @Setup
    public void fill() {
        Ets ets = ets();
        table =
                ets.create(
                        "rows",
                        set(TableRow.class, TableRow::key)
                                .access(Access.PUBLIC)
                                .writeConcurrency(WriteConcurrency.AUTO));
        counters = ets.createCounters("counters", Access.PUBLIC);
        for (TableRow row : shuffled()) {
            table.insert(row);
            counters.put(row.key(), row.value());
            peer.put(row.key(), row.value());
        }
    }

    @Benchmark
    public long counterSpread(Position position) {
        return counters.add(lookups[position.next(lookups.length)], 1);
    }

    @Benchmark
    public long counterSpreadRow(Position position) {
        return table.updateCounter(lookups[position.next(lookups.length)], 1);
    }

    @Benchmark
    public Object counterSpreadPeer(Position position) {
        return peer.merge(lookups[position.next(lookups.length)], 1L, Long::sum);
    }

    @Benchmark
    public long counterHot() {
        return counters.add(lookups[0], 1);
    }

    @Benchmark
    public long counterHotRow() {
        return table.updateCounter(lookups[0], 1);
    }

    @Benchmark
    public Object counterHotPeer() {
        return peer.merge(lookups[0], 1L, Long::sum);
    }
}
