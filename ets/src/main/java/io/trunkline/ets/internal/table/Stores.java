package io.trunkline.ets.internal.table;

import io.trunkline.ets.TableSpec;
import io.trunkline.ets.TableType;
import io.trunkline.ets.Terms;
import io.trunkline.ets.Tuple;
import io.trunkline.ets.internal.hash.HashStore;
import io.trunkline.ets.internal.hash.Kind;
import io.trunkline.ets.internal.key.ComparatorKeys;
import io.trunkline.ets.internal.key.TermKeys;
import io.trunkline.ets.internal.row.RecordRows;
import io.trunkline.ets.internal.row.Rows;
import io.trunkline.ets.internal.row.TupleRows;
import io.trunkline.ets.internal.store.Keys;
import io.trunkline.ets.internal.store.RowType;
import io.trunkline.ets.internal.store.Store;
import io.trunkline.ets.internal.store.Witness;
import io.trunkline.ets.internal.tree.OrderedStore;

import org.jspecify.annotations.Nullable;

import java.util.Comparator;

/// Makes what a specification asks for.
final class Stores {
    private Stores() {}

    static Rows rows(TableSpec<?> spec) {
        return spec.rowClass() == Tuple.class
                ? new TupleRows(spec.keyPosition())
                : new RecordRows(spec);
    }

    static Keys keys(TableSpec<?> spec) {
        Comparator<Object> own = spec.comparator().orElse(null);
        return own == null ? new TermKeys() : new ComparatorKeys(own);
    }

    static Store store(TableSpec<?> spec, Keys keys, RowType rows, @Nullable Witness witness) {
        return spec.type() == TableType.ORDERED_SET
                ? new OrderedStore(keys, rows, witness)
                : new HashStore(kind(spec.type()), keys, rows, spec.writeConcurrency(), witness);
    }

    /// An order in which the keys that are one key of the table, and no others, are equal; but for
    /// those of [io.trunkline.ets.Kind#OTHER] that have no order.
    static Comparator<Object> keyOrder(TableSpec<?> spec, Keys keys) {
        return spec.type() == TableType.ORDERED_SET
                ? keys::compare
                : Terms.order().thenComparing(Terms::compareExact);
    }

    /// A store for the entries of an index: tuples, whose key is their first element.
    static Store entries(Keys keys) {
        return new OrderedStore(keys, new TupleRows(1), null);
    }

    private static Kind kind(TableType type) {
        return switch (type) {
            case SET -> Kind.SET;
            case BAG -> Kind.BAG;
            case DUPLICATE_BAG -> Kind.DUPLICATE_BAG;
            case ORDERED_SET ->
                    throw new IllegalArgumentException("type must have no order: type=" + type);
        };
    }
}
