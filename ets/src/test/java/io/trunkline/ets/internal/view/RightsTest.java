package io.trunkline.ets.internal.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.trunkline.ets.BadArg;
import io.trunkline.ets.NoSuchTable;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Views ask the table at each call whether the caller may.
class RightsTest {
    private static final int ROWS = 100;

    private final TestTable table = TestTable.orderedSet();
    private final OrderedMap<Integer, Integer> map = table.orderedValues();

    RightsTest() {
        IntStream.range(0, ROWS).forEach(i -> map.put(i, i));
    }

    @TestFactory
    Stream<DynamicTest> whoMayNotWriteIsRefused() {
        return writers().entrySet().stream()
                .map(writer -> dynamicTest(writer.getKey(), () -> refused(writer.getValue())));
    }

    private static void refused(Consumer<OrderedMap<Integer, Integer>> writer) {
        RightsTest test = new RightsTest();
        Map<Integer, Integer> before = Map.copyOf(test.map);
        test.table.makeReadOnly();
        assertThatExceptionOfType(BadArg.class)
                .isThrownBy(() -> writer.accept(test.map))
                .withMessage("pairs must be written by their owner");
        assertThat(test.map).isEqualTo(before);
    }

    @TestFactory
    Stream<DynamicTest> aTableThatIsGoneIsGoneForItsViews() {
        Map<String, Consumer<OrderedMap<Integer, Integer>>> all = writers();
        all.putAll(readers());
        return all.entrySet().stream()
                .map(call -> dynamicTest(call.getKey(), () -> gone(call.getValue())));
    }

    private static void gone(Consumer<OrderedMap<Integer, Integer>> call) {
        RightsTest test = new RightsTest();
        test.table.end();
        assertThatExceptionOfType(NoSuchTable.class).isThrownBy(() -> call.accept(test.map));
    }

    @Test
    void walksEndWithTheTable() {
        Iterator<Integer> keys = map.keySet().iterator();
        keys.next();
        table.end();
        assertThatExceptionOfType(NoSuchTable.class)
                .isThrownBy(() -> keys.forEachRemaining(key -> {}));
        assertThatExceptionOfType(NoSuchTable.class).isThrownBy(keys::remove);
    }

    @Test
    void whatAFunctionMadeIsNotWrittenToATableThatIsGoneMeanwhile() {
        assertThatExceptionOfType(NoSuchTable.class)
                .isThrownBy(() ->
                        map.compute(
                                1,
                                (key, value) -> {
                                    table.end();
                                    return 2;
                                }));
    }

    @Test
    void whoMayNotWriteMayRead() {
        table.makeReadOnly();
        readers().values().forEach(reader -> reader.accept(map));
    }

    /// All that write, also where they find nothing to write: `-1` is not there.
    private static Map<String, Consumer<OrderedMap<Integer, Integer>>> writers() {
        Map<String, Consumer<OrderedMap<Integer, Integer>>> writers = new LinkedHashMap<>();
        writers.put("put", map -> map.put(1, 2));
        writers.put("putIfAbsent", map -> map.putIfAbsent(1, 2));
        writers.put("putAll", map -> map.putAll(Map.of()));
        writers.put("remove", map -> map.remove(-1));
        writers.put("remove of a value", map -> map.remove(1, -1));
        writers.put("replace", map -> map.replace(-1, 2));
        writers.put("replace of a value", map -> map.replace(1, -1, 2));
        writers.put("replaceAll", map -> map.headMap(0).replaceAll((key, value) -> value));
        writers.put("clear", Map::clear);
        writers.put("clear of a part", map -> map.headMap(0).clear());
        writers.put("compute", map -> map.compute(-1, (key, value) -> null));
        writers.put("computeIfAbsent", map -> map.computeIfAbsent(1, key -> null));
        writers.put("computeIfPresent", map -> map.computeIfPresent(-1, (key, value) -> value));
        writers.put("merge", map -> map.merge(1, 2, Integer::sum));
        writers.put("pollFirstEntry", map -> map.headMap(0).pollFirstEntry());
        writers.put("pollLastEntry", map -> map.headMap(0).pollLastEntry());
        writers.put("setValue", map -> map.entrySet().iterator().next().setValue(2));
        writers.put(
                "remove by an iterator",
                map -> {
                    Iterator<Integer> values = map.values().iterator();
                    values.next();
                    values.remove();
                });
        writers.put("remove from keys", map -> map.keySet().remove(-1));
        writers.put("removeAll of keys", map -> map.keySet().removeAll(List.of()));
        writers.put("retainAll of keys", map -> map.keySet().retainAll(map.keySet()));
        writers.put("removeIf of keys", map -> map.keySet().removeIf(key -> false));
        writers.put("pollFirst of keys", map -> map.keySet().pollFirst());
        writers.put("pollLast of keys", map -> map.keySet().pollLast());
        writers.put("remove from values", map -> map.values().remove(-1));
        writers.put("removeIf of values", map -> map.values().removeIf(value -> false));
        writers.put("clear of values", map -> map.values().clear());
        writers.put("remove from entries", map -> map.entrySet().remove(Map.entry(1, 2)));
        writers.put("removeIf of entries", map -> map.entrySet().removeIf(entry -> false));
        return writers;
    }

    private static Map<String, Consumer<OrderedMap<Integer, Integer>>> readers() {
        Map<String, Consumer<OrderedMap<Integer, Integer>>> readers = new LinkedHashMap<>();
        readers.put("get", map -> map.get(1));
        readers.put("getOrDefault", map -> map.getOrDefault(-1, 2));
        readers.put("containsKey", map -> map.containsKey(1));
        readers.put("containsValue", map -> map.containsValue(1));
        readers.put("size", Map::size);
        readers.put("size of a part", map -> map.headMap(1).size());
        readers.put("isEmpty", Map::isEmpty);
        readers.put("isEmpty of a part", map -> map.headMap(1).isEmpty());
        readers.put("forEach", map -> map.forEach((key, value) -> {}));
        readers.put("firstKey", OrderedMap::firstKey);
        readers.put("lastEntry", OrderedMap::lastEntry);
        readers.put("floorKey", map -> map.floorKey(1));
        readers.put("iterator", map -> map.entrySet().iterator().next());
        readers.put("spliterator", map -> map.values().spliterator().tryAdvance(value -> {}));
        readers.put("stream", map -> map.keySet().stream().findFirst());
        readers.put("hashCode", OrderedMap::hashCode);
        readers.put("toString", OrderedMap::toString);
        return readers;
    }
}
