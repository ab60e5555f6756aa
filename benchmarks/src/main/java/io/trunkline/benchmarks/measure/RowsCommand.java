package io.trunkline.benchmarks.measure;

import static io.trunkline.ets.Access.PUBLIC;
import static io.trunkline.ets.TableSpec.orderedSet;
import static io.trunkline.ets.TableSpec.set;

import io.trunkline.engine.Node;
import io.trunkline.engine.NodeListener;
import io.trunkline.ets.Ets;
import io.trunkline.ets.Table;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;

/// Fills a table, scans it, deletes rows at random and puts them back, and counts after each step.
@Command(
        name = "rows",
        description = "Measures a large table: memory, scan, random deletes, exact size.",
        mixinStandardHelpOptions = true)
final class RowsCommand implements Callable<Integer> {
    private static final long SEED = 1;

    @Spec private CommandSpec spec;

    @Option(
            names = "--rows",
            description = "How many (default: ${DEFAULT-VALUE}).",
            defaultValue = "10000000",
            converter = CountConverter.class)
    private int rows;

    @Option(
            names = "--deletes",
            description = "How many keys to delete (default: ${DEFAULT-VALUE}).",
            defaultValue = "1000000",
            converter = CountConverter.class)
    private int deletes;

    @Option(names = "--ordered", description = "Measures an ordered set instead of a set.")
    private boolean ordered;

    /// A row of two numbers.
    record Pair(long key, long value) {}

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Surroundings.print(out);
        try (Node node = Surroundings.node(new NodeListener() {})) {
            var wanted = ordered ? orderedSet(Pair.class, Pair::key) : set(Pair.class, Pair::key);
            Table<Pair> table = Ets.of(node).create("rows", wanted.access(PUBLIC));
            long before = Heap.used();
            step(
                    out,
                    "insert",
                    rows,
                    () -> {
                        for (long i = 0; i < rows; i++) {
                            table.insert(new Pair(i, 2 * i));
                        }
                    });
            check(out, table, rows);
            double bytes = (double) (Heap.used() - before) / rows;
            double own = (double) table.info().overhead() / rows;
            out.println(
                    "bytes a row in the heap   %.1f, of which the table's own %.1f"
                            .formatted(bytes, own));
            step(
                    out,
                    "scan",
                    rows,
                    () -> {
                        long sum = table.fold(0L, (row, total) -> total + row.value());
                        require("sum of all values", (long) rows * (rows - 1), sum);
                    });
            deleteSome(out, table);
            return 0;
        }
    }

    private void deleteSome(PrintWriter out, Table<Pair> table) {
        SplittableRandom random = new SplittableRandom(SEED);
        long[] keys = random.longs(0, rows).distinct().limit(Math.min(deletes, rows)).toArray();
        step(
                out,
                "delete at random",
                keys.length,
                () -> {
                    for (long key : keys) {
                        table.delete(key);
                    }
                });
        check(out, table, rows - keys.length);
        step(
                out,
                "insert again",
                keys.length,
                () -> {
                    for (long key : keys) {
                        table.insert(new Pair(key, 2 * key));
                    }
                });
        check(out, table, rows);
        step(
                out,
                "look up at random",
                keys.length,
                () -> {
                    for (long key : keys) {
                        Pair row = table.get(key);
                        require("value of " + key, 2 * key, row == null ? -1 : row.value());
                    }
                });
    }

    private static void step(PrintWriter out, String name, long count, Runnable action) {
        long start = System.nanoTime();
        action.run();
        long took = System.nanoTime() - start;
        out.println(
                "%-25s %,d in %.2f s, %,.0f ns each"
                        .formatted(name, count, took / 1e9, (double) took / count));
        out.flush();
    }

    private static void check(PrintWriter out, Table<Pair> table, long expected) {
        require("size", expected, table.size());
        out.println("size                      %,d, as it must be".formatted(table.size()));
    }

    private static void require(String what, long expected, long found) {
        if (found != expected) {
            throw new IllegalStateException(
                    "%s must be %,d: found=%,d".formatted(what, expected, found));
        }
    }
}
