package io.trunkline.ets.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// What every store promises. One short subclass a make and kind; each test asks [#newModel] what
/// it may expect. A failure of a random test names the seed; to repeat it run with
/// `-Dtrunkline.seed=SEED`; `-Dtrunkline.runs=N` runs more than usual.
@Timeout(120)
public abstract class StoreContract {
    private static final int RUNS = Integer.getInteger("trunkline.runs", 20);
    private static final int COMMANDS = 3_000;

    /// A new, empty store whose rows are [TestRow]s.
    protected abstract Store newStore(Keys keys, @Nullable Witness witness);

    /// A new, empty model of the same kind.
    protected abstract StoreModel newModel();

    private Store newStore() {
        return newStore(new TestKeys(7), null);
    }

    // --- one thread ---

    @Test
    void aNewStoreIsEmpty() {
        Store store = newStore();
        assertThat(store.size()).isZero();
        assertThat(store.first()).isNull();
        assertThat(store.last()).isNull();
        assertThat(store.contains(1)).isFalse();
        assertThat(store.lookup(1)).isEmpty();
        assertThat(store.take(1)).isEmpty();
        assertThat(store.deleteRow(row(1, 1))).isZero();
        assertThat(allOf(store, 10)).isEmpty();
    }

    @Test
    void aStoreDoesWhatItsModelDoes() {
        Long given = Long.getLong("trunkline.seed");
        if (given != null) {
            run(given);
            return;
        }
        SplittableRandom seeds = new SplittableRandom(); // which keys churn does not matter
        for (int i = 0; i < RUNS; i++) {
            run(seeds.nextLong());
        }
    }

    @Test
    void aStoreKeepsAHundredThousandKeys() {
        Store store = newStore();
        for (int i = 0; i < 100_000; i++) {
            store.insert(row(i, i));
        }
        assertThat(store.size()).isEqualTo(100_000);
        for (int i = 0; i < 100_000; i++) {
            assertThat(store.lookup(i)).containsExactly(row(i, i));
        }
        assertThat(new HashSet<>(allOf(store, 1_000))).hasSize(100_000);
        for (int i = 0; i < 100_000; i++) {
            assertThat(store.take(i)).hasSize(1);
        }
        assertThat(store.size()).isZero();
        assertThat(store.first()).isNull();
    }

    @Test
    void aLongListIsInsertedWhole() {
        Store store = newStore();
        List<TestRow> rows = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            rows.add(row(i, i));
        }
        assertThat(store.insertAllNew(rows)).isTrue();
        assertThat(store.insertAllNew(rows)).isFalse();
        assertThat(store.size()).isEqualTo(100_000);
        assertThat(store.lookup(77_777)).containsExactly(row(77_777, 77_777));
    }

    @Test
    void keysWithTheSameHashStayUsable() {
        Store store = newStore();
        List<String> keys = collidingStrings(12);
        keys.forEach(key -> store.insert(row(key, 0)));
        assertThat(store.size()).isEqualTo(keys.size());
        for (String key : keys) {
            assertThat(store.contains(key)).isTrue();
        }
        assertThat(allOf(store, 1_000)).hasSize(keys.size());
        for (int i = 0; i < keys.size(); i += 2) {
            assertThat(store.take(keys.get(i))).hasSize(1);
        }
        for (int i = 0; i < keys.size(); i++) {
            assertThat(store.contains(keys.get(i))).isEqualTo(i % 2 == 1);
        }
    }

    @Test
    void aRefusingWitnessLeavesAllAsItWas() {
        AtomicBoolean refuses = new AtomicBoolean();
        Store store = newStore(new TestKeys(7), new Refusing(refuses));
        store.insertAll(List.of(row(1, 1), row(2, 2)));
        refuses.set(true);
        List<Runnable> writes =
                List.of(
                        () -> store.insert(row(1, 3)),
                        () -> store.insert(row(3, 3)),
                        () -> store.insertNew(row(3, 3)),
                        () -> store.insertAll(List.of(row(3, 3), row(1, 3), row(1, 4))),
                        () -> store.insertAllNew(List.of(row(3, 3), row(4, 4))),
                        () -> store.take(1),
                        () -> store.deleteRow(row(1, 1)),
                        () -> store.replace(store.lookup(1).getFirst(), row(1, 9)),
                        () -> store.replace(store.lookup(1).getFirst(), null),
                        store::clear);
        for (Runnable write : writes) {
            assertThatThrownBy(write::run).isInstanceOf(IllegalStateException.class);
            assertThat(store.size()).isEqualTo(2);
            assertThat(allOf(store, 10)).containsExactlyInAnyOrder(row(1, 1), row(2, 2));
            assertThat(store.contains(3)).isFalse();
        }
        refuses.set(false);
        store.insert(row(3, 3));
        assertThat(store.size()).isEqualTo(3);
    }

    @Test
    void theWitnessIsToldOfEachChangeInOrder() {
        Recording witness = new Recording();
        Store store = newStore(new TestKeys(7), witness);
        boolean bag = newModel().isBag();
        TestRow one = row(1, 1);
        TestRow two = row(1, 2);
        store.insert(one);
        store.insertAll(List.of(two, row(2, 2)));
        store.replace(two, row(1, 3));
        store.take(2);
        store.take(2);
        store.clear();
        assertThat(witness.told)
                .containsExactly(
                        List.of(new RowChange(null, one)),
                        List.of(
                                new RowChange(bag ? null : one, two),
                                new RowChange(null, row(2, 2))),
                        List.of(new RowChange(two, row(1, 3))),
                        List.of(new RowChange(row(2, 2), null)),
                        "clearing");
    }

    @Test
    void aFunctionThatFailsChangesNothing() {
        if (newModel().isBag()) {
            return;
        }
        Store store = newStore();
        store.insert(row(1, 1));
        RowFunction fails =
                _ -> {
                    throw new IllegalStateException("no");
                };
        assertThatThrownBy(() -> store.compute(1, fails)).hasMessage("no");
        assertThatThrownBy(() -> store.compute(2, fails)).hasMessage("no");
        assertThat(allOf(store, 10)).containsExactly(row(1, 1));
        store.insert(row(1, 2));
        assertThat(store.get(1)).isEqualTo(row(1, 2));
    }

    @Test
    void aFixedStoreGoesOnFromDeletedKeys() {
        Store store = newStore();
        for (int i = 0; i < 1_000; i++) {
            store.insert(row(i, i));
        }
        store.fix();
        Set<Object> met = new HashSet<>();
        for (Neighbour n = store.first(); n != null; n = store.after(n.key())) {
            assertThat(n.rows()).containsExactly(row((int) n.key(), (int) n.key()));
            assertThat(met.add(n.key())).isTrue();
            store.take(n.key());
        }
        assertThat(met).hasSize(1_000);
        assertThat(store.size()).isZero();
        store.release();
    }

    @Test
    void aWalkFromKeyToKeyMeetsEachOnce() {
        Store store = newStore();
        for (int i = 0; i < 50_000; i++) {
            store.insert(row(i, i));
        }
        Set<Object> met = new HashSet<>();
        for (Neighbour n = store.first(); n != null; n = store.after(n.key())) {
            assertThat(met.add(n.key())).isTrue();
        }
        assertThat(met).hasSize(50_000);
        met.clear();
        for (Neighbour n = store.last(); n != null; n = store.before(n.key())) {
            assertThat(met.add(n.key())).isTrue();
        }
        assertThat(met).hasSize(50_000);
    }

    // --- several threads ---

    @Test
    void rowsAreExactAfterParallelWrites() throws Exception {
        Store store = newStore();
        List<Callable<Void>> tasks = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            int from = t * 100_000;
            tasks.add(() -> {
                for (int i = 0; i < 40_000; i++) {
                    store.insert(row(from + i, i));
                    if (i % 4 == 3) {
                        store.take(from + i - 2);
                    }
                }
                return null;
            });
        }
        AtomicBoolean done = new AtomicBoolean();
        Callable<Void> sizes =
                () -> {
                    while (!done.get()) {
                        assertThat(store.size()).isBetween(0L, 160_000L);
                    }
                    return null;
                };
        race(done, sizes, tasks);
        assertThat(store.size()).isEqualTo(4 * 30_000);
        assertThat(allOf(store, 500)).hasSize(4 * 30_000);
    }

    /// Two keys are always written together, in ascending steps: who has seen a step at the second
    /// key finds at least that step at the first, and the other way round.
    @Test
    void aListIsSeenWholeByEverybody() throws Exception {
        if (newModel().isBag()) {
            return;
        }
        Store store = newStore();
        int pairs = 40;
        for (int k = 0; k < 2 * pairs; k++) {
            store.insert(row(k, 0));
        }
        AtomicBoolean done = new AtomicBoolean();
        Callable<Void> reader =
                () -> {
                    SplittableRandom random =
                            new SplittableRandom(); // which keys churn does not matter
                    while (!done.get()) {
                        int key = random.nextInt(2 * pairs);
                        int before = valueOf(store, key);
                        int after = valueOf(store, (key + pairs) % (2 * pairs));
                        assertThat(after).isGreaterThanOrEqualTo(before);
                    }
                    return null;
                };
        Callable<Void> writer =
                () -> {
                    for (int i = 1; i <= 60_000; i++) {
                        int k = i % pairs;
                        store.insertAll(List.of(row(k, i), row(k + pairs, i)));
                        store.insert(row(1_000 + i % 30_000, i)); // makes it grow
                    }
                    return null;
                };
        race(done, reader, List.of(writer));
    }

    @Test
    void aRowIsTakenByOneOnly() throws Exception {
        Store store = newStore();
        int keys = 50_000;
        for (int i = 0; i < keys; i++) {
            store.insert(row(i, i));
        }
        AtomicInteger taken = new AtomicInteger();
        Callable<Void> taker =
                () -> {
                    for (int i = 0; i < keys; i++) {
                        taken.addAndGet(store.take(i).size());
                    }
                    return null;
                };
        race(new AtomicBoolean(), () -> null, List.of(taker, taker));
        assertThat(taken).hasValue(keys);
        assertThat(store.size()).isZero();
    }

    @Test
    void noComputationIsLost() throws Exception {
        if (newModel().isBag()) {
            return;
        }
        Store store = newStore();
        int times = 100_000;
        Callable<Void> counter =
                () -> {
                    for (int i = 0; i < times; i++) {
                        int key = i % 3;
                        store.compute(key, r -> r == null ? row(key, 1) : row((TestRow) r, 1));
                    }
                    return null;
                };
        race(new AtomicBoolean(), () -> null, List.of(counter, counter));
        int sum = valueOf(store, 0) + valueOf(store, 1) + valueOf(store, 2);
        assertThat(sum).isEqualTo(2 * times);
    }

    /// Even keys stay, odd ones come and go: each walk meets each even key exactly once.
    @Test
    void walksUnderChurnMeetEachStableKeyOnce() throws Exception {
        Store store = newStore();
        int stable = 5_000;
        for (int i = 0; i < stable; i++) {
            store.insert(row(2 * i, 0));
        }
        AtomicBoolean done = new AtomicBoolean();
        Callable<Void> churn =
                () -> {
                    SplittableRandom random =
                            new SplittableRandom(); // which keys churn does not matter
                    while (!done.get()) {
                        int odd = 2 * random.nextInt(60_000) + 1;
                        if (random.nextInt(3) > 0) {
                            store.insertNew(row(odd, 0));
                        } else {
                            store.take(odd);
                        }
                    }
                    return null;
                };
        Callable<Void> walker =
                () -> {
                    for (int walk = 0; walk < 16; walk++) {
                        walkOnce(store, walk, stable);
                    }
                    return null;
                };
        race(done, churn, List.of(walker));
    }

    private static void walkOnce(Store store, int walk, int stable) {
        Set<Object> met = new HashSet<>();
        if (walk % 2 == 0) {
            for (Object row : allOf(store, 1 + walk * 7)) {
                Object key = ((TestRow) row).key();
                assertThat(met.add(key)).as("met once: %s", key).isTrue();
            }
        } else {
            store.fix();
            for (Neighbour n = store.first(); n != null; n = store.after(n.key())) {
                assertThat(met.add(n.key())).as("met once: %s", n.key()).isTrue();
            }
            store.release();
        }
        assertThat(met.stream().filter(key -> (int) key % 2 == 0)).hasSize(stable);
    }

    /// Each fixes, deletes and walks on while the others release what they fixed.
    @Test
    void aFixIsNotEndedByTheReleaseOfAnother() throws Exception {
        Store store = newStore();
        List<Callable<Void>> tasks = new ArrayList<>();
        for (int t = 0; t < 3; t++) {
            int from = t * 1_000;
            tasks.add(() -> {
                for (int round = 0; round < 3_000; round++) {
                    int key = from + round % 50;
                    store.insert(row(key, 0));
                    store.fix();
                    store.take(key);
                    store.after(key); // UnknownKey, had it been forgotten
                    store.release();
                }
                return null;
            });
        }
        race(new AtomicBoolean(), () -> null, tasks);
        assertThat(store.size()).isZero();
    }

    @Test
    void clearingLeavesTheLatestOfEachInserter() throws Exception {
        Store store = newStore();
        AtomicBoolean done = new AtomicBoolean();
        Callable<Void> inserter =
                () -> {
                    for (int i = 0; i < 60_000; i++) {
                        store.insert(row(i, 0));
                    }
                    return null;
                };
        Callable<Void> clearer =
                () -> {
                    for (int i = 0; i < 40; i++) {
                        store.clear();
                        Thread.yield();
                    }
                    return null;
                };
        race(done, () -> null, List.of(inserter, clearer));
        long size = store.size();
        for (int i = 59_999; i >= 0; i--) {
            assertThat(store.contains(i)).isEqualTo(i >= 60_000 - size);
        }
    }

    // --- the random run ---

    private void run(long seed) {
        try {
            SplittableRandom random = new SplittableRandom(seed);
            Keys keys =
                    switch (random.nextInt(3)) {
                        case 0 -> TestKeys.constant(random.nextLong() & ~1L);
                        default -> new TestKeys(random.nextLong());
                    };
            new Run(random, newStore(keys, null), newModel()).commands();
        } catch (Throwable t) {
            throw new AssertionError("seed " + seed + ": " + t.getMessage(), t);
        }
    }

    private record Run(SplittableRandom random, Store store, StoreModel model) {
        void commands() {
            int span = 1 << 1 + random.nextInt(11);
            for (int i = 0; i < COMMANDS; i++) {
                command(span);
                if (i % 100 == 99) {
                    compareAll();
                }
            }
            compareAll();
        }

        private void command(int span) {
            Object key = key(span);
            TestRow row = row(key, random.nextInt(3));
            switch (random.nextInt(20)) {
                case 0, 1, 2, 3, 4, 5 -> assertThat(store.insert(row)).isEqualTo(model.insert(row));
                case 6, 7 ->
                        assertThat(store.insertNew(row) == null).isEqualTo(model.insertNew(row));
                case 8, 9, 10 -> assertThat(store.take(key)).isEqualTo(model.take(key));
                case 11, 12 -> assertThat(store.deleteRow(row)).isEqualTo(model.deleteRow(row));
                case 13 -> replace(key, row);
                case 14 -> replace(key, null);
                case 15 -> compute(key, row);
                case 16 -> {
                    List<TestRow> rows = rows(span);
                    store.insertAll(rows);
                    rows.forEach(model::insert);
                }
                case 17 -> {
                    List<TestRow> rows = rows(span);
                    assertThat(store.insertAllNew(rows)).isEqualTo(model.insertAllNew(rows));
                }
                case 18 -> {
                    if (random.nextInt(50) == 0) {
                        store.clear();
                        model.clear();
                    }
                }
                default -> walkOn(key);
            }
            assertThat(store.lookup(key)).isEqualTo(model.lookup(key));
            assertThat(store.contains(key)).isEqualTo(!model.lookup(key).isEmpty());
            assertThat(store.size()).isEqualTo(model.all().size());
        }

        private void replace(Object key, @Nullable Object to) {
            List<Object> there = model.lookup(key);
            Object from = there.isEmpty() ? row(key, 0) : there.get(random.nextInt(there.size()));
            assertThat(store.replace(from, to)).isEqualTo(model.replace(from, to));
        }

        private void compute(Object key, TestRow row) {
            if (model.isBag()) {
                return;
            }
            boolean keeps = random.nextBoolean();
            Object now = store.compute(key, there -> keeps ? row : null);
            assertThat(now).isEqualTo(keeps ? row : null);
            if (keeps) {
                model.insert(row);
            } else {
                model.take(key);
            }
        }

        private void walkOn(Object key) {
            if (!model.lookup(key).isEmpty()) {
                store.fix();
                Neighbour next = store.after(key);
                store.take(key);
                model.take(key);
                assertThat(store.after(key)).isEqualTo(next);
                store.release();
            }
        }

        private void compareAll() {
            assertThat(allOf(store, 1 + random.nextInt(50)))
                    .containsExactlyInAnyOrderElementsOf(model.all());
            List<Object> keys = new ArrayList<>();
            for (Neighbour n = store.first(); n != null; n = store.after(n.key())) {
                keys.add(n.key());
                assertThat(n.rows()).isEqualTo(model.lookup(n.key()));
            }
            assertThat(keys).containsExactlyInAnyOrderElementsOf(model.keys());
        }

        private Object key(int span) {
            return random.nextInt(span);
        }

        private List<TestRow> rows(int span) {
            List<TestRow> rows = new ArrayList<>();
            for (int i = random.nextInt(6); i >= 0; i--) {
                rows.add(row(key(span), random.nextInt(3)));
            }
            return rows;
        }
    }

    // --- steps ---

    /// Runs the tasks to their end, and `aside` until then.
    private static void race(
            AtomicBoolean done, Callable<Void> aside, List<? extends Callable<Void>> tasks)
            throws Exception {
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            Future<Void> other = threads.submit(aside);
            try {
                for (Future<Void> task : threads.invokeAll(tasks)) {
                    task.get();
                }
            } finally {
                done.set(true);
            }
            other.get();
        }
    }

    private static List<Object> allOf(Store store, int limit) {
        RowBuffer rows = new RowBuffer();
        Cursor cursor = store.cursor(KeyRange.ALL, false);
        while (cursor.fill(rows, limit)) {}
        return rows;
    }

    private static TestRow row(Object key, Object value) {
        return new TestRow(key, value);
    }

    private static TestRow row(TestRow before, int more) {
        return new TestRow(before.key(), (int) before.value() + more);
    }

    private static int valueOf(Store store, Object key) {
        List<Object> rows = store.lookup(key);
        return (int) ((TestRow) rows.getFirst()).value();
    }

    /// 2^bits strings of one hash code, as "Aa" and "BB" have one.
    public static List<String> collidingStrings(int bits) {
        List<String> strings = List.of("");
        for (int i = 0; i < bits; i++) {
            List<String> longer = new ArrayList<>();
            for (String s : strings) {
                longer.add(s + "Aa");
                longer.add(s + "BB");
            }
            strings = longer;
        }
        return strings;
    }

    private record Refusing(AtomicBoolean refuses) implements Witness {
        @Override
        public void changing(List<RowChange> changes) {
            refuse();
        }

        @Override
        public void clearing() {
            refuse();
        }

        private void refuse() {
            if (refuses.get()) {
                throw new IllegalStateException("refused");
            }
        }
    }

    private static final class Recording implements Witness {
        final List<Object> told = new ArrayList<>();

        @Override
        public void changing(List<RowChange> changes) {
            told.add(List.copyOf(changes));
        }

        @Override
        public void clearing() {
            told.add("clearing");
        }
    }
}
