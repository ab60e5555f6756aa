package io.trunkline.benchmarks.tables;

import static io.trunkline.ets.TableSpec.set;
import static io.trunkline.ets.match.Match.$1;
import static io.trunkline.ets.match.Match.$2;
import static io.trunkline.ets.match.Match.gt;
import static io.trunkline.ets.match.Match.row;

import io.trunkline.ets.Table;
import io.trunkline.ets.WriteConcurrency;
import io.trunkline.ets.match.MatchSpec;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

import java.util.concurrent.ConcurrentHashMap;

/// A set and a ConcurrentHashMap: `set-lookup`, `set-insert`, `set-mixed`; and `select-guard`, of
/// all rows, to be divided by their number.
public class SetBenchmark extends TablesBenchmark {
    @Param("AUTO")
    WriteConcurrency writers;

    private Table<TableRow> table;
    private final ConcurrentHashMap<Object, TableRow> peer = new ConcurrentHashMap<>();
    private MatchSpec half;

    @Setup
    public void fill() {
        table = create(set(TableRow.class, TableRow::key).writeConcurrency(writers));
        for (TableRow row : shuffled()) {
            table.insert(row);
            peer.put(row.key(), row);
        }
        half = MatchSpec.of(row($1, $2)).where(gt($2, rows / 2)).returning(true);
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
    public void setInsert(Position position) {
        table.insert(replacements[position.next(replacements.length)]);
    }

    @Benchmark
    public Object setInsertPeer(Position position) {
        TableRow row = replacements[position.next(replacements.length)];
        return peer.put(row.key(), row);
    }

    @Benchmark
    public Object setMixed(Position position) {
        int i = position.next(lookups.length);
        if (i % 10 == 0) {
            table.insert(replacements[i]);
            return replacements[i];
        }
        return table.get(lookups[i]);
    }

    @Benchmark
    public Object setMixedPeer(Position position) {
        int i = position.next(lookups.length);
        if (i % 10 == 0) {
            TableRow row = replacements[i];
            return peer.put(row.key(), row);
        }
        return peer.get(lookups[i]);
    }

    @Benchmark
    public long selectGuard() {
        return table.selectCount(half);
    }
}
