package io.trunkline.ets.internal.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.ets.internal.store.KeyRange;
import io.trunkline.ets.internal.store.Neighbour;
import io.trunkline.ets.internal.store.RowBuffer;
import io.trunkline.ets.internal.store.RowChange;
import io.trunkline.ets.internal.store.Witness;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;

/// Random operations on an ordered store and on a `TreeMap`, in step. A failure names the seed.
class OrderedStoreProperties {
    private static final int STEPS = 6_000;

    private final long seed = Long.getLong("trunkline.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final List<RowChange> told = new ArrayList<>();

    private TestKeys keys = TestKeys.NUMBERS;
    private int keySpace;
    private TreeMap<Object, Row> model = new TreeMap<>();
    private OrderedStore store;

    @ParameterizedTest
    @CsvSource({
        "NUMBERS, 4, 40",
        "NUMBERS, 5, 1000",
        "NUMBERS, 16, 300",
        "COARSE_NUMBERS, 4, 300",
        "COARSE_NUMBERS, 8, 2000",
        "STRINGS, 4, 300",
        "STRINGS, 8, 5000",
        "STRINGS, 64, 5000"
    })
    void behavesLikeATreeMap(TestKeys keys, int fanout, int keySpace) {
        this.keys = keys;
        this.keySpace = keySpace;
        model = new TreeMap<>(keys::compare);
        store = new OrderedStore(keys, Row.TYPE, new Recorder(), fanout);
        int step = 0;
        try {
            for (; step < STEPS; step++) {
                told.clear();
                act(step / 1_000 % 2 == 0);
                if (step % 500 == 0) {
                    Structure.check(store, keys, fanout);
                }
            }
            check();
            Structure.check(store, keys, fanout);
            drain();
            Structure.check(store, keys, fanout);
            assertThat(store.shape().leaves()).isEqualTo(1);
        } catch (Throwable e) {
            throw new AssertionError("step=" + step + ", -Dtrunkline.seed=" + seed, e);
        }
    }

    private void act(boolean growing) {
        Object key = anyKey();
        Row row = anyRow();
        Row old = model.get(key);
        switch (random.nextInt(growing ? 22 : 28)) {
            case 0, 1, 2, 3 -> {
                Row before = model.remove(row.key());
                model.put(row.key(), row);
                assertThat(store.insert(row)).isSameAs(before);
                assertTold(new RowChange(before, row));
            }
            case 4, 5 -> {
                Row there = model.get(row.key());
                assertThat(store.insertNew(row)).isSameAs(there);
                if (there == null) {
                    model.put(row.key(), row);
                    assertTold(new RowChange(null, row));
                }
            }
            case 6 -> insertAll();
            case 7 -> insertAllNew();
            case 8 -> {
                if (random.nextInt(200) == 0) {
                    store.clear();
                    model.clear();
                }
            }
            case 9, 10 -> {
                assertThat(store.get(key)).isSameAs(old);
                assertThat(store.contains(key)).isEqualTo(old != null);
                assertThat(store.lookup(key)).isEqualTo(old == null ? List.of() : List.of(old));
            }
            case 11, 12 -> compute(key, old);
            case 13 -> replace(old);
            case 14 -> deleteRow(key, old);
            case 15 -> {
                assertNeighbour(store.first(), model.firstEntry());
                assertNeighbour(store.last(), model.lastEntry());
            }
            case 16, 17 -> {
                assertNeighbour(store.after(key), model.higherEntry(key));
                assertNeighbour(store.before(key), model.lowerEntry(key));
            }
            case 18, 19 -> walk();
            default -> {
                model.remove(key);
                assertThat(store.take(key)).isEqualTo(old == null ? List.of() : List.of(old));
                if (old != null) {
                    assertTold(new RowChange(old, null));
                }
            }
        }
        assertThat(store.size()).isEqualTo(model.size());
    }

    private void insertAll() {
        List<Row> rows = someRows();
        TreeMap<Object, Row> last = new TreeMap<>(keys::compare);
        for (Row row : rows) {
            last.put(row.key(), row);
        }
        List<RowChange> changes = new ArrayList<>();
        TreeMap<Object, Row> byKey = new TreeMap<>(keys::compare);
        rows.forEach(row -> byKey.put(row.key(), row));
        byKey.forEach((key, row) -> changes.add(new RowChange(model.get(key), row)));
        store.insertAll(rows);
        for (Row row : last.values()) {
            model.remove(row.key());
            model.put(row.key(), row);
        }
        assertThat(told).isEqualTo(changes);
    }

    private void insertAllNew() {
        List<Row> rows = someRows();
        boolean fresh = rows.stream().noneMatch(row -> model.containsKey(row.key()));
        assertThat(store.insertAllNew(rows)).isEqualTo(fresh);
        if (fresh) {
            rows.forEach(row -> {
                model.remove(row.key());
                model.put(row.key(), row);
            });
        } else {
            assertThat(told).isEmpty();
        }
    }

    private void compute(Object key, @Nullable Row old) {
        Row result =
                switch (random.nextInt(4)) {
                    case 0 -> old;
                    case 1 -> null;
                    default -> new Row(key, random.nextInt());
                };
        assertThat(
                        store.compute(
                                key,
                                row -> {
                                    assertThat(row).isSameAs(old);
                                    return result;
                                }))
                .isSameAs(result);
        if (result != old) {
            assertTold(new RowChange(old, result));
            model.remove(key);
            if (result != null) {
                model.put(key, result);
            }
        }
        try {
            store.compute(
                    key,
                    _ -> {
                        throw new IllegalStateException("planned");
                    });
            throw new AssertionError("compute swallowed an exception");
        } catch (IllegalStateException expected) {
            assertThat(store.get(key)).isSameAs(result);
        }
    }

    private void replace(@Nullable Row old) {
        if (old == null) {
            assertThat(store.replace(anyRow(), null)).isFalse();
            return;
        }
        assertThat(store.replace(new Row(old.key(), old.value()), null)).isFalse();
        Row next = random.nextBoolean() ? null : new Row(old.key(), random.nextInt());
        assertThat(store.replace(old, next)).isTrue();
        assertTold(new RowChange(old, next));
        model.remove(old.key());
        if (next != null) {
            model.put(next.key(), next);
        }
    }

    private void deleteRow(Object key, @Nullable Row old) {
        assertThat(store.deleteRow(new Row(key, "no row has this"))).isZero();
        if (old != null && random.nextBoolean()) {
            assertThat(store.deleteRow(new Row(old.key(), old.value()))).isOne();
            model.remove(key);
        }
    }

    private void walk() {
        Object low = random.nextInt(4) == 0 ? null : anyKey();
        Object high = random.nextInt(4) == 0 ? null : anyKey();
        KeyRange range = new KeyRange(low, random.nextBoolean(), high, random.nextBoolean());
        boolean descending = random.nextBoolean();
        var cursor = store.cursor(range, descending);
        int limit = 1 + random.nextInt(20);
        RowBuffer walked = new RowBuffer();
        int before;
        boolean more;
        do {
            before = walked.size();
            more = cursor.fill(walked, limit);
            assertThat(walked.size() - before).isLessThanOrEqualTo(limit);
            assertThat(more).isEqualTo(walked.size() - before == limit);
        } while (more);
        assertThat(cursor.fill(walked, limit)).isFalse();
        assertThat(walked).isEqualTo(new ArrayList<>(inModel(range, descending).values()));
    }

    private NavigableMap<Object, Row> inModel(KeyRange range, boolean descending) {
        if (range.low() != null
                && range.high() != null
                && keys.compare(range.low(), range.high()) > 0) {
            return new TreeMap<>();
        }
        NavigableMap<Object, Row> part = model;
        if (range.low() != null) {
            part = part.tailMap(range.low(), range.lowInclusive());
        }
        if (range.high() != null) {
            if (range.low() != null
                    && keys.compare(range.low(), range.high()) == 0
                    && !range.lowInclusive()) {
                return new TreeMap<>();
            }
            part = part.headMap(range.high(), range.highInclusive());
        }
        return descending ? part.descendingMap() : part;
    }

    private void drain() {
        while (!model.isEmpty()) {
            Object key = random.nextBoolean() ? model.firstKey() : model.lastKey();
            assertThat(store.take(key)).containsExactly(model.remove(key));
        }
    }

    private void check() {
        RowBuffer all = new RowBuffer();
        store.cursor(KeyRange.ALL, false).fill(all, Integer.MAX_VALUE);
        assertThat(all).isEqualTo(new ArrayList<>(model.values()));
    }

    private void assertNeighbour(
            @Nullable Neighbour neighbour, Map.@Nullable Entry<Object, Row> entry) {
        if (entry == null) {
            assertThat(neighbour).isNull();
        } else {
            assertThat(neighbour)
                    .isEqualTo(new Neighbour(entry.getValue().key(), List.of(entry.getValue())));
        }
    }

    private void assertTold(RowChange change) {
        assertThat(told).containsExactly(change);
    }

    private List<Row> someRows() {
        int count = random.nextInt(random.nextInt(20) == 0 ? 200 : 8);
        List<Row> rows = new ArrayList<>();
        int start = random.nextInt(keySpace);
        boolean run = random.nextBoolean();
        for (int i = 0; i < count; i++) {
            rows.add(
                    run
                            ? new Row(keys.key(Math.min(start + i, keySpace)), random.nextInt())
                            : anyRow());
        }
        return rows;
    }

    private Row anyRow() {
        return new Row(anyKey(), random.nextInt());
    }

    private Object anyKey() {
        int number = random.nextInt(keySpace);
        Object key = keys.key(number);
        // Twins: other objects, one key.
        return key instanceof Integer && random.nextBoolean() ? (double) number : key;
    }

    private final class Recorder implements Witness {
        @Override
        public void changing(List<RowChange> changes) {
            told.addAll(changes);
        }

        @Override
        public void clearing() {}
    }
}
