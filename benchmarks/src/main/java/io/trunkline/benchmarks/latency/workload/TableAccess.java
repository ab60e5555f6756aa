package io.trunkline.benchmarks.latency.workload;

import static io.trunkline.ets.TableSpec.set;

import io.trunkline.engine.Node;
import io.trunkline.ets.Access;
import io.trunkline.ets.Ets;
import io.trunkline.ets.Table;

import java.util.Random;

/// `table-get` and `table-put`: rows of a set, at random.
final class TableAccess implements Workload {
    private static final int ROWS = 100_000;

    /// How many operations before the same keys come again; a power of two.
    private static final int ROUND = 1 << 16;

    private static final long SEED = 42;

    private final Node node = Node.start();
    private final Table<Row> table;
    private final boolean puts;
    private final Completions completions;

    /// Other objects than those in the table, as callers have.
    private final Row[] rows = new Row[ROUND];

    private record Row(Integer key, long value) {}

    private TableAccess(boolean puts, Completions completions) {
        this.puts = puts;
        this.completions = completions;
        table = Ets.of(node).create("rows", set(Row.class, Row::key).access(Access.PUBLIC));
        for (int i = 0; i < ROWS; i++) {
            table.insert(new Row(i, i));
        }
        var random = new Random(SEED);
        for (int i = 0; i < ROUND; i++) {
            rows[i] = new Row(random.nextInt(ROWS), i);
        }
    }

    static Workload gets(Completions completions) {
        return new TableAccess(false, completions);
    }

    static Workload puts(Completions completions) {
        return new TableAccess(true, completions);
    }

    @Override
    public void start(long number, long intended) {
        Row row = rows[(int) (number & (ROUND - 1))];
        if (puts) {
            table.insert(row);
        } else if (table.get(row.key()) == null) {
            throw new IllegalStateException("row must be there: key=" + row.key());
        }
        completions.done(intended);
    }

    @Override
    public void close() {
        node.close();
    }
}
