package io.trunkline.ets.watch;

import static io.trunkline.ets.Tuple.tuple;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.ets.Access;
import io.trunkline.ets.ElementUpdate;
import io.trunkline.ets.Index;
import io.trunkline.ets.IndexViolation;
import io.trunkline.ets.SubscribeOptions;
import io.trunkline.ets.Subscription;
import io.trunkline.ets.Table;
import io.trunkline.ets.TableEvent;
import io.trunkline.ets.TableEvent.Expired;
import io.trunkline.ets.TableEvent.Inserted;
import io.trunkline.ets.TableNews;
import io.trunkline.ets.TableSpec;
import io.trunkline.ets.Tuple;
import io.trunkline.ets.fixture.Layout;
import io.trunkline.ets.fixture.Load;
import io.trunkline.ets.fixture.WithTables;
import io.trunkline.ets.fixture.Worker;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/// Indexes, limits and subscriptions while many write at once.
class WatchParallelTest extends WithTables {
    private static final String SETS = "io.trunkline.ets.fixture.Layout#sets";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Index<Tuple> COLOUR = Index.multi("colour", row -> row.get(2));
    private static final Index<Tuple> NUMBER = Index.unique("number", row -> row.get(3));

    private Table<Tuple> indexed(Layout layout) {
        return create(layout.shared().index(COLOUR).index(NUMBER));
    }

    /// Four threads do everything they can; then each index finds what a scan finds, and no unique
    /// value is there twice.
    @ParameterizedTest
    @MethodSource(SETS)
    void indexesAreExactAfterChurn(Layout layout) throws Exception {
        Table<Tuple> table = indexed(layout);
        new Load()
                .add(
                        4,
                        worker -> {
                            SplittableRandom random = random(worker);
                            for (int i = 0; i < Load.times(4_000); i++) {
                                try {
                                    churn(table, random);
                                } catch (IndexViolation _) {
                                    // as it should be, now and then
                                }
                            }
                        })
                .run();
        List<Tuple> all = table.toList();
        assertThat(table.size()).isEqualTo(all.size());
        assertThat(all.stream().map(row -> row.get(3))).doesNotHaveDuplicates();
        for (int value = 0; value < 60; value++) {
            for (Index<Tuple> index : List.of(COLOUR, NUMBER)) {
                Object wanted = value;
                assertThat(table.by(index, wanted))
                        .as("%s=%s, seed=%s", index.name(), value, seed)
                        .containsExactlyInAnyOrderElementsOf(
                                all.stream()
                                        .filter(row -> index.value().apply(row).equals(wanted))
                                        .toList());
            }
        }
        assertThat(table.by(NUMBER, 0, 60)).hasSameSizeAs(all);
    }

    private static void churn(Table<Tuple> table, SplittableRandom random) {
        Tuple row = row(random);
        Object key = row.get(1);
        switch (random.nextInt(10)) {
            case 0, 1 -> table.insert(row);
            case 2, 3 -> table.insertAll(List.of(row, row(random), row(random)));
            case 4 -> table.insertNew(row);
            case 5 -> table.delete(key);
            case 6 -> table.updateElement(key, ElementUpdate.set(2, random.nextInt(4)));
            case 7 -> table.updateElement(key, ElementUpdate.set(3, random.nextInt(60)));
            case 8 -> {
                if (random.nextInt(50) == 0) {
                    table.deleteAllObjects();
                }
            }
            default -> table.selectDelete(found -> found.get(3).equals(row.get(3)));
        }
    }

    private static Tuple row(SplittableRandom random) {
        return tuple(random.nextInt(40), random.nextInt(4), random.nextInt(60));
    }

    /// Some rows keep their value while all else about them changes, and others come and go with
    /// that value: readers find the former always, and never a row without the value.
    @ParameterizedTest
    @MethodSource(SETS)
    void readersNeitherMissNorMistake(Layout layout) throws Exception {
        Table<Tuple> table = indexed(layout);
        int stable = 10;
        IntStream.range(0, stable).forEach(key -> table.insert(tuple(key, "red", key, 0)));
        Load.Task reader =
                () -> {
                    List<Tuple> red = table.by(COLOUR, "red");
                    assertThat(red).as("seed=%s", seed).allMatch(row -> row.get(2).equals("red"));
                    assertThat(red.stream().map(row -> row.get(1)))
                            .doesNotHaveDuplicates()
                            .contains(IntStream.range(0, stable).boxed().toArray());
                    assertThat(table.by(NUMBER, 0, stable)).hasSize(stable);
                    for (int key = 0; key < stable; key++) {
                        assertThat(table.by(NUMBER, key))
                                .hasSize(1)
                                .allMatch(row -> row.get(2).equals("red"));
                    }
                };
        new Load()
                .whileBusy(reader)
                .whileBusy(reader)
                .add(() -> {
                    for (int i = 0; i < Load.times(10_000); i++) {
                        table.updateElement(i % stable, ElementUpdate.set(4, i));
                    }
                })
                .add(() -> {
                    SplittableRandom random = random(1);
                    for (int i = 0; i < Load.times(10_000); i++) {
                        int key = stable + random.nextInt(20);
                        switch (random.nextInt(4)) {
                            case 0 -> table.delete(key);
                            case 1 -> table.insert(tuple(key, "red", key, i));
                            case 2 -> table.insert(tuple(key, "blue", key, i));
                            default -> {
                                try { // would take a stable row's number
                                    table.insert(
                                            tuple(key, "red", 1_000 + key, i),
                                            tuple(key + 50, "blue", random.nextInt(stable), i));
                                } catch (IndexViolation _) {
                                    continue;
                                }
                                throw new AssertionError("must be refused");
                            }
                        }
                    }
                })
                .run();
    }

    /// A unique value that goes from row to row in one step, or would if it were not refused, has a
    /// row at any time.
    @ParameterizedTest
    @MethodSource(SETS)
    void valueThatChangesHandsHasARowAtAnyTime(Layout layout) throws Exception {
        Table<Tuple> table = indexed(layout);
        table.insert(tuple("a", 0, 1), tuple("b", 0, 2), tuple("c", 0, 3));
        Load.Task reader =
                () -> {
                    for (int value = 1; value <= 2; value++) {
                        Object wanted = value;
                        assertThat(table.by(NUMBER, value))
                                .hasSize(1)
                                .allMatch(row -> row.get(3).equals(wanted));
                    }
                };
        new Load()
                .whileBusy(reader)
                .whileBusy(reader)
                .add(() -> {
                    for (int i = 0; i < Load.times(5_000); i++) {
                        table.insert(tuple("a", i, 2), tuple("b", i, 1));
                        try {
                            table.insert(tuple("a", i, 1), tuple("b", i, 2), tuple("d", i, 3));
                            throw new AssertionError("must be refused");
                        } catch (IndexViolation _) {
                            table.insert(tuple("a", i, 1), tuple("b", i, 2));
                        }
                    }
                })
                .run();
    }

    /// Many want the same unique values: each is had by at most one, who was told so.
    @ParameterizedTest
    @MethodSource(SETS)
    void uniqueValuesAreGivenOnce(Layout layout) throws Exception {
        Table<Tuple> table = indexed(layout);
        int values = Load.times(2_000);
        Set<Object> given = ConcurrentHashMap.newKeySet();
        new Load()
                .add(
                        4,
                        worker -> {
                            for (int value = 0; value < values; value++) {
                                try {
                                    table.insert(tuple(tuple(worker, value), 0, value));
                                    assertThat(given.add(value)).isTrue();
                                } catch (IndexViolation _) {
                                    assertThat(table.by(NUMBER, value)).hasSize(1);
                                }
                            }
                        })
                .run();
        assertThat(table.size()).isEqualTo(values);
        assertThat(given).hasSize(values);
    }

    /// On real time: rows go, none before its time, and each is told as expired.
    @ParameterizedTest
    @MethodSource("io.trunkline.ets.fixture.Layout#sets")
    void rowsExpireOnRealTime(Layout layout) {
        Duration time = Duration.ofMillis(50);
        Table<Tuple> table = create(layout.shared().timeToLive(time).index(COLOUR));
        Worker subscriber = helper();
        Subscription<Tuple> events =
                subscriber.call(_ -> table.subscribe(SubscribeOptions.defaults()));
        int rows = 500;
        CompletableFuture<List<Tuple>> left =
                subscriber.begin(self -> {
                    int expired = 0;
                    while (expired < rows) {
                        self.receive(TableNews.class, PATIENCE).orElseThrow();
                        for (TableEvent<Tuple> event : events.drain()) {
                            if (event instanceof Expired<Tuple>(Tuple row)) {
                                expired++;
                                long age = System.nanoTime() - (long) row.get(3);
                                assertThat(age).isGreaterThanOrEqualTo(time.toNanos());
                            } else {
                                assertThat(event).isInstanceOf(Inserted.class);
                            }
                        }
                    }
                    return table.toList();
                });
        for (int key = 0; key < rows; key++) {
            table.insert(tuple(key, 0, System.nanoTime()));
        }
        assertThat(left.orTimeout(30, TimeUnit.SECONDS).join()).isEmpty();
        assertThat(table.by(COLOUR, 0)).isEmpty();
    }

    /// A row whose time is over, against an update of it at that very moment: the new row stays,
    /// also if it is the same object, and its index entry with it.
    @ParameterizedTest
    @MethodSource(SETS)
    void expiryNeverDeletesTheNewRow(Layout layout) throws Exception {
        Table<Tuple> table =
                create(layout.shared().timeToLive(Duration.ofHours(1)).index(COLOUR).index(NUMBER));
        int keys = Load.times(100);
        new Load()
                .add(
                        3,
                        worker -> {
                            SplittableRandom random = random(worker);
                            for (int i = 0; i < keys; i++) {
                                Object key = tuple(worker, i);
                                Tuple row = tuple(key, "old", key);
                                Tuple next = i % 2 == 0 ? row : row.with(2, "new");
                                table.insert(row, Duration.ofMillis(1));
                                long until = System.nanoTime() + random.nextInt(2_000_000);
                                while (System.nanoTime() < until) {
                                    Thread.onSpinWait();
                                }
                                table.insert(next);
                                assertThat(table.get(key)).isSameAs(next);
                            }
                        })
                .run();
        // timers fire in the order of their times: a row inserted now goes after all that are due
        Worker subscriber = helper();
        Subscription<Tuple> events =
                subscriber.call(_ -> table.subscribe(SubscribeOptions.defaults()));
        Tuple late = tuple("late", "late", "late");
        table.insert(late, Duration.ofMillis(20));
        subscriber.call(self -> {
            while (!(events.drain().contains(new Expired<>(late)))) {
                self.receive(TableNews.class, PATIENCE).orElseThrow();
            }
            return true;
        });
        // it is told of before it is gone, and gone before it is not counted; a walk waits for it
        assertThat(table.toList()).as("seed=%s", seed).hasSize(3 * keys);
        for (Tuple row : table.toList()) {
            assertThat(table.by(NUMBER, row.get(3))).containsExactly(row);
        }
        assertThat(table.by(COLOUR, "old").size() + table.by(COLOUR, "new").size())
                .isEqualTo(3 * keys);
    }

    /// Many fill a bounded table: it is never far over its size, and at it in the end, with the
    /// last rows of somebody in it and none of the first.
    @ParameterizedTest
    @MethodSource(SETS)
    void boundHoldsUnderLoad(Layout layout) throws Exception {
        int bound = 100;
        int each = Load.times(5_000);
        Table<Tuple> table = create(layout.shared().maxSize(bound).index(COLOUR));
        new Load()
                .whileBusy(() -> assertThat(table.size()).isLessThanOrEqualTo(2 * bound))
                .add(
                        4,
                        worker -> {
                            for (int i = 0; i < each; i++) {
                                table.insert(tuple(tuple(worker, i), i % 3, i));
                            }
                        })
                .run();
        List<Tuple> left = table.toList();
        assertThat(table.size()).isEqualTo(bound).isEqualTo(left.size());
        Set<Object> found = new HashSet<>();
        for (int colour = 0; colour < 3; colour++) {
            found.addAll(table.by(COLOUR, colour));
        }
        assertThat(found).isEqualTo(new HashSet<>(left));
        for (int worker = 0; worker < 4; worker++) { // what is left of each is its newest
            int own = worker;
            List<Integer> numbers = new ArrayList<>();
            for (Tuple row : left) {
                if (((Tuple) row.get(1)).get(1).equals(own)) {
                    numbers.add((Integer) row.get(3));
                }
            }
            numbers.sort(null);
            assertThat(numbers)
                    .isEqualTo(IntStream.range(each - numbers.size(), each).boxed().toList());
        }
    }

    @Test
    void subscribersOfBoundedTablesHearOfEveryRowsEnd() throws Exception {
        Table<Tuple> table = create(TableSpec.set().access(Access.PUBLIC).maxSize(10));
        Worker subscriber = helper();
        Subscription<Tuple> events =
                subscriber.call(_ ->
                        table.subscribe(
                                SubscribeOptions.defaults().withBacklog(Integer.MAX_VALUE)));
        new Load()
                .add(
                        3,
                        worker -> {
                            for (int i = 0; i < Load.times(2_000); i++) {
                                table.insert(tuple(tuple(worker, i), i));
                            }
                        })
                .run();
        Set<Object> there = new HashSet<>();
        for (TableEvent<Tuple> event : events.drain()) {
            switch (event) {
                case Inserted<Tuple>(Tuple row) -> assertThat(there.add(row)).isTrue();
                case TableEvent.Evicted<Tuple>(Tuple row) -> assertThat(there.remove(row)).isTrue();
                default -> throw new AssertionError(event);
            }
        }
        assertThat(there).isEqualTo(new HashSet<>(table.toList())).hasSize(10);
    }
}
