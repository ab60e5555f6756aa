package io.trunkline.ets.internal.table;

import io.trunkline.ets.BadArg;
import io.trunkline.ets.Chunk;
import io.trunkline.ets.Limit;
import io.trunkline.ets.TableType;
import io.trunkline.ets.internal.match.KeptKeys;
import io.trunkline.ets.internal.match.KeyAccess;
import io.trunkline.ets.internal.match.Matcher;
import io.trunkline.ets.internal.match.Program;
import io.trunkline.ets.internal.row.Rows;
import io.trunkline.ets.internal.store.Cursor;
import io.trunkline.ets.internal.store.KeyRange;
import io.trunkline.ets.internal.store.Store;
import io.trunkline.ets.match.Match;
import io.trunkline.ets.match.MatchSpec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What match specifications do to one table. Each operation gets the store it works on, from a
/// caller that has asked for the right to do it.
final class Selections {
    /// What ets does in one step: to delete everything.
    private static final MatchSpec ALL = MatchSpec.of(Match.any()).returning(true);

    private final TableState<?> table;
    private final Rows rows;
    private final boolean bag;
    private final KeyAccess.Order order;

    Selections(TableState<?> table) {
        this.table = table;
        this.rows = table.rows();
        this.bag = table.spec().type().isBag();
        this.order =
                switch (table.spec().type()) {
                    case ORDERED_SET ->
                            table.spec().comparator().isPresent()
                                    ? KeyAccess.Order.OWN
                                    : KeyAccess.Order.TERMS;
                    case SET, BAG, DUPLICATE_BAG -> KeyAccess.Order.NONE;
                };
    }

    @SuppressWarnings("unchecked") // the caller knows what the specification makes
    <T> List<T> select(Store store, MatchSpec spec, boolean descending) {
        List<Object> results = new ArrayList<>();
        selection(store, spec, descending).collect(results, Integer.MAX_VALUE);
        return (List<T>) results;
    }

    <T> Optional<Chunk<T>> chunk(Store store, MatchSpec spec, Limit limit, boolean descending) {
        return LocalChunk.of(selection(store, spec, descending), limit, table::reading);
    }

    long count(Store store, MatchSpec spec) {
        return selection(store, spec, false).count();
    }

    private Selection selection(Store store, MatchSpec spec, boolean descending) {
        return new Selection(cursor(store, spec, descending), matcher(spec));
    }

    long delete(Store store, MatchSpec spec) {
        if (spec.equals(ALL)) {
            long size = store.size();
            store.clear();
            return size;
        }
        Matcher matcher = matcher(spec);
        return sweep(store)
                .run(cursor(store, spec, false), row -> matcher.isTrue(row) ? null : Sweep.LEAVE);
    }

    long replace(Store store, MatchSpec spec) {
        if (table.spec().type() == TableType.BAG) {
            throw new BadArg("selectReplace is not for bags: table=" + table.name());
        }
        if (rows.keyPosition() == 0) {
            throw new BadArg(
                    "key must be at a known position, which the table learns from its rows: table="
                            + table.name());
        }
        if (!KeptKeys.provable(spec, rows.keyPosition())) {
            throw new BadArg(
                    "specification must show that keys stay: keyPosition=%d, spec=%s"
                            .formatted(rows.keyPosition(), spec));
        }
        Matcher matcher = matcher(spec);
        return sweep(store)
                .run(
                        cursor(store, spec, false),
                        row -> {
                            Object result = matcher.run(row);
                            return result == Program.NO_MATCH ? Sweep.LEAVE : rows.rowOf(result);
                        });
    }

    Sweep sweep(Store store) {
        return new Sweep(store, rows, !bag);
    }

    String explain(MatchSpec spec) {
        return access(spec).explain();
    }

    private Matcher matcher(MatchSpec spec) {
        return Program.compile(spec, rows).matcher(table.caller());
    }

    private Cursor cursor(Store store, MatchSpec spec, boolean descending) {
        return switch (access(spec)) {
            case KeyAccess.Lookup(List<Object> keys) -> new KeysCursor(store, keys);
            case KeyAccess.Range(KeyRange range) -> store.cursor(range, descending);
            case KeyAccess.Everything() -> store.cursor(KeyRange.ALL, descending);
        };
    }

    private KeyAccess access(MatchSpec spec) {
        return rows.keyPosition() == 0
                ? new KeyAccess.Everything()
                : KeyAccess.of(spec, rows.keyPosition(), order);
    }
}
