package io.trunkline.ets.watch;

import static io.trunkline.ets.Tuple.tuple;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trunkline.ets.Access;
import io.trunkline.ets.BadArg;
import io.trunkline.ets.Bound;
import io.trunkline.ets.CounterOp;
import io.trunkline.ets.ElementUpdate;
import io.trunkline.ets.Index;
import io.trunkline.ets.IndexViolation;
import io.trunkline.ets.SubscribeOptions;
import io.trunkline.ets.Table;
import io.trunkline.ets.TableEvent;
import io.trunkline.ets.TableSpec;
import io.trunkline.ets.TableType;
import io.trunkline.ets.Terms;
import io.trunkline.ets.Tuple;
import io.trunkline.ets.fixture.Layout;
import io.trunkline.ets.fixture.WithTables;
import io.trunkline.ets.match.Match;
import io.trunkline.ets.match.MatchSpec;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// What an index finds and refuses, one step after the other.
class IndexTest extends WithTables {
    private static final String SETS = "io.trunkline.ets.fixture.Layout#sets";

    private static final Index<Tuple> COLOUR = Index.multi("colour", row -> row.get(2));
    private static final Index<Tuple> NUMBER = Index.unique("number", row -> row.get(3));

    private Table<Tuple> indexed(Layout layout) {
        return create(layout.shared().index(COLOUR).index(NUMBER));
    }

    /// Each index finds exactly what a scan finds.
    private static void checkIndexes(Table<Tuple> table) {
        List<Tuple> all = table.toList();
        for (Index<Tuple> index : List.of(COLOUR, NUMBER)) {
            for (Tuple row : all) {
                Object value = index.value().apply(row);
                assertThat(table.by(index, value))
                        .containsExactlyInAnyOrderElementsOf(
                                all.stream()
                                        .filter(other ->
                                                Terms.compare(index.value().apply(other), value)
                                                        == 0)
                                        .toList());
            }
            assertThat(table.by(index, Bound.LOWEST, Bound.HIGHEST))
                    .containsExactlyInAnyOrderElementsOf(all);
        }
    }

    @ParameterizedTest
    @MethodSource(SETS)
    void findsByValueAndByRange(Layout layout) {
        Table<Tuple> table = indexed(layout);
        table.insert(tuple("a", "red", 3), tuple("b", "blue", 1), tuple("c", "red", 2));
        assertThat(table.by(COLOUR, "red"))
                .containsExactlyInAnyOrder(tuple("a", "red", 3), tuple("c", "red", 2));
        assertThat(table.by(COLOUR, "green")).isEmpty();
        assertThat(table.by(NUMBER, 1)).containsExactly(tuple("b", "blue", 1));
        assertThat(table.by(NUMBER, 1, 3))
                .containsExactly(tuple("b", "blue", 1), tuple("c", "red", 2));
        assertThat(table.by(COLOUR, "blue", "red")).containsExactly(tuple("b", "blue", 1));
        assertThat(table.by(NUMBER, 2, 2)).isEmpty();
        table.updateElement("a", ElementUpdate.set(2, "green"));
        table.delete("c");
        assertThat(table.by(COLOUR, "red")).isEmpty();
        assertThat(table.by(COLOUR, "green")).containsExactly(tuple("a", "green", 3));
        table.deleteAllObjects();
        assertThat(table.by(COLOUR, "green")).isEmpty();
        assertThat(table.by(NUMBER, 0, 9)).isEmpty();
    }

    @Test
    void refusesWhatMakesNoSense() {
        Table<Tuple> table = create(TableSpec.set().access(Access.PUBLIC).index(COLOUR));
        assertThatThrownBy(() -> table.by(NUMBER, 1)).isInstanceOf(BadArg.class);
        assertThatThrownBy(() -> table.by(COLOUR, new int[1])).isInstanceOf(BadArg.class);
        assertThat(table.by(COLOUR, 2, 1)).isEmpty();
        assertThatThrownBy(() -> table.insert(tuple("no colour")))
                .isInstanceOf(RuntimeException.class);
        assertThat(table.size()).isZero();
        assertThatThrownBy(() -> TableSpec.bag().index(COLOUR)).isInstanceOf(BadArg.class);
        assertThatThrownBy(() -> TableSpec.set().index(COLOUR).index(COLOUR))
                .isInstanceOf(BadArg.class);
    }

    /// A violation changes nothing: no row, no entry of any index, and nobody is told.
    @ParameterizedTest
    @MethodSource(SETS)
    void violationChangesNothing(Layout layout) {
        Table<Tuple> table = indexed(layout);
        List<Tuple> rows = List.of(tuple("a", "red", 1), tuple("b", "blue", 2));
        table.insertAll(rows);
        var events = table.subscribe(SubscribeOptions.defaults());
        List<Runnable> violations =
                List.of(
                        () -> table.insert(tuple("c", "green", 1)),
                        () -> table.insert(tuple("b", "green", 1)),
                        () -> table.insertNew(tuple("c", "green", 1)),
                        () -> table.insert(tuple("c", "green", 3), tuple("d", "green", 2)),
                        () -> table.insert(tuple("c", "green", 3), tuple("d", "green", 3)),
                        () -> table.insert(tuple("a", "green", 3), tuple("c", "green", 2)),
                        () ->
                                table.insertAllNew(
                                        List.of(tuple("c", "green", 3), tuple("d", "red", 1))),
                        () -> table.updateElement("a", ElementUpdate.set(3, 2)),
                        () ->
                                table.updateElement(
                                        "a",
                                        ElementUpdate.set(2, "green"),
                                        ElementUpdate.set(3, 2)),
                        () -> table.updateCounter("a", CounterOp.add(3, 1)),
                        () -> table.updateCounter("c", List.of(), tuple("c", "green", 1)),
                        () -> table.updateElement("c", List.of(), tuple("c", "green", 1)),
                        () ->
                                table.selectReplace(
                                        MatchSpec.of(Match.row("a", Match.any(), Match.any()))
                                                .returning(Match.tupleOf("a", "green", 2))));
        for (Runnable violation : violations) {
            assertThatThrownBy(violation::run).isInstanceOf(IndexViolation.class);
            assertThat(table.toList()).containsExactlyInAnyOrderElementsOf(rows);
            assertThat(table.size()).isEqualTo(2);
            assertThat(table.by(COLOUR, "green")).isEmpty();
            assertThat(table.by(NUMBER, 3)).isEmpty();
            checkIndexes(table);
        }
        assertThat(events.drain()).isEmpty();
        events.cancel();
    }

    /// Rows may give their unique values to each other in one insert.
    @ParameterizedTest
    @MethodSource(SETS)
    void uniqueValuesChangeHandsInOneInsert(Layout layout) {
        Table<Tuple> table = indexed(layout);
        table.insert(tuple("a", "x", 1), tuple("b", "x", 2), tuple("c", "x", 3));
        table.insert(tuple("a", "x", 2), tuple("b", "x", 1));
        checkIndexes(table);
        table.insert(tuple("c", "y", 1), tuple("a", "y", 3), tuple("b", "y", 2));
        checkIndexes(table);
        assertThat(table.by(NUMBER, 1)).containsExactly(tuple("c", "y", 1));
        assertThat(table.by(NUMBER, 2)).containsExactly(tuple("b", "y", 2));
        assertThat(table.by(NUMBER, 3)).containsExactly(tuple("a", "y", 3));
    }

    /// Of a key that is twice in one insert the last row counts.
    @ParameterizedTest
    @MethodSource(SETS)
    void keyTwiceInOneInsert(Layout layout) {
        Table<Tuple> table = indexed(layout);
        table.insert(tuple("a", "x", 1));
        table.insert(tuple("a", "y", 2), tuple("a", "x", 1));
        checkIndexes(table);
        table.insert(tuple("a", "y", 2), tuple("b", "y", 2), tuple("a", "z", 3));
        checkIndexes(table);
        assertThat(table.by(NUMBER, 2)).containsExactly(tuple("b", "y", 2));
        table.insert(tuple("c", "y", 5), tuple("c", "x", 4), tuple("c", "y", 5));
        checkIndexes(table);
        assertThatThrownBy(() ->
                        table.insert(tuple("a", "z", 9), tuple("d", "z", 3), tuple("a", "z", 3)))
                .isInstanceOf(IndexViolation.class);
        checkIndexes(table);
    }

    /// 1 and 1.0 are two keys of a set and one of an ordered set, also for its indexes.
    @ParameterizedTest
    @MethodSource(SETS)
    void keysAreTheSameWhereTheTableSaysSo(Layout layout) {
        Table<Tuple> table = indexed(layout);
        table.insert(tuple(1, "x", 10), tuple(2, "x", 20));
        if (layout.type() == TableType.SET) {
            table.insert(tuple(1.0, "x", 30));
            checkIndexes(table);
            assertThat(table.by(COLOUR, "x")).hasSize(3);
            assertThatThrownBy(() -> table.insert(tuple(2.0, "x", 20)))
                    .isInstanceOf(IndexViolation.class);
            table.delete(1);
            assertThat(table.by(COLOUR, "x")).hasSize(2);
        } else {
            table.insert(tuple(1.0, "x", 10));
            assertThat(table.by(NUMBER, 10)).containsExactly(tuple(1.0, "x", 10));
            table.insert(tuple(1, "x", 20), tuple(2.0, "x", 10));
        }
        checkIndexes(table);
    }

    @Test
    void keysOfAnOrderOfTheirOwn() {
        Table<Tuple> table =
                create(
                        TableSpec.orderedSet()
                                .access(Access.PUBLIC)
                                .comparator(String.CASE_INSENSITIVE_ORDER)
                                .index(COLOUR)
                                .index(NUMBER));
        table.insert(tuple("Key", "x", 1));
        table.insert(tuple("KEY", "x", 1));
        assertThat(table.by(NUMBER, 1)).containsExactly(tuple("KEY", "x", 1));
        table.insert(tuple("other", "x", 2));
        table.insert(tuple("OTHER", "x", 1), tuple("key", "x", 2));
        assertThat(table.by(NUMBER, 1)).containsExactly(tuple("OTHER", "x", 1));
        assertThat(table.by(COLOUR, "x")).hasSize(2);
        checkIndexes(table);
    }

    /// Values compare as terms do by value; a row that goes from 1 to 1.0 is found by both.
    @ParameterizedTest
    @MethodSource(SETS)
    void valuesCompareByValue(Layout layout) {
        Table<Tuple> table = indexed(layout);
        table.insert(tuple("a", 1, 1));
        table.insert(tuple("a", 1.0, 1.0));
        assertThat(table.by(COLOUR, 1)).containsExactly(tuple("a", 1.0, 1.0));
        assertThatThrownBy(() -> table.insert(tuple("b", 2, 1))).isInstanceOf(IndexViolation.class);
        table.insert(tuple("b", 1, 2));
        assertThat(table.by(COLOUR, 1.0)).hasSize(2);
        table.insert(tuple("a", 2, 3));
        assertThat(table.by(COLOUR, 1)).containsExactly(tuple("b", 1, 2));
        checkIndexes(table);
    }

    /// Everything that changes rows, at random; after each step the indexes are those of a scan.
    @ParameterizedTest
    @MethodSource(SETS)
    void indexesFollowEveryOperation(Layout layout) {
        Table<Tuple> table = indexed(layout);
        SplittableRandom random = random(0);
        for (int step = 0; step < 3_000; step++) {
            List<Tuple> before = table.toList();
            try {
                change(table, random);
            } catch (BadArg _) {
                assertThat(table.toList()).as("seed=%s", seed).isEqualTo(before);
            }
            checkIndexes(table);
        }
    }

    private static void change(Table<Tuple> table, SplittableRandom random) {
        Tuple row = row(random);
        Object key = row.get(1);
        switch (random.nextInt(14)) {
            case 0, 1 -> table.insert(row);
            case 2, 3, 4 ->
                    table.insertAll(IntStream.range(0, 4).mapToObj(_ -> row(random)).toList());
            case 5 -> table.insertAllNew(List.of(row, row(random)));
            case 6 -> table.insertNew(row);
            case 7 -> table.delete(key);
            case 8 -> table.take(key);
            case 9 -> table.updateElement(key, ElementUpdate.set(2, random.nextInt(3)));
            case 10 -> table.updateCounter(key, List.of(CounterOp.add(3, 1)), row);
            case 11 ->
                    table.selectReplace(
                            MatchSpec.of(Match.row(key, Match.$1, Match.$2))
                                    .returning(Match.tupleOf(key, Match.$2, Match.$1)));
            case 12 -> table.selectDelete(found -> found.get(2).equals(row.get(2)));
            default -> {
                if (random.nextInt(10) == 0) {
                    table.deleteAllObjects();
                } else {
                    table.deleteObject(row);
                }
            }
        }
    }

    private static Tuple row(SplittableRandom random) {
        int number = random.nextInt(6);
        Object key = random.nextInt(4) == 0 ? (Object) (double) number : (Object) number;
        Object colour = random.nextInt(4) == 0 ? (Object) 1.0 : (Object) random.nextInt(3);
        return tuple(key, colour, random.nextInt(10));
    }

    /// A subscriber is told of a change only once the indexes have let it pass.
    @Test
    void eventsFollowIndexes() {
        Table<Tuple> table = indexed(Layout.sets().findFirst().orElseThrow());
        var events = table.subscribe(SubscribeOptions.defaults());
        table.insert(tuple("a", "x", 1));
        assertThatThrownBy(() -> table.insert(tuple("b", "x", 1)))
                .isInstanceOf(IndexViolation.class);
        assertThat(events.drain()).containsExactly(new TableEvent.Inserted<>(tuple("a", "x", 1)));
        events.cancel();
    }
}
