package io.trunkline.ets.internal.key;

import io.trunkline.ets.internal.store.Keys;

import java.util.Comparator;

/// Keys of an ordered table with an order of the application's own: two that it calls equal are one
/// key. It gives no short forms, so all prints and all prefixes are equal.
public final class ComparatorKeys implements Keys {
    private final Comparator<Object> order;

    public ComparatorKeys(Comparator<Object> order) {
        this.order = order;
    }

    @Override
    public long print(Object key) {
        return 0;
    }

    @Override
    public boolean same(Object a, Object b) {
        return order.compare(a, b) == 0;
    }

    @Override
    public int compareTies(Object a, Object b) {
        return order.compare(a, b);
    }

    @Override
    public int compare(Object a, Object b) {
        return order.compare(a, b);
    }

    @Override
    public long prefix(Object key) {
        return 0;
    }
}
