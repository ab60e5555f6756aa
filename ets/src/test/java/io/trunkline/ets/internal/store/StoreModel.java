package io.trunkline.ets.internal.store;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a store says, in the simplest words: lists of rows under their keys.
public final class StoreModel {
    private final Map<Object, List<Object>> rows = new LinkedHashMap<>();
    private final boolean bag;
    private final boolean copies;

    private StoreModel(boolean bag, boolean copies) {
        this.bag = bag;
        this.copies = copies;
    }

    public static StoreModel set() {
        return new StoreModel(false, false);
    }

    public static StoreModel bag() {
        return new StoreModel(true, false);
    }

    public static StoreModel duplicateBag() {
        return new StoreModel(true, true);
    }

    public boolean isBag() {
        return bag;
    }

    public Collection<Object> keys() {
        return rows.keySet();
    }

    public List<Object> all() {
        return rows.values().stream().flatMap(List::stream).toList();
    }

    public List<Object> lookup(Object key) {
        return rows.getOrDefault(key, List.of());
    }

    public @Nullable Object insert(Object row) {
        List<Object> there = rows.computeIfAbsent(key(row), _ -> new ArrayList<>());
        Object before = null;
        if (!bag && !there.isEmpty()) {
            before = there.removeFirst();
        }
        if (copies || !there.contains(row)) {
            there.add(row);
        }
        return before;
    }

    public boolean insertNew(Object row) {
        return insertAllNew(List.of(row));
    }

    public boolean insertAllNew(List<?> some) {
        if (some.stream().anyMatch(row -> rows.containsKey(key(row)))) {
            return false;
        }
        some.forEach(this::insert);
        return true;
    }

    public List<Object> take(Object key) {
        List<Object> gone = rows.remove(key);
        return gone == null ? List.of() : gone;
    }

    public int deleteRow(Object row) {
        List<Object> there = rows.getOrDefault(key(row), new ArrayList<>());
        int before = there.size();
        there.removeIf(row::equals);
        int gone = before - there.size();
        forgetIfEmpty(key(row));
        return gone;
    }

    public boolean replace(Object from, @Nullable Object to) {
        List<Object> there = lookup(key(from));
        for (int i = 0; i < there.size(); i++) {
            if (there.get(i) == from) {
                if (to == null) {
                    there.remove(i);
                    forgetIfEmpty(key(from));
                } else {
                    there.set(i, to);
                }
                return true;
            }
        }
        return false;
    }

    public void clear() {
        rows.clear();
    }

    private void forgetIfEmpty(Object key) {
        if (lookup(key).isEmpty()) {
            rows.remove(key);
        }
    }

    private static Object key(Object row) {
        return ((TestRow) row).key();
    }
}
