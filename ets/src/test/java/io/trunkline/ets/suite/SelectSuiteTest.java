package io.trunkline.ets.suite;

import static io.trunkline.ets.Tuple.tuple;
import static io.trunkline.ets.match.Match.$1;
import static io.trunkline.ets.match.Match.$2;
import static io.trunkline.ets.match.Match.$3;
import static io.trunkline.ets.match.Match.$_;
import static io.trunkline.ets.match.Match.add;
import static io.trunkline.ets.match.Match.any;
import static io.trunkline.ets.match.Match.constant;
import static io.trunkline.ets.match.Match.element;
import static io.trunkline.ets.match.Match.eq;
import static io.trunkline.ets.match.Match.ge;
import static io.trunkline.ets.match.Match.gt;
import static io.trunkline.ets.match.Match.listOf;
import static io.trunkline.ets.match.Match.lt;
import static io.trunkline.ets.match.Match.rem;
import static io.trunkline.ets.match.Match.row;
import static io.trunkline.ets.match.Match.tupleOf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trunkline.ets.Access;
import io.trunkline.ets.BadArg;
import io.trunkline.ets.Chunk;
import io.trunkline.ets.Limit;
import io.trunkline.ets.Table;
import io.trunkline.ets.TableSpec;
import io.trunkline.ets.TableType;
import io.trunkline.ets.Tuple;
import io.trunkline.ets.fixture.Layout;
import io.trunkline.ets.fixture.Load;
import io.trunkline.ets.fixture.WithTables;
import io.trunkline.ets.match.MatchSpec;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// Match and select.
class SelectSuiteTest extends WithTables {
    private static final String ALL = "io.trunkline.ets.fixture.Layout#all";
    private static final String SETS = "io.trunkline.ets.fixture.Layout#sets";

    private static List<Tuple> rows(int count) {
        return IntStream.range(0, count).mapToObj(i -> tuple(i, i % 7, "row")).toList();
    }

    private record Choice(MatchSpec spec, IntPredicate chosen) {}

    /// What is counted is what is deleted, and nothing else is, for all sorts of specifications and
    /// sizes.
    @ParameterizedTest
    @MethodSource(ALL)
    void tSelectDelete(Layout layout) {
        MatchSpec head = MatchSpec.of(row($1, $2, any()));
        List<Choice> choices =
                List.of(
                        new Choice(MatchSpec.of(any()).returning(true), _ -> true),
                        new Choice(MatchSpec.of(any()).returning(false), _ -> false),
                        new Choice(MatchSpec.of(any()), _ -> false),
                        new Choice(MatchSpec.of(row(any(), any())).returning(true), _ -> false),
                        new Choice(MatchSpec.of(row(5, any(), any())).returning(true), i -> i == 5),
                        new Choice(
                                MatchSpec.of(row(5.0, any(), any())).returning(true), _ -> false),
                        new Choice(head.returning(eq($2, 3)), i -> i % 7 == 3),
                        new Choice(head.where(ge($1, 10)).returning(true), i -> i >= 10),
                        new Choice(head.where(lt($1, 0)).returning(true), _ -> false),
                        new Choice(
                                head.where(eq(rem($1, 2), 0))
                                        .returning(true)
                                        .orElse(head.where(gt($1, 50)).returning(true)),
                                i -> i % 2 == 0 || i > 50),
                        new Choice(head.where(gt($1, "text")).returning(true), _ -> false),
                        new Choice(head.returning(eq(rem("no number", 2), 0)), _ -> false));
        for (int count : new int[] {1, 10, 1_000, 5_000}) {
            for (Choice choice : choices) {
                Table<Tuple> table = create(layout.shared());
                table.insertAll(rows(count));
                long expected = IntStream.range(0, count).filter(choice.chosen).count();
                assertThat(table.selectCount(choice.spec)).as("%s", choice).isEqualTo(expected);
                assertThat(table.selectDelete(choice.spec)).as("%s", choice).isEqualTo(expected);
                assertThat(table.size()).isEqualTo(count - expected);
                assertThat(table.toList())
                        .hasSize((int) (count - expected))
                        .noneMatch(row -> choice.chosen.test((Integer) row.get(1)));
                assertThat(table.selectDelete(choice.spec)).isZero();
                table.delete();
            }
        }
    }

    /// Rows are replaced where the text of the specification shows that the key stays; rows may get
    /// longer or shorter; a constant for a constant is a compare-and-set.
    @ParameterizedTest
    @MethodSource(ALL)
    void tSelectReplace(Layout layout) {
        Table<Tuple> table = create(layout.shared());
        table.insertAll(rows(100));
        MatchSpec head = MatchSpec.of(row($1, $2, $3));
        MatchSpec nested = MatchSpec.of(row(tuple($1, List.of($2, "x")), $3));
        List<MatchSpec> kept =
                List.of(
                        MatchSpec.of(any()),
                        head.returning($_),
                        head.returning(tupleOf($1, add($2, 1), $3)),
                        head.returning(tupleOf($1)),
                        head.returning(tupleOf($1, $1, $1, $1, $1)),
                        head.returning(tupleOf(element(1, $_), 0, 0)),
                        head.where(eq($2, 1)).returning(tupleOf($1, "guarded")),
                        MatchSpec.of(row(3, any(), any())).returning(constant(tuple(3, "new"))),
                        MatchSpec.of(row(3, any(), any())).returning(tupleOf(3, "new")),
                        MatchSpec.of(row("a", any())).returning(tupleOf("a", 1)),
                        nested.returning(tupleOf(tupleOf($1, listOf($2, "x")), 1)),
                        nested.returning($_),
                        head.returning($_).orElse(head.returning(tupleOf($1, 1))));
        List<MatchSpec> refused =
                List.of(
                        head.returning(true),
                        head.returning($1),
                        head.returning(tupleOf($2, $2, $3)),
                        head.returning(tupleOf(add($1, 0), $2, $3)),
                        head.returning(tupleOf(element(2, $_), 0, 0)),
                        head.returning(tupleOf()),
                        head.returning(constant(tuple(1, 2, 3))),
                        head.returning(1, tupleOf($1)),
                        MatchSpec.of(any()).returning(tupleOf($_)),
                        MatchSpec.of(row(3, any(), any())).returning(constant(tuple(4, "new"))),
                        MatchSpec.of(row(3, any(), any())).returning(constant(tuple(3.0, "new"))),
                        nested.returning(tupleOf(tupleOf($1, listOf("x", $2)), 1)),
                        nested.returning(tupleOf(tupleOf($1, $2), 1)),
                        head.returning($_).orElse(head.returning(tupleOf($2, 1))));
        if (layout.type() == TableType.BAG) {
            for (MatchSpec spec : kept) {
                assertThatThrownBy(() -> table.selectReplace(spec)).isInstanceOf(BadArg.class);
            }
            return;
        }
        for (MatchSpec spec : refused) {
            assertThatThrownBy(() -> table.selectReplace(spec))
                    .as("%s", spec)
                    .isInstanceOf(BadArg.class);
        }
        assertThat(table.toList()).containsExactlyInAnyOrderElementsOf(rows(100));
        for (MatchSpec spec : kept) {
            Table<Tuple> fresh = create(layout.shared());
            fresh.insertAll(rows(100));
            fresh.insert(tuple("a", 0), tuple(tuple(1, List.of(2, "x")), 0));
            List<Object> before = fresh.select(spec);
            assertThat(fresh.selectReplace(spec)).as("%s", spec).isEqualTo(before.size());
            assertThat(fresh.toList().stream().<Object>map(row -> row))
                    .as("%s", spec)
                    .hasSize(102)
                    .containsAll(before);
            fresh.delete();
        }
        MatchSpec swap = MatchSpec.of(row(7, 0, "row")).returning(constant(tuple(7, "swapped")));
        assertThat(table.selectReplace(swap)).isEqualTo(1);
        assertThat(table.selectReplace(swap)).isZero();
        assertThat(table.lookup(7)).containsExactly(tuple(7, "swapped"));
    }

    /// Chunks of an ordered set hold exactly what was asked for, but for the last.
    @Test
    void otp6842Select1000() {
        Table<Tuple> table = create(TableSpec.orderedSet().access(Access.PUBLIC));
        for (int count : new int[] {0, 1, 999, 1_000, 1_001, 4_000, 10_001}) {
            table.deleteAllObjects();
            table.insertAll(rows(count));
            List<Object> all = new ArrayList<>();
            List<Integer> sizes = new ArrayList<>();
            Optional<Chunk<Object>> chunk =
                    table.select(
                            MatchSpec.of(row($1, any(), any())).returning($1), Limit.limit(1_000));
            while (chunk.isPresent()) {
                sizes.add(chunk.get().results().size());
                all.addAll(chunk.get().results());
                chunk = chunk.get().next();
            }
            assertThat(all).isEqualTo(IntStream.range(0, count).boxed().toList());
            List<Integer> expected = new ArrayList<>();
            for (int left = count; left > 0; left -= 1_000) {
                expected.add(Math.min(left, 1_000));
            }
            assertThat(sizes).isEqualTo(expected);
        }
    }

    /// Insertions of new keys and deletions by residue, at once: of each residue class as many are
    /// left as were inserted and not deleted.
    @ParameterizedTest
    @MethodSource(ALL)
    void smpSelectDelete(Layout layout) throws Exception {
        int classes = 10;
        int keys = 2_000;
        Table<Tuple> table = create(layout.shared());
        AtomicLongArray balance = new AtomicLongArray(classes);
        new Load()
                .add(
                        4,
                        worker -> {
                            SplittableRandom random = random(worker);
                            for (int i = 0; i < Load.times(2_000); i++) {
                                int residue = random.nextInt(classes);
                                if (random.nextInt(100) == 0) {
                                    MatchSpec spec =
                                            MatchSpec.of(row($1, any()))
                                                    .where(eq(rem($1, classes), residue))
                                                    .returning(true);
                                    balance.addAndGet(residue, -table.selectDelete(spec));
                                } else {
                                    int key = random.nextInt(keys);
                                    if (table.insertNew(tuple(key, worker))) {
                                        balance.incrementAndGet(key % classes);
                                    }
                                }
                            }
                        })
                .run();
        long[] left = new long[classes];
        table.forEach(row -> left[(Integer) row.get(1) % classes]++);
        for (int residue = 0; residue < classes; residue++) {
            assertThat(left[residue]).as("seed=%s", seed).isEqualTo(balance.get(residue));
        }
        table.selectDelete(MatchSpec.of(row($1, any())).where(ge($1, 0)).returning(true));
        assertThat(table.size()).isZero();
    }

    /// Each replacement is a compare-and-set: additions by many at once add up.
    @ParameterizedTest
    @MethodSource(SETS)
    void smpSelectReplace(Layout layout) throws Exception {
        int keys = 20;
        Table<Tuple> table = create(layout.shared());
        for (int key = 0; key < keys; key++) {
            table.insert(tuple(key, 0L));
        }
        AtomicLong replaced = new AtomicLong();
        new Load()
                .add(
                        4,
                        worker -> {
                            SplittableRandom random = random(worker);
                            for (int i = 0; i < Load.times(1_500); i++) {
                                Object key = random.nextInt(20) == 0 ? $1 : random.nextInt(keys);
                                if (worker == 0 && i % 2 == 0) {
                                    replaced.addAndGet(
                                            table.selectReplace(
                                                    row -> row.get(1).equals(key),
                                                    row -> row.with(2, (long) row.get(2) + 1)));
                                    continue;
                                }
                                replaced.addAndGet(
                                        table.selectReplace(
                                                MatchSpec.of(row(key, $2))
                                                        .returning(tupleOf(key, add($2, 1)))));
                            }
                        })
                .run();
        long sum = 0;
        for (Tuple row : table.toList()) {
            sum += ((Number) row.get(2)).longValue();
        }
        assertThat(sum).as("seed=%s", seed).isEqualTo(replaced.get());
    }
}
