package io.trunkline.ets.internal.view;

import io.trunkline.ets.BadArg;
import io.trunkline.ets.internal.store.KeyRange;
import io.trunkline.ets.internal.store.Store;

import org.jspecify.annotations.Nullable;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiFunction;
import java.util.function.Function;

/// The rows of a set by their keys, or of a range of an ordered set.
public class SetMap<K, V> extends AbstractMap<K, V> implements ConcurrentMap<K, V> {
    final Access table;
    final Codec<K, V> codec;
    final KeyRange range;
    final boolean descending;

    public SetMap(Access table, Codec<K, V> codec) {
        this(table, codec, KeyRange.ALL, false);
    }

    SetMap(Access table, Codec<K, V> codec, KeyRange range, boolean descending) {
        this.table = table;
        this.codec = codec;
        this.range = range;
        this.descending = descending;
    }

    // --- ranges ---

    final boolean isWhole() {
        return range.low() == null && range.high() == null;
    }

    final boolean covers(Object key) {
        return !isTooLow(key) && !isTooHigh(key);
    }

    final boolean isTooLow(Object key) {
        if (range.low() == null) {
            return false;
        }
        int order = table.keys().compare(key, range.low());
        return order < 0 || (order == 0 && !range.lowInclusive());
    }

    final boolean isTooHigh(Object key) {
        if (range.high() == null) {
            return false;
        }
        int order = table.keys().compare(key, range.high());
        return order > 0 || (order == 0 && !range.highInclusive());
    }

    // --- reading ---

    private @Nullable Object find(Store store, @Nullable Object key) {
        Objects.requireNonNull(key, "key");
        return covers(key) ? store.get(key) : null;
    }

    private @Nullable V value(@Nullable Object row) {
        return row == null ? null : codec.value(row);
    }

    @Override
    public @Nullable V get(@Nullable Object key) {
        return value(find(table.reading(), key));
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return find(table.reading(), key) != null;
    }

    @Override
    public V getOrDefault(@Nullable Object key, V otherwise) {
        V value = get(key);
        return value == null ? otherwise : value;
    }

    @Override
    public int size() {
        if (isWhole()) {
            return (int) Math.min(Integer.MAX_VALUE, table.reading().size());
        }
        int count = 0;
        for (Iterator<?> rows = rows(); rows.hasNext(); rows.next()) {
            count++;
        }
        return count;
    }

    @Override
    public boolean isEmpty() {
        return !rows().hasNext();
    }

    final RowWalk rows() {
        return new RowWalk(table.reading().cursor(range, descending));
    }

    // --- writing ---

    private Object row(K key, V value) {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
        Object row = codec.row(key, value);
        table.check(row);
        Object own = table.key(row);
        if (table.keys().compareTies(own, key) != 0 || !table.keys().same(own, key)) {
            throw new BadArg("row must have the key: key=%s, row=%s".formatted(key, row));
        }
        if (!covers(key)) {
            throw new IllegalArgumentException(
                    "key must be in the range of the view: key=%s, range=%s"
                            .formatted(key, range));
        }
        return row;
    }

    @Override
    public @Nullable V put(K key, V value) {
        Store store = table.writing();
        return value(store.insert(row(key, value)));
    }

    @Override
    public @Nullable V putIfAbsent(K key, V value) {
        Store store = table.writing();
        return value(store.insertNew(row(key, value)));
    }

    @Override
    public @Nullable V remove(@Nullable Object key) {
        Store store = table.writing();
        Objects.requireNonNull(key, "key");
        List<Object> taken = covers(key) ? store.take(key) : List.of();
        return taken.isEmpty() ? null : codec.value(taken.getFirst());
    }

    @Override
    public boolean remove(@Nullable Object key, @Nullable Object value) {
        Store store = table.writing();
        Object row;
        do {
            row = find(store, key);
            if (row == null || !codec.value(row).equals(value)) {
                return false;
            }
        } while (!store.replace(row, null));
        return true;
    }

    @Override
    public @Nullable V replace(K key, V value) {
        Store store = table.writing();
        Object to = row(key, value);
        Object row;
        do {
            row = find(store, key);
        } while (row != null && !store.replace(row, to));
        return value(row);
    }

    @Override
    public boolean replace(K key, V from, V to) {
        Store store = table.writing();
        Objects.requireNonNull(from, "from");
        Object next = row(key, to);
        Object row;
        do {
            row = find(store, key);
            if (row == null || !codec.value(row).equals(from)) {
                return false;
            }
        } while (!store.replace(row, next));
        return true;
    }

    @Override
    public void clear() {
        if (isWhole()) {
            table.writing().clear();
            return;
        }
        Store store = table.writing();
        rows().forEachRemaining(row -> store.take(table.key(row)));
    }

    // AbstractMap would hide the atomic defaults of ConcurrentMap

    @Override
    public @Nullable V computeIfAbsent(
            K key, Function<? super K, ? extends @Nullable V> function) {
        return ConcurrentMap.super.computeIfAbsent(key, function);
    }

    @Override
    public @Nullable V computeIfPresent(
            K key, BiFunction<? super K, ? super V, ? extends @Nullable V> function) {
        return ConcurrentMap.super.computeIfPresent(key, function);
    }

    @Override
    public @Nullable V compute(
            K key, BiFunction<? super K, ? super @Nullable V, ? extends @Nullable V> function) {
        return ConcurrentMap.super.compute(key, function);
    }

    // --- views ---

    @Override
    public Set<Map.Entry<K, V>> entrySet() {
        return new Entries();
    }

    @SuppressWarnings("unchecked") // the caller says what the keys are
    final K key(Object row) {
        return (K) table.key(row);
    }

    private final class Entries extends AbstractSet<Map.Entry<K, V>> {
        @Override
        public int size() {
            return SetMap.this.size();
        }

        @Override
        public boolean isEmpty() {
            return SetMap.this.isEmpty();
        }

        @Override
        public void clear() {
            SetMap.this.clear();
        }

        @Override
        public boolean contains(@Nullable Object o) {
            return o instanceof Map.Entry<?, ?> entry
                    && entry.getKey() != null
                    && entry.getValue() != null
                    && entry.getValue().equals(get(entry.getKey()));
        }

        @Override
        public boolean remove(@Nullable Object o) {
            return o instanceof Map.Entry<?, ?> entry
                    && entry.getKey() != null
                    && SetMap.this.remove(entry.getKey(), entry.getValue());
        }

        @Override
        public Iterator<Map.Entry<K, V>> iterator() {
            return new EntryIterator();
        }
    }

    private final class EntryIterator implements Iterator<Map.Entry<K, V>> {
        private final RowWalk walk = rows();
        private @Nullable K last;

        @Override
        public boolean hasNext() {
            return walk.hasNext();
        }

        @Override
        public Map.Entry<K, V> next() {
            Object row = walk.next();
            K key = key(row);
            last = key;
            return new WriteThrough(key, codec.value(row));
        }

        @Override
        public void remove() {
            K key = last;
            if (key == null) {
                throw new IllegalStateException("next must have been called: last=null");
            }
            last = null;
            SetMap.this.remove(key);
        }
    }

    /// An entry as it was; setting its value writes the table.
    private final class WriteThrough extends AbstractMap.SimpleEntry<K, V> {
        private static final long serialVersionUID = 1;

        WriteThrough(K key, V value) {
            super(key, value);
        }

        @Override
        public V setValue(V value) {
            put(getKey(), value);
            return super.setValue(value);
        }
    }
}
