package io.trunkline.ets.suite;

import static io.trunkline.ets.Tuple.tuple;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trunkline.ets.Access;
import io.trunkline.ets.BadArg;
import io.trunkline.ets.Chunk;
import io.trunkline.ets.ElementUpdate;
import io.trunkline.ets.Fix;
import io.trunkline.ets.KeyRows;
import io.trunkline.ets.Limit;
import io.trunkline.ets.NoSuchTable;
import io.trunkline.ets.Table;
import io.trunkline.ets.TableSpec;
import io.trunkline.ets.Tuple;
import io.trunkline.ets.WriteConcurrency;
import io.trunkline.ets.fixture.Layout;
import io.trunkline.ets.fixture.Load;
import io.trunkline.ets.fixture.WithTables;
import io.trunkline.ets.fixture.Worker;
import io.trunkline.ets.match.Match;
import io.trunkline.ets.match.MatchSpec;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/// Traversal.
class TraversalSuiteTest extends WithTables {
    private static final String ALL = "io.trunkline.ets.fixture.Layout#all";
    private static final String BAGS = "io.trunkline.ets.fixture.Layout#bags";
    private static final String UNORDERED = "io.trunkline.ets.fixture.Layout#unordered";

    private static List<Tuple> rows(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> tuple(i, i)).toList();
    }

    private static List<Object> walk(Table<Tuple> table) {
        return walk(table.first(), table::next);
    }

    private static List<Object> walk(
            Optional<Object> first, Function<Object, Optional<Object>> step) {
        List<Object> keys = new ArrayList<>();
        for (Optional<Object> key = first; key.isPresent(); key = step.apply(key.get())) {
            keys.add(key.get());
        }
        return keys;
    }

    /// Fixes are counted by process, shown by info, and end with their process or their table. In
    /// ets who never fixed may release; ours is released by the fix itself, once.
    @ParameterizedTest
    @MethodSource(ALL)
    void safeFixtable(Layout layout) {
        Worker other = helper();
        Table<Tuple> table = create(layout.spec());
        owner.run(() -> table.insertAll(rows(0, 10)));
        assertThat(table.info().fixed()).isFalse();
        List<Fix> own = owner.call(_ -> List.of(table.fix(), table.fix()));
        Fix others = other.call(_ -> table.fix());
        assertThat(table.info().fixedBy()).isEqualTo(Map.of(owner.pid(), 2, other.pid(), 1));
        owner.run(own.getFirst()::close);
        owner.run(own.getFirst()::close);
        assertThat(table.info().fixedBy()).isEqualTo(Map.of(owner.pid(), 1, other.pid(), 1));
        other.run(others::close);
        other.run(others::close);
        assertThat(table.info().fixedBy()).isEqualTo(Map.of(owner.pid(), 1));
        other.run(table::fix);
        other.run(table::fix);
        other.kill();
        assertThat(table.info().fixedBy()).isEqualTo(Map.of(owner.pid(), 1));
        owner.run(own.getLast()::close);
        assertThat(table.info().fixed()).isFalse();

        owner.run(() -> table.setAccess(Access.PRIVATE));
        assertThatThrownBy(() -> helper().run(table::fix)).isInstanceOf(BadArg.class);
        Fix last = owner.call(_ -> table.fix());
        owner.run(table::delete);
        owner.run(last::close);
        assertThatThrownBy(table::fix).isInstanceOf(NoSuchTable.class);
    }

    /// A fixed table lets a walk go on from keys that were deleted since.
    @ParameterizedTest
    @MethodSource(UNORDERED)
    void fixtableNext(Layout layout) {
        Table<Tuple> table = create(layout.shared());
        for (boolean matchDelete : new boolean[] {false, true}) {
            table.insertAll(rows(0, 500));
            List<Object> expected = walk(table);
            assertThat(expected).hasSize(500);
            Object start = table.first().orElseThrow();
            try (Fix _ = table.fix()) {
                if (matchDelete) {
                    table.matchDelete(Match.any());
                    assertThat(table.size()).isZero();
                    assertThat(table.first()).isEmpty();
                    expected.forEach(key -> assertThat(table.next(key)).isEmpty());
                } else {
                    List<Object> met =
                            walk(
                                    table.first(),
                                    key -> {
                                        table.delete(key);
                                        return table.next(key);
                                    });
                    assertThat(met).isEqualTo(expected);
                }
                assertThat(table.next(start)).isEmpty();
                assertThatThrownBy(() -> table.next("never there")).isInstanceOf(BadArg.class);
            }
            assertThat(table.size()).isZero();
            assertThatThrownBy(() -> table.next(start)).isInstanceOf(BadArg.class);
        }
    }

    /// A fixed bag of two keys with two rows each: whichever rows are deleted, in whichever order,
    /// the walk meets those that are left.
    @ParameterizedTest
    @MethodSource(BAGS)
    void fixtableIterBag(Layout layout) {
        List<Tuple> rows = List.of(tuple(1, "a"), tuple(1, "b"), tuple(2, "a"), tuple(2, "b"));
        for (int subset = 0; subset < 1 << rows.size(); subset++) {
            List<Tuple> chosen = new ArrayList<>();
            for (int i = 0; i < rows.size(); i++) {
                if ((subset & (1 << i)) != 0) {
                    chosen.add(rows.get(i));
                }
            }
            permutations(
                    chosen,
                    0,
                    order -> {
                        Table<Tuple> table = create(layout.shared());
                        table.insertAll(rows);
                        Fix fix = table.fix();
                        order.forEach(table::deleteObject);
                        List<Tuple> left = new ArrayList<>(rows);
                        left.removeAll(order);
                        checkWalk(table, left);
                        fix.close();
                        checkWalk(table, left);
                        table.delete();
                    });
        }
    }

    private static void checkWalk(Table<Tuple> table, List<Tuple> left) {
        List<Tuple> met = new ArrayList<>();
        walk(table).forEach(key -> met.addAll(table.lookup(key)));
        assertThat(met).containsExactlyInAnyOrderElementsOf(left);
        List<Tuple> again = new ArrayList<>();
        Optional<KeyRows<Tuple>> step = table.firstLookup();
        while (step.isPresent()) {
            again.addAll(step.get().rows());
            step = table.nextLookup(step.get().key());
        }
        assertThat(again).isEqualTo(met);
        assertThat(table.size()).isEqualTo(left.size());
        assertThat(table.toList()).containsExactlyInAnyOrderElementsOf(left);
    }

    private static void permutations(List<Tuple> rows, int from, Consumer<List<Tuple>> action) {
        if (from == rows.size()) {
            action.accept(List.copyOf(rows));
        }
        for (int i = from; i < rows.size(); i++) {
            Collections.swap(rows, from, i);
            permutations(rows, from + 1, action);
            Collections.swap(rows, from, i);
        }
    }

    /// In a fixed bag a key that was deleted can come back, by any insert; once the table is
    /// released a key that is gone is none to go on from.
    @ParameterizedTest
    @MethodSource(BAGS)
    void fixtableInsert(Layout layout) {
        Table<Tuple> table = create(layout.shared());
        table.insert(tuple("a", 1), tuple("a", 2), tuple("b", 1));
        Fix fix = table.fix();
        table.delete("a");
        assertThat(table.member("a")).isFalse();
        assertThat(table.lookup("a")).isEmpty();
        assertThat(table.insertNew(tuple("a", 3))).isTrue();
        assertThat(table.insertNew(tuple("a", 4))).isFalse();
        assertThat(table.lookup("a")).containsExactly(tuple("a", 3));
        table.deleteObject(tuple("a", 3));
        assertThat(table.insertAllNew(List.of(tuple("a", 5), tuple("a", 6)))).isTrue();
        table.insert(tuple("a", 2));
        assertThat(table.lookup("a")).containsExactly(tuple("a", 5), tuple("a", 6), tuple("a", 2));
        assertThat(walk(table)).containsExactlyInAnyOrder("a", "b");
        table.delete("a");
        assertThat(table.size()).isEqualTo(1);
        assertThat(walk(table)).containsExactly("b");
        table.next("a"); // either end or b, by their places
        fix.close();
        assertThatThrownBy(() -> table.next("a")).isInstanceOf(BadArg.class);
        assertThat(table.insertNew(tuple("a", 7))).isTrue();
        assertThat(walk(table)).containsExactlyInAnyOrder("a", "b");
    }

    /// All keys of a fixed table deleted by all cores at once.
    @ParameterizedTest
    @MethodSource(ALL)
    void smpFixedDelete(Layout layout) throws Exception {
        int keys = Load.times(4_000);
        int workers = 4;
        Table<Tuple> table = create(layout.shared());
        table.insertAll(rows(0, keys));
        Fix fix = owner.call(_ -> table.fix());
        new Load()
                .add(
                        workers,
                        worker -> {
                            for (int key = worker; key < keys; key += workers) {
                                table.delete(key);
                                if (key % 3 == 0) { // others look and delete there too
                                    table.delete((key + 1) % keys);
                                    table.next(key);
                                }
                            }
                        })
                .run();
        assertThat(table.size()).isZero();
        assertThat(table.first()).isEmpty();
        assertThat(table.info().fixed()).isTrue();
        owner.run(fix::close);
        assertThat(table.info().fixed()).isFalse();
        assertThat(table.size()).isZero();
        table.insertAll(rows(0, 10));
        assertThat(walk(table)).hasSize(10);
    }

    /// One process releases a table full of deleted keys, while another fixes it, deletes and walks
    /// on from what it deleted.
    @ParameterizedTest
    @MethodSource(UNORDERED)
    void smpUnfixFix(Layout layout) throws Exception {
        int keys = 1_000;
        Worker other = helper();
        Table<Tuple> table = create(layout.shared());
        for (int round = 0; round < Load.times(15); round++) {
            table.insertAll(rows(0, keys));
            Fix fix = owner.call(_ -> table.fix());
            rows(0, keys / 2).forEach(row -> table.delete(row.get(1)));
            new Load()
                    .add(() -> owner.run(fix::close))
                    .add(() ->
                            other.run(() -> {
                                try (Fix _ = table.fix()) {
                                    List<Object> met = new ArrayList<>();
                                    Optional<Object> key = table.first();
                                    while (key.isPresent()) {
                                        met.add(key.get());
                                        table.delete(key.get());
                                        key = table.next(key.get());
                                    }
                                    assertThat(met)
                                            .containsExactlyInAnyOrderElementsOf(
                                                    IntStream.range(keys / 2, keys)
                                                            .boxed()
                                                            .toList());
                                }
                            }))
                    .run();
            assertThat(table.info().fixed()).isFalse();
            assertThat(table.size()).isZero();
            assertThatThrownBy(() -> table.next(1)).isInstanceOf(BadArg.class);
        }
    }

    /// Every walk of an ordered set meets the keys that stay, each once and in order, while others
    /// come and go between them by every operation there is.
    @ParameterizedTest
    @EnumSource
    void smpOrderedIteration(WriteConcurrency writers) throws Exception {
        int keys = 1_000; // the even ones stay
        Table<Tuple> table =
                create(TableSpec.orderedSet().access(Access.PUBLIC).writeConcurrency(writers));
        IntStream.range(0, keys).filter(i -> i % 2 == 0).forEach(i -> table.insert(tuple(i, 0)));
        List<Object> stable = IntStream.range(0, keys / 2).<Object>mapToObj(i -> 2 * i).toList();
        Load load = new Load();
        for (int worker = 0; worker < 2; worker++) {
            SplittableRandom random = random(worker);
            load.whileBusy(() -> churn(table, keys, random));
        }
        List<Function<Table<Tuple>, List<Object>>> ascending =
                List.of(
                        TraversalSuiteTest::walk,
                        t -> keys(t.toList()),
                        t -> keys(t.stream().toList()),
                        t -> keys(t.range(0, keys).toList()),
                        t ->
                                t.select(
                                        MatchSpec.of(Match.row(Match.$1, Match.any()))
                                                .returning(Match.$1)),
                        t -> chunks(t.select(KEYS, Limit.limit(1)), 1),
                        t -> chunks(t.select(KEYS, Limit.limit(17)), 17),
                        t -> chunks(t.select(KEYS, Limit.limit(10_000)), 10_000),
                        t -> t.fold(List.of(), TraversalSuiteTest::append));
        List<Function<Table<Tuple>, List<Object>>> descending =
                List.of(
                        t -> walk(t.last(), t::prev),
                        t -> t.selectReverse(KEYS),
                        t -> chunks(t.selectReverse(KEYS, Limit.limit(1)), 1),
                        t -> chunks(t.selectReverse(KEYS, Limit.limit(100)), 100),
                        t -> t.foldr(List.of(), TraversalSuiteTest::append));
        load.add(() -> repeat(table, stable, ascending));
        load.add(() -> repeat(table, stable.reversed(), descending));
        load.add(() -> {
            MatchSpec even =
                    MatchSpec.of(Match.row(Match.$1, Match.any()))
                            .where(Match.eq(Match.rem(Match.$1, 2), 0))
                            .returning(true);
            for (int i = 0; i < Load.times(50); i++) {
                assertThat(table.selectCount(even)).isEqualTo(stable.size());
            }
        });
        load.run();
    }

    private static final MatchSpec KEYS =
            MatchSpec.of(Match.row(Match.$1, Match.any())).returning(Match.$1);

    private static void churn(Table<Tuple> table, int keys, SplittableRandom random) {
        int odd = random.nextInt(keys / 2) * 2 + 1;
        MatchSpec volatileOnes =
                MatchSpec.of(Match.row(Match.$1, Match.$2))
                        .where(
                                Match.eq(Match.rem(Match.$1, 2), 1),
                                Match.ge(Match.$1, odd),
                                Match.lt(Match.$1, odd + 20));
        switch (random.nextInt(20)) {
            case 0 -> table.selectDelete(volatileOnes.returning(true));
            case 1 ->
                    table.selectReplace(
                            volatileOnes.returning(
                                    Match.tupleOf(Match.$1, Match.add(Match.$2, 1))));
            case 2 -> table.insertAll(rowsOf(odd, 30));
            case 3 -> table.updateElement(odd - 1, ElementUpdate.set(2, odd));
            case 4, 5, 6, 7, 8, 9 -> table.delete(odd);
            default -> table.insert(tuple(odd, 0));
        }
    }

    private static List<Tuple> rowsOf(int odd, int count) {
        return IntStream.range(0, count).mapToObj(i -> tuple(odd + 2 * i, i)).toList();
    }

    private void repeat(
            Table<Tuple> table,
            List<Object> stable,
            List<Function<Table<Tuple>, List<Object>>> walks) {
        for (int round = 0; round < Load.times(20); round++) {
            for (Function<Table<Tuple>, List<Object>> walk : walks) {
                List<Object> met = walk.apply(table);
                assertThat(met.stream().filter(key -> (Integer) key % 2 == 0).toList())
                        .as("seed=%s", seed)
                        .isEqualTo(stable);
                assertThat(met).doesNotHaveDuplicates();
            }
        }
    }

    private static List<Object> keys(List<Tuple> rows) {
        return rows.stream().map(row -> row.get(1)).toList();
    }

    private static List<Object> append(Tuple row, List<Object> before) {
        List<Object> all = before.isEmpty() ? new ArrayList<>() : before;
        all.add(row.get(1));
        return all;
    }

    private static List<Object> chunks(Optional<Chunk<Object>> start, int limit) {
        List<Object> all = new ArrayList<>();
        for (Optional<Chunk<Object>> chunk = start; chunk.isPresent(); chunk = chunk.get().next()) {
            assertThat(chunk.get().results()).hasSizeBetween(1, limit);
            all.addAll(chunk.get().results());
        }
        return all;
    }
}
