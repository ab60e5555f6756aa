package io.trunkline.benchmarks.tables;

import io.trunkline.engine.Node;
import io.trunkline.ets.Access;
import io.trunkline.ets.Ets;
import io.trunkline.ets.Table;
import io.trunkline.ets.TableSpec;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.util.Random;
import java.util.concurrent.TimeUnit;

/// A table beside a peer with the same rows, put in in the same random order. The number of threads
/// is the caller's.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms3g", "-Xmx3g", "-XX:+AlwaysPreTouch"})
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
@State(Scope.Benchmark)
public abstract class TablesBenchmark {
    private static final long SEED = 42;

    @Param({"100000", "1000000"})
    int rows;

    @Param({"INTEGERS", "STRINGS"})
    TableKeys keys;

    /// None where only a peer is measured.
    private @Nullable Node node;

    /// Keys that are in the table, as other objects, in random order.
    Object[] lookups;

    TableRow[] replacements;

    /// Starts a node for tables.
    Ets ets() {
        node = Node.start();
        return Ets.of(node);
    }

    Table<TableRow> create(TableSpec<TableRow> spec) {
        return ets().create("rows", spec.access(Access.PUBLIC));
    }

    @TearDown(Level.Trial)
    public void close() {
        if (node != null) {
            node.close();
        }
    }

    /// All rows, in random order; fills the keys and rows to work with.
    TableRow[] shuffled() {
        Random random = new Random(SEED);
        TableRow[] all = new TableRow[rows];
        for (int i = 0; i < rows; i++) {
            int j = random.nextInt(i + 1);
            all[i] = all[j];
            all[j] = new TableRow(keys.key(i), i);
        }
        int count = Integer.highestOneBit(rows);
        lookups = new Object[count];
        replacements = new TableRow[count];
        for (int i = 0; i < count; i++) {
            lookups[i] = keys.key(random.nextInt(rows));
            replacements[i] = new TableRow(keys.key(random.nextInt(rows)), i);
        }
        return all;
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
