package io.trunkline.ets.internal.view;

import io.trunkline.ets.BadArg;
import io.trunkline.ets.internal.store.Cursor;
import io.trunkline.ets.internal.store.KeyRange;
import io.trunkline.ets.internal.store.RowWalk;
import io.trunkline.ets.internal.store.Store;

import org.jspecify.annotations.Nullable;

import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;

/// A set as a map from its keys to values that are made of its rows. Any thread.
///
/// Every method but those on many entries is atomic, and [#putAll(Map)] and, on whole tables,
/// [#clear()] are too. Nulls are refused with a [NullPointerException], and rows that do not have
/// the key they are put under with a [BadArg]. Methods that write throw what
/// [TableAccess#writing()] does also where they find nothing to write.
///
/// # Functions of the caller
///
/// They run without a lock, on a row that was read, and what they lead to takes the place of that
/// very row, or of none. If somebody was quicker the row is read again and the function called
/// again. Rows never change, so one that is still there, or there again, is what the function saw.
public class SetMap<K, V> extends AbstractMap<K, V> implements ConcurrentMap<K, V> {
    final TableAccess table;
    final Codec<K, V> codec;

    public SetMap(TableAccess table, Codec<K, V> codec) {
        this.table = table;
        this.codec = codec;
    }

    // --- what a view of an ordered table does otherwise ---

    /// What keys are sorted by, if they are.
    @Nullable Comparator<? super K> keyOrder() {
        return null;
    }

    /// Whether the table takes them for one key.
    boolean isSameKey(Object a, Object b) {
        return table.keys().same(a, b);
    }

    /// Whether a key may be in the view.
    boolean covers(Object key) {
        return true;
    }

    /// @throws IllegalArgumentException if a key cannot be in the view
    void requireCovered(Object key) {}

    /// A walk over the view.
    Cursor cursor(Store store) {
        return store.cursor(KeyRange.ALL, false);
    }

    // --- rows ---

    final RowWalk<Object> rows() {
        return new RowWalk<>(cursor(table.reading()), table::reading);
    }

    private @Nullable Object find(Store store, @Nullable Object key) {
        Objects.requireNonNull(key, "key");
        return covers(key) ? store.get(key) : null;
    }

    @SuppressWarnings("unchecked") // the caller says what the keys are
    final K key(Object row) {
        return (K) table.key(row);
    }

    final V value(Object row) {
        V value = codec.value(row);
        if (value == null) {
            throw new NullPointerException("value of a row must not be null: row=" + row);
        }
        return value;
    }

    private @Nullable V valueOrNull(@Nullable Object row) {
        return row == null ? null : value(row);
    }

    private Object row(K key, V value) {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
        requireCovered(key);
        Object row = codec.row(key, value);
        if (row == null) {
            throw new BadArg("row must not be null: key=%s, value=%s".formatted(key, value));
        }
        table.check(row);
        if (!isSameKey(table.key(row), key)) {
            throw new BadArg("row must have the key: key=%s, row=%s".formatted(key, row));
        }
        return row;
    }

    // --- reading ---

    @Override
    public final @Nullable V get(@Nullable Object key) {
        return valueOrNull(find(table.reading(), key));
    }

    @Override
    public final V getOrDefault(@Nullable Object key, V otherwise) {
        V value = get(key);
        return value == null ? otherwise : value;
    }

    @Override
    public final boolean containsKey(@Nullable Object key) {
        return find(table.reading(), key) != null;
    }

    @Override
    public final boolean containsValue(@Nullable Object value) {
        Objects.requireNonNull(value, "value");
        for (RowWalk<Object> rows = rows(); rows.hasNext(); ) {
            if (value.equals(value(rows.next()))) {
                return true;
            }
        }
        return false;
    }

    @Override
    public int size() {
        return (int) Math.min(Integer.MAX_VALUE, table.reading().size());
    }

    @Override
    public boolean isEmpty() {
        return table.reading().size() == 0;
    }

    @Override
    public final void forEach(BiConsumer<? super K, ? super V> action) {
        Objects.requireNonNull(action, "action");
        rows().forEachRemaining(row -> action.accept(key(row), value(row)));
    }

    // --- writing ---

    @Override
    public final @Nullable V put(K key, V value) {
        Store store = table.writing();
        Object before = store.insert(row(key, value));
        table.inserted();
        return valueOrNull(before);
    }

    @Override
    public final @Nullable V putIfAbsent(K key, V value) {
        table.writing();
        return valueOrNull(insertNew(key, value));
    }

    @Override
    public final void putAll(Map<? extends K, ? extends V> entries) {
        Store store = table.writing();
        List<Object> rows = new ArrayList<>();
        entries.forEach((key, value) -> rows.add(row(key, value)));
        store.insertAll(rows);
        table.inserted();
    }

    @Override
    public final @Nullable V remove(@Nullable Object key) {
        return valueOrNull(take(key));
    }

    /// Deletes the row of a key.
    final @Nullable Object take(@Nullable Object key) {
        Store store = table.writing();
        Objects.requireNonNull(key, "key");
        List<Object> taken = covers(key) ? store.take(key) : List.of();
        return taken.isEmpty() ? null : taken.getFirst();
    }

    @Override
    public final boolean remove(@Nullable Object key, @Nullable Object value) {
        Store store = table.writing();
        Object row;
        do {
            row = find(store, key);
            if (row == null || !value(row).equals(value)) {
                return false;
            }
        } while (!store.replace(row, null));
        return true;
    }

    @Override
    public final @Nullable V replace(K key, V value) {
        Store store = table.writing();
        Object to = row(key, value);
        Object row;
        do {
            row = find(store, key);
        } while (row != null && !store.replace(row, to));
        return valueOrNull(row);
    }

    @Override
    public final boolean replace(K key, V from, V to) {
        Store store = table.writing();
        Objects.requireNonNull(from, "from");
        Object next = row(key, to);
        Object row;
        do {
            row = find(store, key);
            if (row == null || !value(row).equals(from)) {
                return false;
            }
        } while (!store.replace(row, next));
        return true;
    }

    @Override
    public void clear() {
        table.writing().clear();
    }

    // --- writing with a function of the caller: after it has run the table may be another's ---

    @Override
    public final @Nullable V computeIfAbsent(
            K key, Function<? super K, ? extends @Nullable V> function) {
        Objects.requireNonNull(function, "function");
        Object row = find(table.writing(), key);
        if (row != null) {
            return value(row);
        }
        V made = function.apply(key);
        if (made == null) {
            return null;
        }
        Object there = insertNew(key, made);
        return there == null ? made : value(there);
    }

    @Override
    public final @Nullable V computeIfPresent(
            K key, BiFunction<? super K, ? super V, ? extends @Nullable V> function) {
        Objects.requireNonNull(function, "function");
        Object row = find(table.writing(), key);
        while (row != null) {
            V made = function.apply(key, value(row));
            if (swap(row, key, made)) {
                return made;
            }
            row = find(table.writing(), key);
        }
        return null;
    }

    @Override
    public final @Nullable V compute(
            K key, BiFunction<? super K, ? super @Nullable V, ? extends @Nullable V> function) {
        Objects.requireNonNull(function, "function");
        while (true) {
            Object row = find(table.writing(), key);
            V made = function.apply(key, valueOrNull(row));
            if (row != null ? swap(row, key, made) : insertNewUnlessNull(key, made)) {
                return made;
            }
        }
    }

    @Override
    public final @Nullable V merge(
            K key, V value, BiFunction<? super V, ? super V, ? extends @Nullable V> function) {
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(function, "function");
        while (true) {
            Object row = find(table.writing(), key);
            V made = row == null ? value : function.apply(value(row), value);
            if (row != null ? swap(row, key, made) : insertNewUnlessNull(key, made)) {
                return made;
            }
        }
    }

    @Override
    public final void replaceAll(BiFunction<? super K, ? super V, ? extends V> function) {
        Objects.requireNonNull(function, "function");
        table.writing();
        rows().forEachRemaining(row -> transform(row, function));
    }

    private void transform(Object met, BiFunction<? super K, ? super V, ? extends V> function) {
        Object row = met;
        while (row != null) {
            K key = key(row);
            V made = Objects.requireNonNull(function.apply(key, value(row)), "value");
            if (swap(row, key, made)) {
                return;
            }
            row = find(table.writing(), key);
        }
    }

    /// Puts a value in the place of a row, or nothing if it is null.
    ///
    /// @return whether the row was still there
    private boolean swap(Object row, K key, @Nullable V value) {
        Object next = value == null ? null : row(key, value);
        return table.writing().replace(row, next);
    }

    /// @return whether the key was still absent
    private boolean insertNewUnlessNull(K key, @Nullable V value) {
        return value == null || insertNew(key, value) == null;
    }

    private @Nullable Object insertNew(K key, V value) {
        Object row = row(key, value);
        Object there = table.writing().insertNew(row);
        table.inserted();
        return there;
    }

    // --- collections ---

    @Override
    public Set<K> keySet() {
        return new KeyView<>(this);
    }

    @Override
    public final Collection<V> values() {
        return new ValueView<>(this);
    }

    @Override
    public final Set<Map.Entry<K, V>> entrySet() {
        return new EntryView<>(this);
    }
}
