package io.trunkline.ets.suite;

import static io.trunkline.ets.Tuple.tuple;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trunkline.ets.Atom;
import io.trunkline.ets.BadArg;
import io.trunkline.ets.CounterOp;
import io.trunkline.ets.ElementUpdate;
import io.trunkline.ets.Fix;
import io.trunkline.ets.NoSuchTable;
import io.trunkline.ets.Table;
import io.trunkline.ets.TableType;
import io.trunkline.ets.Terms;
import io.trunkline.ets.Tuple;
import io.trunkline.ets.fixture.Layout;
import io.trunkline.ets.fixture.Load;
import io.trunkline.ets.fixture.WithTables;
import io.trunkline.ets.fixture.Worker;
import io.trunkline.ets.match.Match;
import io.trunkline.ets.match.MatchSpec;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/// Inserting, lookup, delete.
class InsertSuiteTest extends WithTables {
    private static final String ALL = "io.trunkline.ets.fixture.Layout#all";
    private static final String TYPES = "io.trunkline.ets.fixture.Layout#types";
    private static final String SETS = "io.trunkline.ets.fixture.Layout#sets";
    private static final String BAGS = "io.trunkline.ets.fixture.Layout#bags";

    /// Keys of every kind that a term can be of, and some that are near each other.
    private static final List<Object> KEYS =
            List.of(
                    1,
                    2L,
                    -5,
                    BigInteger.TWO.pow(70),
                    2.5,
                    -0.0,
                    Atom.of("key"),
                    true,
                    tuple(),
                    tuple(1, tuple("a", List.of())),
                    List.of(),
                    List.of(1, "b"),
                    Map.of("a", 1),
                    Map.of(1, 2, 3, 4),
                    "",
                    "text",
                    "ünïcödé 🜚");

    private static List<Tuple> rows(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> tuple(i, i)).toList();
    }

    /// Bags give the rows of a key as they came, through deletions and new insertions, whether they
    /// are fixed or not, and count them right.
    @ParameterizedTest
    @MethodSource(BAGS)
    void lookupOrder(Layout layout) {
        boolean twice = layout.type() == TableType.DUPLICATE_BAG;
        SplittableRandom random = random(0);
        for (int round = 0; round < 300; round++) {
            Table<Tuple> table = create(layout.shared());
            List<Tuple> model = new ArrayList<>();
            Fix fix = round % 2 == 0 ? null : table.fix();
            for (int step = 0; step < 30; step++) {
                Tuple row = tuple("key", random.nextInt(6));
                switch (random.nextInt(5)) {
                    case 0, 1 -> {
                        table.insert(row);
                        add(model, row, twice);
                    }
                    case 2 -> {
                        Tuple second = tuple("key", random.nextInt(6));
                        table.insert(row, second);
                        add(model, row, twice);
                        add(model, second, twice);
                    }
                    case 3 -> {
                        table.deleteObject(row);
                        model.removeIf(row::equals);
                    }
                    default -> {
                        if (random.nextInt(4) == 0) {
                            table.delete("key");
                            model.clear();
                        }
                    }
                }
                assertThat(table.lookup("key")).as("seed=%s", seed).isEqualTo(model);
                assertThat(table.size()).isEqualTo(model.size());
            }
            if (fix != null) {
                fix.close();
                assertThat(table.lookup("key")).isEqualTo(model);
            }
            table.delete();
        }
    }

    private static void add(List<Tuple> model, Tuple row, boolean twice) {
        if (twice || !model.contains(row)) {
            model.add(row);
        }
    }

    /// Only the row that is equal in every element goes, with all its copies; a walk over a fixed
    /// table goes on from there.
    @ParameterizedTest
    @MethodSource(ALL)
    void tDeleteObject(Layout layout) {
        Table<Tuple> table = create(layout.shared());
        table.insertAll(rows(0, 1_000));
        table.deleteObject(tuple(7, 8));
        table.deleteObject(tuple(7.0, 7));
        table.deleteObject(tuple(7, 7.0));
        table.deleteObject(tuple(7, 7, 7));
        assertThat(table.size()).isEqualTo(1_000);
        try (Fix _ = table.fix()) {
            List<Object> met = new ArrayList<>();
            for (Optional<Object> key = table.first();
                    key.isPresent();
                    key = table.next(key.get())) {
                met.add(key.get());
                table.deleteObject(tuple(key.get(), key.get()));
            }
            assertThat(met).hasSize(1_000).doesNotHaveDuplicates();
            assertThat(table.size()).isZero();
        }
        table.insert(tuple(1, "a"), tuple(1, "b"), tuple(1, "a"), tuple(2, "a"));
        table.deleteObject(tuple(1, "a"));
        if (layout.type().isBag()) {
            assertThat(table.lookup(1)).containsExactly(tuple(1, "b"));
            assertThat(table.size()).isEqualTo(2);
        } else {
            assertThat(table.size()).isEqualTo(1);
        }
    }

    /// Deleting everything is one step: of what each inserter inserted one after the other, what is
    /// left is an unbroken end.
    @ParameterizedTest
    @MethodSource(ALL)
    void tDeleteAllObjects(Layout layout) throws Exception {
        Table<Tuple> table = create(layout.shared());
        for (boolean fixed : new boolean[] {false, true}) {
            Fix fix = fixed ? table.fix() : null;
            table.insertAll(rows(0, 1_000));
            table.deleteAllObjects();
            assertThat(table.size()).isZero();
            assertThat(table.toList()).isEmpty();
            assertThat(table.first()).isEmpty();
            if (fix != null) {
                assertThat(table.info().fixed()).isTrue();
                fix.close();
            }
        }
        int inserters = 3;
        int each = Load.times(3_000);
        new Load()
                .whileBusy(table::deleteAllObjects)
                .add(
                        inserters,
                        worker -> {
                            for (int i = 0; i < each; i++) {
                                table.insert(tuple(tuple(worker, i), i));
                            }
                        })
                .run();
        long left = 0;
        for (int worker = 0; worker < inserters; worker++) {
            boolean survived = false;
            for (int i = 0; i < each; i++) {
                boolean there = table.member(tuple(worker, i));
                assertThat(there || !survived).as("%s of %s", i, worker).isTrue();
                survived = there;
                left += there ? 1 : 0;
            }
        }
        assertThat(table.size()).isEqualTo(left);
    }

    /// A list goes into a bag from its head to its tail.
    @ParameterizedTest
    @MethodSource(BAGS)
    void tInsertListInsertOrderPreserved(Layout layout) {
        for (int count : new int[] {2, 10, 1_000}) {
            Table<Tuple> table = create(layout.shared());
            List<Tuple> some = IntStream.range(0, count).mapToObj(i -> tuple("key", i)).toList();
            List<Tuple> more =
                    IntStream.range(count, 2 * count).mapToObj(i -> tuple("key", i)).toList();
            table.insertAll(some);
            assertThat(table.lookup("key")).isEqualTo(some);
            table.insertAll(more);
            assertThat(table.lookup("key").subList(count, 2 * count)).isEqualTo(more);
            table.deleteAllObjects();
            assertThat(table.insertAllNew(some)).isTrue();
            assertThat(table.lookup("key")).isEqualTo(some);
            assertThat(table.insertAllNew(more)).isFalse();
            assertThat(table.lookup("key")).isEqualTo(some);
        }
    }

    /// Lists of different keys, inserted at once and again: in the end all is there once, and each
    /// list was new exactly the first time.
    @ParameterizedTest
    @MethodSource(ALL)
    void tInsertListParallel(Layout layout) throws Exception {
        int workers = 4;
        int again = 3;
        for (int length : new int[] {2, 100, 5_000}) {
            Table<Tuple> table = create(layout.shared());
            AtomicInteger fresh = new AtomicInteger();
            new Load()
                    .add(
                            workers,
                            worker -> {
                                List<Tuple> own = rows(worker * length, (worker + 1) * length);
                                for (int i = 0; i < again; i++) {
                                    fresh.addAndGet(table.insertAllNew(own) ? 1 : 0);
                                    table.insertAll(own);
                                }
                            })
                    .run();
            assertThat(fresh).hasValue(workers);
            int copies = layout.type() == TableType.DUPLICATE_BAG ? 1 + again : 1;
            assertThat(table.size()).isEqualTo((long) workers * length * copies);
            for (int key = 0; key < workers * length; key++) {
                assertThat(table.lookup(key)).hasSize(copies);
            }
            table.delete();
        }
    }

    /// The table goes while lists are inserted: each insert is done, or says that it is gone.
    @ParameterizedTest
    @MethodSource(TYPES)
    void tInsertListDeleteParallelAndSet(Layout layout) throws Exception {
        for (int round = 0; round < Load.times(30); round++) {
            Table<Tuple> table = create(layout.shared());
            new Load()
                    .add(
                            3,
                            worker -> {
                                try {
                                    for (int i = 0; ; i++) {
                                        List<Tuple> own = rows(worker * 300, (worker + 1) * 300);
                                        if (i % 2 == 0) {
                                            table.insertAll(own);
                                        } else {
                                            table.insertAllNew(own);
                                        }
                                    }
                                } catch (NoSuchTable _) {
                                    assertThat(table.exists()).isFalse();
                                }
                            })
                    .add(table::delete)
                    .run();
            assertThat(ets.all()).isEmpty();
        }
    }

    /// A list insert against the end of the table, by deletion or with its owner: if it returned
    /// all of it was there, if it was refused the table is gone.
    @ParameterizedTest
    @MethodSource(TYPES)
    void insertTrapDelete(Layout layout) throws Exception {
        List<Tuple> list = rows(0, 2_000);
        for (int round = 0; round < Load.times(30); round++) {
            Worker maker = helper();
            Table<Tuple> table = maker.call(_ -> ets.create("trap", layout.shared().named()));
            boolean byDelete = round % 2 == 0;
            new Load()
                    .add(() -> {
                        try {
                            table.insertAll(list);
                        } catch (NoSuchTable _) {
                            assertThat(table.exists()).isFalse();
                            assertThat(ets.whereis("trap")).isEmpty();
                        }
                    })
                    .add(() -> {
                        try {
                            long size = table.toList().size();
                            boolean complete = table.member(0) && table.member(1_999);
                            // the walk began before the insert, or saw it all
                            assertThat(size == 0 || complete).isTrue();
                        } catch (NoSuchTable _) {
                            assertThat(table.exists()).isFalse();
                        }
                    })
                    .add(byDelete ? table::delete : maker::kill)
                    .run();
            assertThat(ets.whereis("trap")).isEmpty();
            assertThat(ets.all()).isEmpty();
        }
    }

    /// A list insert by name while the name moves from table to table: the list is in one of them,
    /// all of it, or nowhere because the name was nobody's.
    @ParameterizedTest
    @MethodSource(TYPES)
    void insertTrapRename(Layout layout) throws Exception {
        int length = 500;
        Table<Tuple> table = create("here", layout.shared().named());
        new Load()
                .whileBusy(() -> {
                    table.rename("there");
                    table.rename("here");
                })
                .add(
                        2,
                        worker -> {
                            for (int i = 0; i < Load.times(100); i++) {
                                int list = worker * 1_000 + i;
                                List<Tuple> rows =
                                        IntStream.range(0, length)
                                                .mapToObj(k -> tuple(tuple(list, k), k))
                                                .toList();
                                boolean inserted = true;
                                try {
                                    ets.table("here", Tuple.class).insertAll(rows);
                                } catch (NoSuchTable e) {
                                    inserted = false;
                                }
                                boolean all = inserted;
                                assertThat(rows).allMatch(row -> table.member(row.get(1)) == all);
                            }
                        })
                .run();
        assertThat(table.size() % length).isZero();
    }

    /// Each row is taken once, by one taker, all of a bag's key together, and is gone then.
    @ParameterizedTest
    @MethodSource(ALL)
    void take(Layout layout) throws Exception {
        Table<Tuple> table = create(layout.shared());
        assertThat(table.take("nothing")).isEmpty();
        table.insert(tuple(1, "a"), tuple(1.0, "b"));
        List<Tuple> taken = table.take(1.0);
        switch (layout.type()) {
            case ORDERED_SET -> {
                assertThat(taken).containsExactly(tuple(1.0, "b"));
                table.insert(tuple(1, "a"));
                assertThat(table.take(1.0)).containsExactly(tuple(1, "a"));
            }
            case SET, BAG, DUPLICATE_BAG -> {
                assertThat(taken).containsExactly(tuple(1.0, "b"));
                assertThat(table.take(1)).containsExactly(tuple(1, "a"));
            }
        }
        if (layout.type().isBag()) {
            try (Fix _ = table.fix()) {
                table.insert(tuple("k", 1), tuple("k", 2), tuple("k", 3));
                table.deleteObject(tuple("k", 2));
                assertThat(table.take("k")).containsExactly(tuple("k", 1), tuple("k", 3));
                assertThat(table.size()).isZero();
            }
        }
        int keys = Load.times(5_000);
        table.insertAll(rows(0, keys));
        AtomicInteger takenInAll = new AtomicInteger();
        new Load()
                .add(
                        4,
                        worker -> {
                            int own = 0;
                            for (int key = 0; key < keys; key++) {
                                own += table.take(key).size();
                            }
                            takenInAll.addAndGet(own);
                        })
                .run();
        assertThat(takenInAll).hasValue(keys);
        assertThat(table.size()).isZero();
    }

    /// Elements of all kinds at all positions, several at once, the last of one position staying;
    /// what is refused changes nothing.
    @ParameterizedTest
    @MethodSource(SETS)
    void updateElement(Layout layout) {
        for (int keyPosition = 1; keyPosition <= 3; keyPosition++) {
            Table<Tuple> table = create(layout.shared().keyPosition(keyPosition));
            Tuple start = tuple(0, 0, 0, 0).with(keyPosition, "key");
            table.insert(start);
            Tuple model = start;
            for (Object value : KEYS) {
                for (int position = 1; position <= 4; position++) {
                    if (position == keyPosition) {
                        continue;
                    }
                    assertThat(table.updateElement("key", ElementUpdate.set(position, value)))
                            .isTrue();
                    model = model.with(position, value);
                    assertThat(table.lookup("key")).containsExactly(model);
                }
            }
            int first = keyPosition == 1 ? 2 : 1;
            assertThat(
                            table.updateElement(
                                    "key",
                                    ElementUpdate.set(first, "once"),
                                    ElementUpdate.set(4, "four"),
                                    ElementUpdate.set(first, "twice")))
                    .isTrue();
            model = model.with(first, "twice").with(4, "four");
            assertThat(table.updateElement("key")).isTrue();
            for (int bad : new int[] {-1, 0, 5, keyPosition}) {
                assertThatThrownBy(() ->
                                table.updateElement(
                                        "key",
                                        ElementUpdate.set(4, "lost"),
                                        ElementUpdate.set(bad, 1)))
                        .as("position %s", bad)
                        .isInstanceOf(BadArg.class);
                assertThat(table.updateElement("absent", ElementUpdate.set(bad, 1))).isFalse();
            }
            assertThatThrownBy(() -> table.updateElement("key", ElementUpdate.set(4, new int[1])))
                    .isInstanceOf(BadArg.class);
            assertThat(table.toList()).containsExactly(model);
        }
    }

    @ParameterizedTest
    @MethodSource(BAGS)
    void updateElementAndCounterAreNotForBags(Layout layout) {
        Table<Tuple> table = create(layout.shared());
        table.insert(tuple("key", 1));
        for (String key : List.of("key", "absent")) {
            assertThatThrownBy(() -> table.updateElement(key, ElementUpdate.set(2, 2)))
                    .isInstanceOf(BadArg.class);
            assertThatThrownBy(() -> table.updateCounter(key, 1)).isInstanceOf(BadArg.class);
        }
        assertThat(table.toList()).containsExactly(tuple("key", 1));
    }

    /// Counters against a model in big integers, with random steps about the borders of `int` and
    /// `long`, with and without thresholds; what is refused changes nothing.
    @ParameterizedTest
    @MethodSource(SETS)
    void updateCounter(Layout layout) {
        Table<Tuple> table = create(layout.shared());
        SplittableRandom random = random(1);
        for (int round = 0; round < Load.times(400); round++) {
            BigInteger[] model = {near(random), near(random)};
            table.insert(tuple("key", number(model[0]), "no number", number(model[1])));
            List<CounterOp> ops = new ArrayList<>();
            List<BigInteger> expected = new ArrayList<>();
            for (int i = random.nextInt(4); i >= 0; i--) {
                int which = random.nextInt(2);
                BigInteger step = near(random).subtract(near(random));
                CounterOp op = CounterOp.add(which == 0 ? 2 : 4, number(step));
                BigInteger sum = model[which].add(step);
                if (random.nextBoolean()) {
                    BigInteger limit = near(random);
                    BigInteger reset = near(random);
                    op = op.bounded(number(limit), number(reset));
                    boolean passed =
                            step.signum() < 0 ? sum.compareTo(limit) < 0 : sum.compareTo(limit) > 0;
                    sum = passed ? reset : sum;
                }
                model[which] = sum;
                ops.add(op);
                expected.add(sum);
            }
            List<Number> results = table.updateCounter("key", ops);
            assertThat(Terms.same(results, expected))
                    .as("%s, got %s, expected %s, seed=%s", ops, results, expected, seed)
                    .isTrue();
            Tuple row = table.lookup("key").getFirst();
            assertThat(Terms.same(row, tuple("key", model[0], "no number", model[1]))).isTrue();
            for (int bad : new int[] {-1, 0, 1, 3, 5}) {
                assertThatThrownBy(() ->
                                table.updateCounter(
                                        "key", List.of(CounterOp.add(2, 1), CounterOp.add(bad, 1))))
                        .isInstanceOf(BadArg.class);
            }
            assertThat(table.lookup("key")).containsExactly(row);
        }
        assertThatThrownBy(() -> table.updateCounter("absent", 1)).isInstanceOf(BadArg.class);
        assertThat(table.updateCounter("key", List.<CounterOp>of())).isEmpty();
        table.insert(tuple("long", Long.MAX_VALUE - 1));
        assertThat(table.updateCounter("long", 1)).isEqualTo(Long.MAX_VALUE);
        assertThatThrownBy(() -> table.updateCounter("long", 1))
                .isInstanceOf(ArithmeticException.class);
        assertThat(table.lookup("long")).containsExactly(tuple("long", Long.MAX_VALUE));
        assertThat(table.updateCounter("long", CounterOp.add(2, 1)))
                .isEqualTo(BigInteger.TWO.pow(63));
    }

    /// Numbers near a border.
    private static BigInteger near(SplittableRandom random) {
        int[] borders = {0, 7, 31, 32, 59, 63, 64, 128};
        BigInteger border = BigInteger.TWO.pow(borders[random.nextInt(borders.length)]);
        BigInteger number = border.add(BigInteger.valueOf(random.nextInt(-3, 4)));
        return random.nextBoolean() ? number : number.negate();
    }

    private static Number number(BigInteger value) {
        if (value.bitLength() < Integer.SIZE) {
            return value.intValue();
        }
        return value.bitLength() < Long.SIZE ? (Number) value.longValue() : value;
    }

    /// The default is for a key that is absent, once, also when many want it; a bad one leaves no
    /// row.
    @ParameterizedTest
    @MethodSource(SETS)
    void updateCounterWithDefault(Layout layout) throws Exception {
        Table<Tuple> table = create(layout.shared());
        assertThat(table.updateCounter("a", 1, tuple("ignored", 10))).isEqualTo(11);
        assertThat(table.updateCounter("a", 1, tuple("ignored", 10))).isEqualTo(12);
        assertThat(table.lookup("a")).hasSize(1).allMatch(row -> row.get(1).equals("a"));
        assertThat(table.updateCounter("b", List.of(), tuple(0, "plain"))).isEmpty();
        assertThat(table.lookup("b")).containsExactly(tuple("b", "plain"));

        table.updateCounter(1, 1, tuple(0, 0));
        table.updateCounter(1.0, 1, tuple(0, 0));
        if (layout.type() == TableType.ORDERED_SET) {
            assertThat(table.lookupElement(1, 2)).isEqualTo(2L);
            assertThat(table.lookupElement(1.0, 1)).isEqualTo(1);
        } else {
            assertThat(table.lookupElement(1, 2)).isEqualTo(1L);
            assertThat(table.lookupElement(1.0, 2)).isEqualTo(1L);
        }

        long before = table.size();
        assertThatThrownBy(() -> table.updateCounter("c", 1, tuple("c", "text")))
                .isInstanceOf(BadArg.class);
        assertThatThrownBy(() -> table.updateCounter("c", 1, tuple("c")))
                .isInstanceOf(BadArg.class);
        assertThatThrownBy(() -> table.updateCounter("c", 1, tuple())).isInstanceOf(BadArg.class);
        assertThatThrownBy(
                        () -> table.updateCounter("c", List.of(CounterOp.add(9, 1)), tuple("c", 1)))
                .isInstanceOf(BadArg.class);
        assertThat(table.size()).isEqualTo(before);

        int keys = 100;
        int each = Load.times(20);
        new Load()
                .add(
                        4,
                        _ -> {
                            for (int i = 0; i < each * keys; i++) {
                                table.updateCounter(tuple(i % keys), 1, tuple(0, 1_000));
                            }
                        })
                .run();
        for (int key = 0; key < keys; key++) {
            assertThat(table.lookupElement(tuple(key), 2)).isEqualTo(1_000L + 4 * each);
        }
    }

    /// Where neither order nor 1 and 1.0 are in question, a set and an ordered set answer alike to
    /// everything.
    @Test
    void interfaceEquality() {
        List<Table<Tuple>> tables = Layout.sets().map(layout -> create(layout.shared())).toList();
        SplittableRandom random = random(2);
        for (int step = 0; step < Load.times(6_000); step++) {
            Object key = KEYS.get(random.nextInt(KEYS.size()));
            Object other = KEYS.get(random.nextInt(KEYS.size()));
            int value = random.nextInt(3);
            Function<Table<Tuple>, Object> operation =
                    operation(random.nextInt(18), key, other, value);
            List<Object> answers =
                    tables.stream().map(table -> answer(table, operation)).distinct().toList();
            assertThat(answers).as("step %s, seed=%s", step, seed).hasSize(1);
        }
    }

    private static Function<Table<Tuple>, Object> operation(
            int which, Object key, Object other, int value) {
        Tuple row = tuple(key, value);
        MatchSpec spec = MatchSpec.of(Match.row(Match.$1, value));
        return switch (which) {
            case 0, 1, 2 -> done(table -> table.insert(row));
            case 3 -> done(table -> table.insert(row, tuple(other, value), tuple(key, 9)));
            case 4 -> table -> table.insertNew(row);
            case 5 -> table -> table.insertAllNew(List.of(row, tuple(other, value)));
            case 6 -> table -> table.lookup(key);
            case 7 -> table -> table.member(key);
            case 8 -> table -> table.take(key);
            case 9 -> done(table -> table.delete(key));
            case 10 -> done(table -> table.deleteObject(row));
            case 11 -> table -> table.updateCounter(key, 1);
            case 12 -> table -> table.updateCounter(key, 1, tuple(0, 5));
            case 13 -> table -> table.updateElement(key, ElementUpdate.set(2, value));
            case 14 -> table -> sorted(table.toList());
            case 15 -> table -> table.selectCount(spec.returning(true));
            case 16 -> table -> table.selectReplace(spec.returning(Match.tupleOf(Match.$1, 1)));
            default -> table -> tuple(table.size(), table.selectDelete(spec.returning(true)));
        };
    }

    private static Function<Table<Tuple>, Object> done(Consumer<Table<Tuple>> action) {
        return table -> {
            action.accept(table);
            return true;
        };
    }

    private static List<Object> sorted(List<Tuple> rows) {
        List<Object> sorted = new ArrayList<>(rows);
        sorted.sort(Terms::compareExact);
        return Collections.unmodifiableList(sorted);
    }

    private static Object answer(Table<Tuple> table, Function<Table<Tuple>, Object> operation) {
        try {
            return operation.apply(table);
        } catch (BadArg _) {
            return BadArg.class;
        }
    }
}
