package io.trunkline.ets;

import org.jspecify.annotations.Nullable;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/// An immutable map that knows its keys by [Terms#same(Object, Object)], in their exact order. A
/// sorted array: maps inside rows are small, and two of them are mostly compared.
final class TermMap extends AbstractMap<Object, Object> {
    private final Object[] keys;
    private final Object[] values;

    private TermMap(Object[] keys, Object[] values) {
        this.keys = keys;
        this.values = values;
    }

    /// @throws NotATerm if it holds something that is none, or one key twice
    static TermMap of(Map<?, ?> map) {
        if (map instanceof TermMap terms) {
            return terms;
        }
        @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type cannot be made
        Map.Entry<Object, Object>[] entries =
                map.entrySet().stream()
                        .map(entry ->
                                Map.entry(
                                        Terms.immutable(entry.getKey()),
                                        Terms.immutable(entry.getValue())))
                        .sorted((a, b) -> Terms.compareExact(a.getKey(), b.getKey()))
                        .toArray(Map.Entry[]::new);
        Object[] keys = new Object[entries.length];
        Object[] values = new Object[entries.length];
        for (int i = 0; i < entries.length; i++) {
            keys[i] = entries[i].getKey();
            values[i] = entries[i].getValue();
            if (i > 0 && Terms.same(keys[i - 1], keys[i])) {
                throw new NotATerm("map must have each key once: key=" + keys[i]);
            }
        }
        return new TermMap(keys, values);
    }

    @Override
    public int size() {
        return keys.length;
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return key != null && find(key) >= 0;
    }

    @Override
    public @Nullable Object get(@Nullable Object key) {
        int at = key == null ? -1 : find(key);
        return at < 0 ? null : values[at];
    }

    @Override
    public Set<Map.Entry<Object, Object>> entrySet() {
        return new Entries();
    }

    boolean sameAs(TermMap other) {
        if (keys.length != other.keys.length) {
            return false;
        }
        for (int i = 0; i < keys.length; i++) {
            int at = Terms.same(keys[i], other.keys[i]) ? i : other.find(keys[i]);
            if (at < 0 || !Terms.same(values[i], other.values[at])) {
                return false;
            }
        }
        return true;
    }

    int compareTo(TermMap other, boolean exact) {
        int order = Integer.compare(keys.length, other.keys.length);
        for (int i = 0; order == 0 && i < keys.length; i++) {
            order = Terms.compareExact(keys[i], other.keys[i]);
        }
        for (int i = 0; order == 0 && i < keys.length; i++) {
            order = Terms.compare(values[i], other.values[i], exact);
        }
        return order;
    }

    /// Takes the entries in any order, as keys without order have none.
    int termHash() {
        int hash = keys.length;
        for (int i = 0; i < keys.length; i++) {
            hash += Terms.mix(Terms.hash(keys[i]), Terms.hash(values[i]));
        }
        return hash;
    }

    private int find(Object key) {
        int at = Arrays.binarySearch(keys, key, Terms::compareExact);
        if (at < 0 || Terms.same(keys[at], key)) {
            return at;
        }
        // Keys without an order between them are neighbours.
        for (int i = 0; i < keys.length; i++) {
            if (Terms.same(keys[i], key)) {
                return i;
            }
        }
        return -1;
    }

    private final class Entries extends AbstractSet<Map.Entry<Object, Object>> {
        @Override
        public int size() {
            return keys.length;
        }

        @Override
        public Iterator<Map.Entry<Object, Object>> iterator() {
            return new Iterator<>() {
                private int next;

                @Override
                public boolean hasNext() {
                    return next < keys.length;
                }

                @Override
                public Map.Entry<Object, Object> next() {
                    if (!hasNext()) {
                        throw new NoSuchElementException();
                    }
                    return Map.entry(keys[next], values[next++]);
                }
            };
        }
    }
}
