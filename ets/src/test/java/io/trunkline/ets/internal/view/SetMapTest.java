package io.trunkline.ets.internal.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.trunkline.ets.BadArg;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.Spliterator;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

class SetMapTest {
    private final TestTable table = TestTable.set();
    private final ConcurrentMap<Object, Integer> map = table.values();
    private final ConcurrentMap<String, Pair<String, Integer>> rows = table.pairs();

    // --- keys and rows ---

    @Test
    void twoViewsShowOneTable() {
        rows.put("a", new Pair<>("a", 1));
        assertThat(map).isEqualTo(Map.of("a", 1));
        map.merge("a", 2, Integer::sum);
        assertThat(rows).isEqualTo(Map.of("a", new Pair<>("a", 3)));
        assertThat(rows).hasToString("{a=Pair[key=a, value=3]}");
    }

    @Test
    void keysAreTakenForOneAsTheTableDoes() {
        map.put(1, 10);
        assertThat(map.get(1L)).isEqualTo(10);
        assertThat(map.get(1.0)).isNull();
        map.put(1.0, 20);
        assertThat(map).hasSize(2);
    }

    @Test
    void aRowWithAnotherKeyIsRefused() {
        rows.put("a", new Pair<>("a", 1));
        Pair<String, Integer> other = new Pair<>("b", 2);
        refuses(() -> rows.put("a", other));
        refuses(() -> rows.putIfAbsent("a", other));
        refuses(() -> rows.putAll(Map.of("a", other)));
        refuses(() -> rows.replace("a", other));
        refuses(() -> rows.replace("a", new Pair<>("a", 1), other));
        refuses(() -> rows.compute("a", (key, row) -> other));
        refuses(() -> rows.computeIfPresent("a", (key, row) -> other));
        refuses(() -> rows.computeIfAbsent("c", key -> other));
        refuses(() -> rows.merge("a", other, (row, value) -> value));
        refuses(() -> rows.merge("c", other, (row, value) -> value));
        refuses(() -> rows.replaceAll((key, row) -> other));
        refuses(() -> rows.entrySet().iterator().next().setValue(other));
        assertThat(rows).isEqualTo(Map.of("a", new Pair<>("a", 1)));
    }

    private static void refuses(Runnable action) {
        assertThatExceptionOfType(BadArg.class)
                .isThrownBy(action::run)
                .withMessageStartingWith("row must have the key: key=")
                .withMessageEndingWith(", row=Pair[key=b, value=2]");
    }

    @Test
    void whatTheTableTakesForNoRowIsRefused() {
        Codec<String, Integer> numbers = codec(1, "no pair");
        assertThatExceptionOfType(BadArg.class)
                .isThrownBy(() -> new SetMap<>(table, numbers).put("a", 1))
                .withMessage("expected a row that is a Pair, got: no pair");
        Codec<String, Integer> nulls = codec(1, null);
        assertThatExceptionOfType(BadArg.class)
                .isThrownBy(() -> new SetMap<>(table, nulls).put("a", 1))
                .withMessage("row must not be null: key=a, value=1");
        assertThat(map).isEmpty();
    }

    @Test
    void aRowWithoutValueIsAnError() {
        map.put("a", 1);
        SetMap<String, Integer> view = new SetMap<>(table, codec(null, null));
        assertThatNullPointerException()
                .isThrownBy(() -> view.get("a"))
                .withMessage("value of a row must not be null: row=Pair[key=a, value=1]");
    }

    private static Codec<String, Integer> codec(Integer value, Object row) {
        return new Codec<>() {
            @Override
            public Integer value(Object ignored) {
                return value;
            }

            @Override
            public Object row(String key, Integer ignored) {
                return row;
            }
        };
    }

    @Test
    void putAllPutsAllOrNothing() {
        Map<String, Pair<String, Integer>> many = new LinkedHashMap<>();
        many.put("a", new Pair<>("a", 1));
        many.put("b", new Pair<>("x", 2));
        assertThatExceptionOfType(BadArg.class).isThrownBy(() -> rows.putAll(many));
        assertThat(rows).isEmpty();
        many.put("b", new Pair<>("b", 2));
        rows.putAll(many);
        assertThat(rows).isEqualTo(many);
    }

    // --- functions of the caller, when somebody is quicker ---

    @Test
    void computeStartsAgainIfTheRowChanged() {
        map.put("a", 1);
        List<Integer> seen = new ArrayList<>();
        BiFunction<Object, Integer, Integer> slow =
                (key, value) -> {
                    seen.add(value);
                    if (seen.size() == 1) {
                        map.put("a", 10);
                    }
                    return value + 1;
                };
        assertThat(map.compute("a", slow)).isEqualTo(11);
        assertThat(seen).containsExactly(1, 10);

        seen.clear();
        assertThat(map.computeIfPresent("a", slow)).isEqualTo(11);
        assertThat(seen).containsExactly(11, 10);

        seen.clear();
        map.replaceAll(slow);
        assertThat(seen).containsExactly(11, 10);
        assertThat(map).containsEntry("a", 11);
    }

    /// A row that is put anew is another, though its value is equal.
    @Test
    void computeGoesByTheRowAndNotByItsValue() {
        map.put("a", 1);
        List<Integer> seen = new ArrayList<>();
        map.compute(
                "a",
                (key, value) -> {
                    seen.add(value);
                    if (seen.size() == 1) {
                        map.put("a", 1);
                    }
                    return value + 1;
                });
        assertThat(seen).containsExactly(1, 1);
        assertThat(map).containsEntry("a", 2);
    }

    @Test
    void computeStartsAgainIfTheKeyCameOrWent() {
        List<Integer> seen = new ArrayList<>();
        map.compute(
                "a",
                (key, value) -> {
                    seen.add(value);
                    if (seen.size() == 1) {
                        map.put("a", 1);
                    } else if (seen.size() == 2) {
                        map.remove("a");
                    }
                    return 7;
                });
        assertThat(seen).containsExactly(null, 1, null);
        assertThat(map).containsEntry("a", 7);
    }

    @Test
    void computeIfPresentEndsIfTheKeyWent() {
        map.put("a", 1);
        Integer result =
                map.computeIfPresent(
                        "a",
                        (key, value) -> {
                            map.remove("a");
                            return 2;
                        });
        assertThat(result).isNull();
        assertThat(map).isEmpty();
    }

    @Test
    void computeIfAbsentAnswersWhatCameMeanwhile() {
        Integer result =
                map.computeIfAbsent(
                        "a",
                        key -> {
                            map.put("a", 1);
                            return 2;
                        });
        assertThat(result).isEqualTo(1);
        assertThat(map).containsEntry("a", 1);
    }

    @Test
    void mergeStartsAgainIfTheRowChanged() {
        map.put("a", 1);
        List<Integer> seen = new ArrayList<>();
        map.merge(
                "a",
                100,
                (value, added) -> {
                    seen.add(value);
                    if (seen.size() == 1) {
                        map.put("a", 10);
                    } else if (seen.size() == 2) {
                        map.remove("a");
                    }
                    return value + added;
                });
        assertThat(seen).containsExactly(1, 10);
        assertThat(map).containsEntry("a", 100);
    }

    @Test
    void removeIfAsksAgainIfTheRowChanged() {
        map.put("a", 1);
        List<Integer> seen = new ArrayList<>();
        boolean removed =
                map.values()
                        .removeIf(value -> {
                            seen.add(value);
                            map.put("a", 2);
                            return value == 1;
                        });
        assertThat(removed).isFalse();
        assertThat(seen).containsExactly(1, 2);
        assertThat(map).containsEntry("a", 2);
    }

    @Test
    void removeAndReplaceOfAValueAskAgainIfTheRowChanged() {
        ConcurrentMap<Object, Object> objects = table.values();
        class Hasty {
            @Override
            public boolean equals(Object o) {
                objects.put("a", "other");
                return o == this;
            }

            @Override
            public int hashCode() {
                return 1;
            }
        }

        Hasty hasty = new Hasty();
        objects.put("a", hasty);
        assertThat(objects.remove("a", hasty)).isFalse();
        assertThat(objects.get("a")).isEqualTo("other");
        objects.put("a", hasty);
        assertThat(objects.replace("a", hasty, "new")).isFalse();
        assertThat(objects.get("a")).isEqualTo("other");
    }

    // --- walks ---

    @Test
    void aWalkMeetsEachRowOnce() {
        IntStream.range(0, 1_000).forEach(i -> map.put(i, i));
        List<Object> met = new ArrayList<>();
        map.keySet().forEach(met::add);
        assertThat(met).hasSize(1_000).doesNotHaveDuplicates();
        assertThat(map.values().stream().mapToInt(i -> i).sum()).isEqualTo(499_500);
        assertThat(map.values().parallelStream().mapToInt(i -> i).sum()).isEqualTo(499_500);
    }

    @Test
    void whatIsNotThereAnyMoreMayStillBeMet() {
        IntStream.range(0, 1_000).forEach(i -> map.put(i, i));
        Iterator<Object> keys = map.keySet().iterator();
        assertThat(keys.next()).isNotNull();
        map.clear();
        int met = 1;
        for (; keys.hasNext(); keys.next()) {
            met++;
        }
        assertThat(met).isLessThan(1_000);
    }

    @Test
    void iteratorsRemoveWhatTheyMet() {
        IntStream.range(0, 1_000).forEach(i -> map.put(i, i));
        for (Iterator<Integer> values = map.values().iterator(); values.hasNext(); ) {
            if (values.next() % 2 == 0) {
                values.remove();
            }
        }
        assertThat(map).hasSize(500).doesNotContainKey(0).containsKey(1);
    }

    @Test
    void splitsCoverEverythingOnce() {
        IntStream.range(0, 10_000).forEach(i -> map.put(i, i));
        Spliterator<Object> rest = map.keySet().spliterator();
        assertThat(rest.estimateSize()).isEqualTo(Long.MAX_VALUE);
        assertThat(rest.tryAdvance(key -> {})).isTrue();
        Spliterator<Object> first = rest.trySplit();
        Spliterator<Object> second = rest.trySplit();
        assertThat(first.trySplit()).isNull();
        assertThat(first.estimateSize()).isEqualTo(1_024);
        assertThat(second.estimateSize()).isEqualTo(2_048);
        List<Object> met = new ArrayList<>();
        first.forEachRemaining(met::add);
        second.forEachRemaining(met::add);
        rest.forEachRemaining(met::add);
        assertThat(met).hasSize(9_999).doesNotHaveDuplicates();
        assertThat(rest.trySplit()).isNull();
    }

    @Test
    void spliteratorsOfSetsAreDistinctButForValues() {
        int ofSets = Spliterator.CONCURRENT | Spliterator.NONNULL | Spliterator.DISTINCT;
        assertThat(map.keySet().spliterator().characteristics()).isEqualTo(ofSets);
        assertThat(map.entrySet().spliterator().characteristics()).isEqualTo(ofSets);
        assertThat(map.values().spliterator().characteristics())
                .isEqualTo(Spliterator.CONCURRENT | Spliterator.NONNULL);
    }

    @Test
    void removeAllWorksWhicheverIsLarger() {
        IntStream.range(0, 10).forEach(i -> map.put(i, i));
        assertThat(map.keySet().removeAll(List.of(0, 1, 77))).isTrue();
        assertThat(map.keySet().removeAll(IntStream.range(5, 50).boxed().toList())).isTrue();
        assertThat(map.entrySet().removeAll(Set.of(Map.entry(2, 2), Map.entry(3, 4)))).isTrue();
        assertThat(map.values().removeAll(List.of(4))).isTrue();
        assertThat(map.keySet().removeAll(List.of())).isFalse();
        assertThat(map).isEqualTo(Map.of(3, 3));
    }
}
