package io.trunkline.benchmarks.tables;

import static io.trunkline.ets.TableSpec.bag;

import com.google.common.collect.LinkedHashMultimap;
import com.google.common.collect.Multimaps;
import com.google.common.collect.SetMultimap;

import io.trunkline.ets.Table;
import io.trunkline.ets.WriteConcurrency;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;

import java.util.ArrayList;
import java.util.List;

/// A bag with ten rows a key and a Guava multimap under its lock. `bag-insert` is per row, and
/// empties the key before; `bag-lookup` is per key.
public class BagBenchmark extends TablesBenchmark {
    private static final int ROWS_PER_KEY = 10;

    private Table<TableRow> table;
    private final SetMultimap<Object, TableRow> peer =
            Multimaps.synchronizedSetMultimap(LinkedHashMultimap.create());
    private TableRow[][] values;

    @Setup
    public void fill() {
        table = create(bag(TableRow.class, TableRow::key).writeConcurrency(WriteConcurrency.AUTO));
        TableRow[] all = shuffled();
        values = new TableRow[lookups.length][ROWS_PER_KEY];
        for (TableRow row : all) {
            for (int i = 0; i < ROWS_PER_KEY; i++) {
                TableRow one = new TableRow(row.key(), i);
                table.insert(one);
                peer.put(one.key(), one);
            }
        }
        for (int key = 0; key < values.length; key++) {
            for (int i = 0; i < ROWS_PER_KEY; i++) {
                values[key][i] = new TableRow(lookups[key], i);
            }
        }
    }

    @Benchmark
    @OperationsPerInvocation(ROWS_PER_KEY)
    public void bagInsert(Position position) {
        int key = position.next(lookups.length);
        table.delete(lookups[key]);
        for (TableRow row : values[key]) {
            table.insert(row);
        }
    }

    @Benchmark
    @OperationsPerInvocation(ROWS_PER_KEY)
    public void bagInsertPeer(Position position) {
        int key = position.next(lookups.length);
        peer.removeAll(lookups[key]);
        for (TableRow row : values[key]) {
            peer.put(row.key(), row);
        }
    }

    @Benchmark
    public List<TableRow> bagLookup(Position position) {
        return table.lookup(lookups[position.next(lookups.length)]);
    }

    @Benchmark
    public List<TableRow> bagLookupPeer(Position position) {
        Object key = lookups[position.next(lookups.length)];
        synchronized (peer) {
            return new ArrayList<>(peer.get(key));
        }
    }
}
