package io.trunkline.ets.internal.view;

import org.jspecify.annotations.Nullable;

import java.util.Comparator;
import java.util.Iterator;
import java.util.NavigableSet;

/// The keys of an ordered map.
final class OrderedKeyView<K> extends KeyView<K> implements NavigableSet<K> {
    private final OrderedMap<K, ?> map;

    OrderedKeyView(OrderedMap<K, ?> map) {
        super(map);
        this.map = map;
    }

    @Override
    public Comparator<? super K> comparator() {
        return map.comparator();
    }

    @Override
    public K first() {
        return map.firstKey();
    }

    @Override
    public K last() {
        return map.lastKey();
    }

    @Override
    public @Nullable K lower(K key) {
        return map.lowerKey(key);
    }

    @Override
    public @Nullable K floor(K key) {
        return map.floorKey(key);
    }

    @Override
    public @Nullable K ceiling(K key) {
        return map.ceilingKey(key);
    }

    @Override
    public @Nullable K higher(K key) {
        return map.higherKey(key);
    }

    @Override
    public @Nullable K pollFirst() {
        return map.pollFirstKey();
    }

    @Override
    public @Nullable K pollLast() {
        return map.pollLastKey();
    }

    @Override
    public NavigableSet<K> descendingSet() {
        return map.descendingKeySet();
    }

    @Override
    public Iterator<K> descendingIterator() {
        return descendingSet().iterator();
    }

    @Override
    public NavigableSet<K> subSet(K from, boolean fromInclusive, K to, boolean toInclusive) {
        return map.subMap(from, fromInclusive, to, toInclusive).keySet();
    }

    @Override
    public NavigableSet<K> subSet(K from, K to) {
        return map.subMap(from, to).keySet();
    }

    @Override
    public NavigableSet<K> headSet(K to, boolean inclusive) {
        return map.headMap(to, inclusive).keySet();
    }

    @Override
    public NavigableSet<K> headSet(K to) {
        return map.headMap(to).keySet();
    }

    @Override
    public NavigableSet<K> tailSet(K from, boolean inclusive) {
        return map.tailMap(from, inclusive).keySet();
    }

    @Override
    public NavigableSet<K> tailSet(K from) {
        return map.tailMap(from).keySet();
    }
}
