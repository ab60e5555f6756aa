package io.trunkline.ets.internal.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.trunkline.ets.Tuple;
import io.trunkline.ets.internal.key.ComparatorKeys;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.Spliterator;
import java.util.TreeMap;
import java.util.stream.IntStream;

class OrderedMapTest {
    private final TestTable table = TestTable.orderedSet();
    private final OrderedMap<Object, Integer> map = table.orderedValues();

    // --- keys ---

    @Test
    void keysAreInTheOrderOfTerms() {
        List<Object> keys = List.of(1, 1.5, 2, Tuple.of("a", 1), List.of(), "", "a", "b");
        keys.forEach(key -> map.put(key, 0));
        assertThat(map.keySet()).containsExactlyElementsOf(keys);
        assertThat(map.descendingKeySet()).containsExactlyElementsOf(keys.reversed());
        assertThat(map.ceilingKey(Tuple.of("a"))).isEqualTo(Tuple.of("a", 1));
    }

    @Test
    void stringsSortByCodePoints() {
        String last = "\uD83D\uDE00";
        map.put(last, 2);
        map.put("\uFFFD", 1);
        assertThat(map.lastKey()).isEqualTo(last);
        assertThat(map.comparator()).isNotNull();
        assertThat(map.comparator().compare("\uFFFD", last)).isNegative();
    }

    @Test
    void aWriterReplacesTheKeyAndTheOrderSaysWhatIsTheSame() {
        map.put(1, 10);
        assertThat(map.put(1.0, 20)).isEqualTo(10);
        assertThat(map).containsOnlyKeys(1.0).containsKey(1);
    }

    @Test
    void aRowWithAKeyThatIsTheSameToTheTableIsTaken() {
        OrderedMap<Object, Pair<Object, Integer>> rows = table.orderedPairs();
        rows.put(1, new Pair<>(1, 10));
        rows.computeIfPresent(1.0, (key, row) -> new Pair<>(row.key(), row.value() + 1));
        assertThat(rows).isEqualTo(Map.of(1, new Pair<>(1, 11)));
    }

    @Test
    void anOrderOfTheApplicationIsKept() {
        TestTable ignoringCase =
                TestTable.orderedSet(
                        new ComparatorKeys((a, b) ->
                                String.CASE_INSENSITIVE_ORDER.compare((String) a, (String) b)));
        OrderedMap<String, Integer> names = ignoringCase.orderedValues();
        names.put("b", 1);
        names.put("A", 2);
        names.put("B", 3);
        assertThat(names.keySet()).containsExactly("A", "B");
        assertThat(names.headMap("b").keySet()).containsExactly("A");
    }

    @Test
    void viewsOfOneTableHaveEqualOrders() {
        assertThat(map.comparator())
                .isEqualTo(table.orderedPairs().comparator())
                .isEqualTo(map.headMap(1).comparator())
                .isNotEqualTo(map.descendingMap().comparator());
        assertThat(map.descendingMap().comparator().reversed()).isEqualTo(map.comparator());
    }

    // --- navigation ---

    @Test
    void emptyMapsHaveNoEnds() {
        assertThat(map.firstEntry()).isNull();
        assertThat(map.pollLastEntry()).isNull();
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(map::firstKey)
                .withMessage("no key in the range: (, )");
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(map.tailMap(3)::lastKey)
                .withMessage("no key in the range: [3, )");
    }

    @Test
    void nullsAreRefused() {
        assertThatNullPointerException().isThrownBy(() -> map.lowerKey(null));
        assertThatNullPointerException().isThrownBy(() -> map.subMap(null, 1));
        assertThatNullPointerException().isThrownBy(() -> map.headMap(null));
        assertThatNullPointerException().isThrownBy(() -> map.tailMap(null));
        assertThatNullPointerException().isThrownBy(() -> map.keySet().contains(null));
    }

    @Test
    void entriesOfNavigationDoNotChange() {
        map.put("a", 1);
        Map.Entry<Object, Integer> first = map.firstEntry();
        map.put("a", 2);
        assertThat(first).isEqualTo(Map.entry("a", 1));
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> first.setValue(3));
    }

    /// All steps from all keys of all parts, against a tree of the JDK.
    @Test
    void navigatesAsTreesDo() {
        TreeMap<Object, Integer> model = new TreeMap<>(map.comparator());
        for (int i = 0; i < 20; i += 2) {
            map.put(i, i);
            model.put(i, i);
        }
        sameSteps(map, model);
        sameSteps(map.descendingMap(), model.descendingMap());
        for (int from = 1; from < 20; from += 3) {
            for (int to = from; to < 20; to += 2) {
                for (int ends = 0; ends < 4; ends++) {
                    boolean fromInclusive = (ends & 1) != 0;
                    boolean toInclusive = (ends & 2) != 0;
                    var part = map.subMap(from, fromInclusive, to, toInclusive);
                    var same = model.subMap(from, fromInclusive, to, toInclusive);
                    sameSteps(part, same);
                    sameSteps(part.descendingMap(), same.descendingMap());
                }
            }
        }
    }

    private static void sameSteps(
            NavigableMap<Object, Integer> view, NavigableMap<Object, Integer> model) {
        assertThat(view.toString()).isEqualTo(model.toString());
        assertThat(view).isEqualTo(model).hasSameHashCodeAs(model).hasSize(model.size());
        assertThat(view.isEmpty()).isEqualTo(model.isEmpty());
        assertThat(view.firstEntry()).isEqualTo(model.firstEntry());
        assertThat(view.lastEntry()).isEqualTo(model.lastEntry());
        NavigableSet<Object> keys = view.navigableKeySet();
        NavigableSet<Object> modelKeys = model.navigableKeySet();
        for (int key = -1; key <= 20; key++) {
            assertThat(view.lowerEntry(key)).isEqualTo(model.lowerEntry(key));
            assertThat(view.floorEntry(key)).isEqualTo(model.floorEntry(key));
            assertThat(view.ceilingEntry(key)).isEqualTo(model.ceilingEntry(key));
            assertThat(view.higherEntry(key)).isEqualTo(model.higherEntry(key));
            assertThat(view.get(key)).isEqualTo(model.get(key));
            assertThat(keys.lower(key)).isEqualTo(modelKeys.lower(key));
            assertThat(keys.floor(key)).isEqualTo(modelKeys.floor(key));
            assertThat(keys.ceiling(key)).isEqualTo(modelKeys.ceiling(key));
            assertThat(keys.higher(key)).isEqualTo(modelKeys.higher(key));
        }
    }

    /// Parts of parts, in both directions, by random ends: the same, or the same refusal.
    @Test
    void partsOfPartsAreThoseOfTrees() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        TreeMap<Object, Integer> model = new TreeMap<>(map.comparator());
        for (int i = 0; i < 20; i += 2) {
            map.put(i, i);
            model.put(i, i);
        }
        for (int round = 0; round < 2_000; round++) {
            NavigableMap<Object, Integer> part = map;
            NavigableMap<Object, Integer> same = model;
            for (int depth = 0; depth < 4 && part != null; depth++) {
                int from = random.nextInt(22) - 1;
                int to = random.nextInt(22) - 1;
                boolean inclusive = random.nextBoolean();
                boolean alsoInclusive = random.nextBoolean();
                int step = random.nextInt(4);
                NavigableMap<Object, Integer> next =
                        part(part, step, from, inclusive, to, alsoInclusive);
                NavigableMap<Object, Integer> nextSame =
                        part(same, step, from, inclusive, to, alsoInclusive);
                assertThat(next == null).as("refused, seed=%d", seed).isEqualTo(nextSame == null);
                assertThat(String.valueOf(next))
                        .as("part, seed=%d", seed)
                        .isEqualTo(String.valueOf(nextSame));
                part = next;
                same = nextSame;
            }
        }
    }

    /// Null if it is refused.
    private static NavigableMap<Object, Integer> part(
            NavigableMap<Object, Integer> whole,
            int step,
            int from,
            boolean inclusive,
            int to,
            boolean alsoInclusive) {
        try {
            return switch (step) {
                case 0 -> whole.descendingMap();
                case 1 -> whole.headMap(to, inclusive);
                case 2 -> whole.tailMap(from, inclusive);
                default -> whole.subMap(from, inclusive, to, alsoInclusive);
            };
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    // --- parts ---

    @Test
    void partsTakeNoKeysOfOthers() {
        OrderedMap<Object, Integer> part = map.subMap(10, 20);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> part.put(20, 1))
                .withMessage("key must be in the range of the view: key=20, range=[10, 20)");
        assertThatIllegalArgumentException().isThrownBy(() -> part.putAll(Map.of(9, 1)));
        assertThatIllegalArgumentException().isThrownBy(() -> part.merge(9, 1, Integer::sum));
        assertThatIllegalArgumentException().isThrownBy(() -> part.compute(9, (k, v) -> 1));
        assertThatIllegalArgumentException().isThrownBy(() -> part.computeIfAbsent(9, k -> 1));
        assertThat(map).isEmpty();
        map.put(9, 1);
        assertThat(part.get(9)).isNull();
        assertThat(part.remove(9)).isNull();
        assertThat(part.remove(9, 1)).isFalse();
        assertThat(part.keySet().remove(9)).isFalse();
        assertThat(part.computeIfPresent(9, (k, v) -> 2)).isNull();
        assertThat(map).isEqualTo(Map.of(9, 1));
    }

    @Test
    void partsKnowTheirEnds() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> map.subMap(2, 1))
                .withMessage("from must not be after to: from=2, to=1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> map.headMap(5).tailMap(6))
                .withMessage("from must be in the range of the view: from=6, range=(, 5)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> map.tailMap(5).descendingMap().tailMap(4))
                .withMessage("from must be in the range of the view: from=4, range=[5, )");
    }

    @Test
    void clearEmptiesThePartOnly() {
        IntStream.range(0, 1_000).forEach(i -> map.put(i, i));
        map.subMap(100, 900).clear();
        assertThat(map).hasSize(200).containsKeys(99, 900);
        map.clear();
        assertThat(map).isEmpty();
    }

    @Test
    void spliteratorsAreSortedByTheOrderOfTheView() {
        IntStream.range(0, 5_000).forEach(i -> map.put(i, i));
        int sorted =
                Spliterator.CONCURRENT
                        | Spliterator.NONNULL
                        | Spliterator.DISTINCT
                        | Spliterator.ORDERED
                        | Spliterator.SORTED;
        Spliterator<Object> keys = map.descendingMap().keySet().spliterator();
        assertThat(keys.characteristics()).isEqualTo(sorted);
        assertThat(keys.getComparator()).isEqualTo(map.comparator().reversed());
        Spliterator<Object> part = keys.trySplit();
        assertThat(part.getComparator()).isEqualTo(keys.getComparator());
        List<Object> met = new ArrayList<>();
        part.forEachRemaining(met::add);
        keys.forEachRemaining(met::add);
        assertThat(met).containsExactlyElementsOf(map.descendingKeySet());
        assertThat(map.entrySet().spliterator().characteristics()).isEqualTo(sorted);
        assertThat(map.values().spliterator().characteristics())
                .isEqualTo(sorted & ~(Spliterator.DISTINCT | Spliterator.SORTED));
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> map.values().spliterator().getComparator());
        assertThat(map.values().parallelStream().toList())
                .containsExactlyElementsOf(IntStream.range(0, 5_000).boxed().toList());
    }
}
