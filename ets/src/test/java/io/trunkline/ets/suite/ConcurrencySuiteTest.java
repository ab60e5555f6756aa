package io.trunkline.ets.suite;

import static io.trunkline.ets.Tuple.tuple;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.ets.Table;
import io.trunkline.ets.Tuple;
import io.trunkline.ets.fixture.Layout;
import io.trunkline.ets.fixture.Load;
import io.trunkline.ets.fixture.WithTables;
import io.trunkline.ets.match.Match;
import io.trunkline.ets.match.MatchSpec;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// What is left of the suite: all about many at once.
class ConcurrencySuiteTest extends WithTables {
    private static final String ALL = "io.trunkline.ets.fixture.Layout#all";
    private static final String SETS = "io.trunkline.ets.fixture.Layout#sets";

    /// Random insertions from all cores: what is there then is what was inserted, found by every
    /// way of looking.
    @ParameterizedTest
    @MethodSource(ALL)
    void smpInsert(Layout layout) throws Exception {
        Table<Tuple> table = create(layout.shared());
        Set<Integer> keys = ConcurrentHashMap.newKeySet();
        AtomicLong inserts = new AtomicLong();
        new Load()
                .add(
                        4,
                        worker -> {
                            SplittableRandom random = random(worker);
                            for (int i = 0; i < Load.times(5_000); i++) {
                                int key = random.nextInt(10_000);
                                table.insert(tuple(key, key));
                                keys.add(key);
                                inserts.incrementAndGet();
                            }
                        })
                .run();
        long expected =
                switch (layout.type()) {
                    case SET, ORDERED_SET, BAG -> keys.size();
                    case DUPLICATE_BAG -> inserts.get();
                };
        assertThat(table.size()).isEqualTo(expected);
        assertThat(table.toList()).hasSize((int) expected);
        assertThat(table.toList()).allMatch(row -> row.get(1).equals(row.get(2)));
        assertThat(keys).allMatch(table::member);
        Set<Object> met = new HashSet<>();
        for (Optional<Object> key = table.first(); key.isPresent(); key = table.next(key.get())) {
            assertThat(met.add(key.get())).isTrue();
        }
        assertThat(met).isEqualTo(keys);
    }

    /// Tables made and deleted by many, named or not, without getting into each other's way.
    @ParameterizedTest
    @MethodSource("io.trunkline.ets.fixture.Layout#types")
    void metaNewdelUnnamedAndNamed(Layout layout) throws Exception {
        for (boolean named : new boolean[] {false, true}) {
            new Load()
                    .add(
                            4,
                            worker ->
                                    inProcess(_ -> {
                                        var spec = named ? layout.spec().named() : layout.spec();
                                        String name = "own " + worker;
                                        for (int i = 0; i < Load.times(500); i++) {
                                            Table<Tuple> table = ets.create(name, spec);
                                            table.insert(tuple(worker, i));
                                            assertThat(table.toList())
                                                    .containsExactly(tuple(worker, i));
                                            assertThat(ets.whereis(name).isPresent())
                                                    .isEqualTo(named);
                                            table.delete();
                                        }
                                    }))
                    .run();
            assertThat(ets.all()).isEmpty();
        }
    }

    /// The size is exact once nobody writes, and never out of bounds before.
    @ParameterizedTest
    @MethodSource(ALL)
    void testTableSizeConcurrency(Layout layout) throws Exception {
        int keys = 500;
        Table<Tuple> table = create(layout.shared());
        AtomicLong balance = new AtomicLong();
        new Load()
                .whileBusy(() -> assertThat(table.size()).isBetween(0L, (long) keys))
                .add(
                        4,
                        worker -> {
                            SplittableRandom random = random(worker);
                            long own = 0;
                            for (int i = 0; i < Load.times(10_000); i++) {
                                int key = random.nextInt(keys);
                                if (random.nextBoolean()) {
                                    own += table.insertNew(tuple(key, i)) ? 1 : 0;
                                } else {
                                    own -= table.take(key).size();
                                }
                            }
                            balance.addAndGet(own);
                        })
                .run();
        assertThat(table.size()).isEqualTo(balance.get()).isEqualTo(table.info().size());
        assertThat(table.toList()).hasSize((int) balance.get());
    }

    /// How often something is done, of a hundred operations, in one mix.
    private record Mix(int insert, int delete, int lookup, int next, int count, int select) {}

    /// The mixes of OTP's throughput benchmark, cut short: each runs to its end, and what is there
    /// then balances. `SELECT`s of 1,000 are a range that is bound in the specification.
    @ParameterizedTest
    @MethodSource(SETS)
    void testThroughputBenchmark(Layout layout) throws Exception {
        int keys = 4_000;
        List<Mix> mixes =
                List.of(
                        new Mix(50, 50, 0, 0, 0, 0),
                        new Mix(10, 10, 80, 0, 0, 0),
                        new Mix(1, 0, 98, 1, 0, 0),
                        new Mix(20, 20, 40, 18, 1, 1));
        for (Mix mix : mixes) {
            for (int workers : new int[] {1, 2, 4}) {
                Table<Tuple> table = create(layout.shared());
                AtomicLong balance = new AtomicLong();
                new Load()
                        .add(
                                workers,
                                worker -> {
                                    SplittableRandom random = random(worker);
                                    long own = 0;
                                    for (int i = 0; i < Load.times(2_000 / workers); i++) {
                                        own += step(table, mix, keys, random);
                                    }
                                    balance.addAndGet(own);
                                })
                        .run();
                assertThat(table.size()).as("%s seed=%s", mix, seed).isEqualTo(balance.get());
                assertThat(table.toList())
                        .hasSize((int) balance.get())
                        .allMatch(row -> row.get(1).equals(row.get(2)));
                table.delete();
            }
        }
    }

    /// One operation of a mix.
    ///
    /// @return how many rows more there are
    private static int step(Table<Tuple> table, Mix mix, int keys, SplittableRandom random) {
        int key = random.nextInt(keys);
        int choice = random.nextInt(100);
        if ((choice -= mix.insert) < 0) {
            return table.insertNew(tuple(key, key)) ? 1 : 0;
        }
        if ((choice -= mix.delete) < 0) {
            return -table.take(key).size();
        }
        if ((choice -= mix.lookup) < 0) {
            assertThat(table.lookup(key)).hasSizeLessThanOrEqualTo(1);
            return 0;
        }
        if ((choice -= mix.next) < 0) {
            walk(table, new int[] {10, 100, 1_000}[random.nextInt(3)]);
            return 0;
        }
        if ((choice -= mix.count) < 0) {
            assertThat(table.selectCount(MatchSpec.of(Match.any()).returning(true)))
                    .isBetween(0L, (long) keys);
            return 0;
        }
        List<Object> found =
                table.select(
                        MatchSpec.of(Match.row(Match.$1, Match.any()))
                                .where(Match.ge(Match.$1, key), Match.lt(Match.$1, key + 1_000))
                                .returning(Match.$1));
        assertThat(found).allMatch(k -> (Integer) k >= key && (Integer) k < key + 1_000);
        return 0;
    }

    /// From key to key, as far as the steps last; a table without order is fixed for it.
    private static void walk(Table<Tuple> table, int steps) {
        List<Object> met = new ArrayList<>();
        try (var _ = table.fix()) {
            Optional<Object> key = table.first();
            while (key.isPresent() && met.size() < steps) {
                met.add(key.get());
                key = table.next(key.get());
            }
        }
        assertThat(met).doesNotHaveDuplicates();
    }
}
