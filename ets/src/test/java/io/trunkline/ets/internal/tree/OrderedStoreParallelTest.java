package io.trunkline.ets.internal.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.ets.internal.store.Cursor;
import io.trunkline.ets.internal.store.KeyRange;
import io.trunkline.ets.internal.store.Neighbour;
import io.trunkline.ets.internal.store.RowBuffer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

/// Many threads on one small-leaved tree, so that splits and merges abound.
@Timeout(60)
class OrderedStoreParallelTest {
    private static final int FANOUT = 4;
    private static final int KEYS = 2_000;

    /// Less than all keys that come and go.
    private static final int BELOW = -2;

    private static final int ROUNDS = 100;

    private final long seed = Long.getLong("trunkline.seed", System.nanoTime());
    private final OrderedStore store = new OrderedStore(TestKeys.NUMBERS, Row.TYPE, null, FANOUT);
    private final AtomicBoolean stop = new AtomicBoolean();

    @AfterEach
    void structureIsSound() {
        Structure.check(store, TestKeys.NUMBERS, FANOUT);
    }

    /// Even keys stay; odd ones come and go, alone and in batches.
    @Test
    void walksMeetEachStableKeyOnceAndInOrder() throws Exception {
        for (int key = 0; key < KEYS; key += 2) {
            store.insert(Row.of(key));
        }
        List<Callable<Void>> tasks = new ArrayList<>();
        tasks.add(churn(1));
        tasks.add(churn(2));
        tasks.add(walker(() -> byCursor(false, 7), false));
        tasks.add(walker(() -> byCursor(true, 7), true));
        tasks.add(walker(() -> byCursor(false, 1_000), false));
        tasks.add(walker(() -> bySteps(false), false));
        tasks.add(walker(() -> bySteps(true), true));
        runAll(tasks, 2);
    }

    private Callable<Void> churn(int number) {
        return () -> {
            SplittableRandom random = new SplittableRandom(seed + number);
            while (!stop.get()) {
                int key = random.nextInt(KEYS / 2) * 2 + 1;
                switch (random.nextInt(8)) {
                    case 0 -> store.insertAll(oddRows(key, 40));
                    case 1 -> oddRows(key, 40).forEach(store::deleteRow);
                    case 2, 3 -> store.insert(Row.of(key));
                    case 4 -> store.insert(Row.of(key - 1)); // a stable one, again
                    default -> store.take(key);
                }
            }
            return null;
        };
    }

    private static List<Row> oddRows(int from, int count) {
        return IntStream.range(0, count).mapToObj(i -> Row.of(from + 2 * i)).toList();
    }

    private Callable<Void> walker(Callable<List<Integer>> walk, boolean descending) {
        List<Integer> stable =
                IntStream.range(0, KEYS / 2)
                        .mapToObj(i -> descending ? KEYS - 2 - 2 * i : 2 * i)
                        .toList();
        return () -> {
            for (int round = 0; round < ROUNDS; round++) {
                List<Integer> keys = walk.call();
                for (int i = 1; i < keys.size(); i++) {
                    int step = keys.get(i) - keys.get(i - 1);
                    if (descending ? step >= 0 : step <= 0) {
                        throw new AssertionError("order: " + keys + ", seed=" + seed);
                    }
                }
                if (!keys.stream().filter(key -> key % 2 == 0).toList().equals(stable)) {
                    throw new AssertionError("stable keys: " + keys + ", seed=" + seed);
                }
            }
            return null;
        };
    }

    private List<Integer> byCursor(boolean descending, int chunk) {
        Cursor cursor = store.cursor(KeyRange.ALL, descending);
        RowBuffer rows = new RowBuffer();
        while (cursor.fill(rows, chunk)) {}
        return rows.stream().map(row -> (Integer) ((Row) row).key()).toList();
    }

    private List<Integer> bySteps(boolean descending) {
        List<Integer> keys = new ArrayList<>();
        Neighbour next = descending ? store.last() : store.first();
        while (next != null) {
            keys.add((Integer) next.key());
            next = descending ? store.before(next.key()) : store.after(next.key());
        }
        return keys;
    }

    /// Two rows in leaves far apart change together, while what is between them comes and goes,
    /// stable rows included: so both are outside of those.
    @Test
    void whoSeesOneRowOfABatchSeesAll() throws Exception {
        List<Callable<Void>> tasks = new ArrayList<>();
        store.insertAll(List.of(new Row(BELOW, 0), new Row(KEYS, 0)));
        tasks.add(churn(1));
        tasks.add(() -> {
            for (int i = 1; i <= 20_000; i++) {
                store.insertAll(List.of(new Row(KEYS, i), new Row(BELOW, i)));
            }
            return null;
        });
        tasks.add(reader(BELOW, KEYS));
        tasks.add(reader(KEYS, BELOW));
        runAll(tasks, 1);
    }

    private Callable<Void> reader(int first, int second) {
        return () -> {
            for (int i = 0; i < 50_000; i++) {
                int earlier = value(first);
                int later = value(second);
                if (later < earlier) {
                    throw new AssertionError(later + " after " + earlier + ", seed=" + seed);
                }
            }
            return null;
        };
    }

    private int value(int key) {
        Row row = (Row) store.get(key);
        return row == null || row.value() == (Object) key ? 0 : (Integer) row.value();
    }

    @Test
    void sizeIsExactWhenQuiet() throws Exception {
        List<Callable<Void>> tasks = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            SplittableRandom random = new SplittableRandom(seed + thread);
            tasks.add(() -> {
                for (int i = 0; i < 20_000; i++) {
                    int key = random.nextInt(300);
                    switch (random.nextInt(6)) {
                        case 0 -> store.insertAll(oddRows(key, 5));
                        case 1, 2 -> store.insertNew(Row.of(key));
                        case 3 -> store.compute(key, row -> row == null ? Row.of(key) : null);
                        default -> store.take(key);
                    }
                    if (store.size() < 0) {
                        throw new AssertionError("size=" + store.size());
                    }
                }
                return null;
            });
        }
        runAll(tasks, 0); // the check of the structure compares
    }

    @Test
    void clearLeavesAnUnbrokenEndOfWhatEachThreadInserted() throws Exception {
        int threads = 3;
        int each = 20_000;
        List<Callable<Void>> tasks = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            int own = thread;
            tasks.add(() -> {
                for (int i = 0; i < each; i++) {
                    store.insert(Row.of(i * threads + own));
                }
                return null;
            });
        }
        tasks.add(
                0,
                () -> {
                    while (!stop.get()) {
                        store.clear();
                    }
                    return null;
                });
        runAll(tasks, 1);
        for (int own = 0; own < threads; own++) {
            boolean survived = false;
            for (int i = 0; i < each; i++) {
                boolean there = store.contains(i * threads + own);
                assertThat(there || !survived).as("key %s of thread %s", i, own).isTrue();
                survived = there;
            }
        }
    }

    @Test
    void computeLosesNoUpdate() throws Exception {
        List<Callable<Void>> tasks = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            tasks.add(() -> {
                for (int i = 0; i < 20_000; i++) {
                    int key = i % 10;
                    store.compute(
                            key,
                            row ->
                                    new Row(
                                            key,
                                            row == null ? 1 : (Integer) ((Row) row).value() + 1));
                }
                return null;
            });
        }
        runAll(tasks, 0);
        for (int key = 0; key < 10; key++) {
            assertThat(store.get(key)).isEqualTo(new Row(key, 8_000));
        }
    }

    /// Runs all tasks at once on virtual threads and on threads of the platform; the first
    /// `endless` ones until the others are done.
    private void runAll(List<Callable<Void>> tasks, int endless) throws Exception {
        try (ExecutorService platform = Executors.newCachedThreadPool();
                ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Void>> futures = new ArrayList<>();
            for (int i = 0; i < tasks.size(); i++) {
                futures.add((i % 2 == 0 ? platform : virtual).submit(tasks.get(i)));
            }
            try {
                for (Future<Void> future : futures.subList(endless, futures.size())) {
                    future.get();
                }
            } finally {
                stop.set(true);
            }
            for (Future<Void> future : futures) {
                future.get();
            }
        }
    }
}
