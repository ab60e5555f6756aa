package io.trunkline.ets.internal.watch;

import io.trunkline.ets.Bound;
import io.trunkline.ets.Terms;
import io.trunkline.ets.Tuple;
import io.trunkline.ets.internal.key.TermKeys;
import io.trunkline.ets.internal.store.Keys;

import java.util.Comparator;

/// The order of an index's entries `{Value, Key}`: by value as terms, then by key as the table
/// tells its keys apart. So each of the table's keys has one entry of a value, whatever terms say:
/// 1 and 1.0 are two keys of a set.
final class EntryKeys implements Keys {
    private static final Keys VALUES = new TermKeys();

    private final Comparator<Object> keyOrder;

    EntryKeys(Comparator<Object> keyOrder) {
        this.keyOrder = keyOrder;
    }

    @Override
    public int compare(Object a, Object b) {
        Tuple entry = (Tuple) a;
        Tuple other = (Tuple) b;
        int order = Terms.compare(entry.get(1), other.get(1));
        return order != 0 ? order : compareKeys(entry.get(2), other.get(2));
    }

    /// The ends of ranges are no keys, which an order of the application's own could not know.
    private int compareKeys(Object a, Object b) {
        return a instanceof Bound || b instanceof Bound
                ? Terms.compare(a, b)
                : keyOrder.compare(a, b);
    }

    @Override
    public long prefix(Object key) {
        return VALUES.prefix(((Tuple) key).get(1));
    }

    @Override
    public long print(Object key) {
        return 0;
    }

    @Override
    public boolean same(Object a, Object b) {
        return compare(a, b) == 0;
    }

    @Override
    public int compareTies(Object a, Object b) {
        return compare(a, b);
    }
}
