package io.trunkline.ets.internal.view;

import io.trunkline.ets.internal.store.Cursor;
import io.trunkline.ets.internal.store.RowBuffer;
import io.trunkline.ets.internal.store.RowWalk;
import io.trunkline.ets.internal.store.Store;

import org.jspecify.annotations.Nullable;

import java.util.Comparator;
import java.util.Map;
import java.util.NavigableSet;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.ConcurrentNavigableMap;

/// An ordered set as a sorted map, or a range of it, in either direction. Any thread.
///
/// A step of navigation reads one place of the table. The first entry and the last are taken by one
/// caller each. Keys are the same if the table's order says so, and [#comparator()] is that order
/// always, as it is never the natural one of Java: the order of strings is that of their code
/// points.
///
/// The ends of a range must be immutable, as keys are, but need not be in the table.
public final class OrderedMap<K, V> extends SetMap<K, V> implements ConcurrentNavigableMap<K, V> {
    private final Span span;

    public OrderedMap(TableAccess table, Codec<K, V> codec) {
        this(table, codec, Span.all(table.keys()));
    }

    private OrderedMap(TableAccess table, Codec<K, V> codec, Span span) {
        super(table, codec);
        this.span = span;
    }

    // --- as a map ---

    @Override
    Comparator<? super K> keyOrder() {
        return span.order();
    }

    @Override
    boolean isSameKey(Object a, Object b) {
        return table.keys().compare(a, b) == 0;
    }

    @Override
    boolean covers(Object key) {
        return span.covers(key);
    }

    @Override
    void requireCovered(Object key) {
        if (!span.covers(key)) {
            throw span.outside("key", key);
        }
    }

    @Override
    Cursor cursor(Store store) {
        return store.cursor(span.range(), span.descending());
    }

    @Override
    public int size() {
        if (span.isWhole()) {
            return super.size();
        }
        int count = 0;
        for (RowWalk<Object> rows = rows();
                count < Integer.MAX_VALUE && rows.hasNext();
                rows.next()) {
            count++;
        }
        return count;
    }

    @Override
    public boolean isEmpty() {
        return span.isWhole() ? super.isEmpty() : first(table.reading(), span) == null;
    }

    @Override
    public void clear() {
        if (span.isWhole()) {
            super.clear();
            return;
        }
        table.writing();
        rows().forEachRemaining(row -> table.writing().take(table.key(row)));
    }

    // --- navigation ---

    /// The first row of a part of the table.
    private static @Nullable Object first(Store store, Span part) {
        RowBuffer rows = new RowBuffer(1);
        store.cursor(part.range(), part.descending()).fill(rows, 1);
        return rows.isEmpty() ? null : rows.getFirst();
    }

    private @Nullable Object first(Span part) {
        return first(table.reading(), part);
    }

    /// The first row at a key or after it.
    private @Nullable Object near(Span part, K key, boolean inclusive) {
        Objects.requireNonNull(key, "key");
        return first(part.startingAt(key, inclusive));
    }

    private Map.@Nullable Entry<K, V> entry(@Nullable Object row) {
        return row == null ? null : Map.entry(key(row), value(row));
    }

    private @Nullable K keyOrNull(@Nullable Object row) {
        return row == null ? null : key(row);
    }

    private K keyOrThrow(@Nullable Object row) {
        if (row == null) {
            throw new NoSuchElementException("no key in the range: " + span);
        }
        return key(row);
    }

    @Override
    public Comparator<? super K> comparator() {
        return span.order();
    }

    @Override
    public K firstKey() {
        return keyOrThrow(first(span));
    }

    @Override
    public K lastKey() {
        return keyOrThrow(first(span.reversed()));
    }

    @Override
    public Map.@Nullable Entry<K, V> firstEntry() {
        return entry(first(span));
    }

    @Override
    public Map.@Nullable Entry<K, V> lastEntry() {
        return entry(first(span.reversed()));
    }

    @Override
    public Map.@Nullable Entry<K, V> lowerEntry(K key) {
        return entry(near(span.reversed(), key, false));
    }

    @Override
    public @Nullable K lowerKey(K key) {
        return keyOrNull(near(span.reversed(), key, false));
    }

    @Override
    public Map.@Nullable Entry<K, V> floorEntry(K key) {
        return entry(near(span.reversed(), key, true));
    }

    @Override
    public @Nullable K floorKey(K key) {
        return keyOrNull(near(span.reversed(), key, true));
    }

    @Override
    public Map.@Nullable Entry<K, V> ceilingEntry(K key) {
        return entry(near(span, key, true));
    }

    @Override
    public @Nullable K ceilingKey(K key) {
        return keyOrNull(near(span, key, true));
    }

    @Override
    public Map.@Nullable Entry<K, V> higherEntry(K key) {
        return entry(near(span, key, false));
    }

    @Override
    public @Nullable K higherKey(K key) {
        return keyOrNull(near(span, key, false));
    }

    @Override
    public Map.@Nullable Entry<K, V> pollFirstEntry() {
        return entry(pollFirst(span));
    }

    @Override
    public Map.@Nullable Entry<K, V> pollLastEntry() {
        return entry(pollFirst(span.reversed()));
    }

    @Nullable K pollFirstKey() {
        return keyOrNull(pollFirst(span));
    }

    @Nullable K pollLastKey() {
        return keyOrNull(pollFirst(span.reversed()));
    }

    private @Nullable Object pollFirst(Span part) {
        Store store = table.writing();
        Object row;
        do {
            row = first(store, part);
        } while (row != null && !store.replace(row, null));
        return row;
    }

    // --- parts ---

    private OrderedMap<K, V> with(Span part) {
        return new OrderedMap<>(table, codec, part);
    }

    @Override
    public OrderedMap<K, V> subMap(K from, boolean fromInclusive, K to, boolean toInclusive) {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        return with(span.part(from, fromInclusive, to, toInclusive));
    }

    @Override
    public OrderedMap<K, V> subMap(K from, K to) {
        return subMap(from, true, to, false);
    }

    @Override
    public OrderedMap<K, V> headMap(K to, boolean inclusive) {
        return with(span.part(null, false, Objects.requireNonNull(to, "to"), inclusive));
    }

    @Override
    public OrderedMap<K, V> headMap(K to) {
        return headMap(to, false);
    }

    @Override
    public OrderedMap<K, V> tailMap(K from, boolean inclusive) {
        return with(span.part(Objects.requireNonNull(from, "from"), inclusive, null, false));
    }

    @Override
    public OrderedMap<K, V> tailMap(K from) {
        return tailMap(from, true);
    }

    @Override
    public OrderedMap<K, V> descendingMap() {
        return with(span.reversed());
    }

    // --- keys ---

    @Override
    public NavigableSet<K> keySet() {
        return new OrderedKeyView<>(this);
    }

    @Override
    public NavigableSet<K> navigableKeySet() {
        return keySet();
    }

    @Override
    public NavigableSet<K> descendingKeySet() {
        return descendingMap().keySet();
    }
}
