package io.trunkline.ets.internal.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What is atomic is atomic, and walks hold their promise, while others write.
@Timeout(60)
class ConcurrentViewsTest {
    private static final int THREADS = 4;
    private static final int TIMES = 20_000;
    private static final int KEYS = 3;

    /// Views of both makes of tables, each with counters that are zero.
    static Stream<Arguments> counters() {
        Supplier<ConcurrentMap<Integer, Integer>> set = () -> TestTable.set().values();
        Supplier<ConcurrentMap<Integer, Integer>> ordered =
                () -> TestTable.orderedSet().orderedValues();
        Supplier<ConcurrentMap<Integer, Integer>> part =
                () -> TestTable.orderedSet().<Integer, Integer>orderedValues().subMap(0, KEYS);
        return Stream.of(
                Arguments.argumentSet("set", set.get()),
                Arguments.argumentSet("ordered set", ordered.get()),
                Arguments.argumentSet("part of an ordered set", part.get()));
    }

    @ParameterizedTest
    @MethodSource("counters")
    void mergeCountsExactly(ConcurrentMap<Integer, Integer> map) throws Exception {
        inThreads(() -> repeat(() -> map.merge(key(), 1, Integer::sum)));
        assertThat(sum(map)).isEqualTo(THREADS * TIMES);
    }

    @ParameterizedTest
    @MethodSource("counters")
    void computeCountsExactly(ConcurrentMap<Integer, Integer> map) throws Exception {
        inThreads(() -> repeat(() -> map.compute(key(), (key, n) -> n == null ? 1 : n + 1)));
        assertThat(sum(map)).isEqualTo(THREADS * TIMES);
    }

    /// Every third time it deletes the counter and takes what was there.
    @ParameterizedTest
    @MethodSource("counters")
    void nothingIsLostWhenCountersComeAndGo(ConcurrentMap<Integer, Integer> map) throws Exception {
        List<Integer> taken =
                inThreads(() -> {
                    int sum = 0;
                    for (int i = 0; i < TIMES; i++) {
                        map.merge(key(), 1, Integer::sum);
                        if (i % 3 == 0) {
                            Integer there = map.remove(key());
                            sum += there == null ? 0 : there;
                        }
                    }
                    return sum;
                });
        int all = taken.stream().mapToInt(i -> i).sum() + sum(map);
        assertThat(all).isEqualTo(THREADS * TIMES);
    }

    @ParameterizedTest
    @MethodSource("counters")
    void replaceByValueCountsExactly(ConcurrentMap<Integer, Integer> map) throws Exception {
        map.put(0, 0);
        inThreads(() ->
                repeat(() -> {
                    Integer n;
                    do {
                        n = map.get(0);
                    } while (!map.replace(0, n, n + 1));
                }));
        assertThat(map.get(0)).isEqualTo(THREADS * TIMES);
    }

    @ParameterizedTest
    @MethodSource("counters")
    void replaceAllLosesNoCount(ConcurrentMap<Integer, Integer> map) throws Exception {
        IntStream.range(0, KEYS).forEach(key -> map.put(key, 0));
        inThreads(() ->
                repeat(() -> {
                    map.merge(key(), 1, Integer::sum);
                    map.replaceAll((key, n) -> n + 1);
                }));
        assertThat(sum(map)).isEqualTo(THREADS * TIMES * (1 + KEYS));
    }

    @ParameterizedTest
    @MethodSource("counters")
    void oneCallerPutsAndOneRemoves(ConcurrentMap<Integer, Integer> map) throws Exception {
        List<Integer> balance =
                inThreads(() -> {
                    int put = 0;
                    for (int i = 0; i < TIMES; i++) {
                        put += map.putIfAbsent(0, i) == null ? 1 : 0;
                        put -= map.remove(0, map.getOrDefault(0, -1)) ? 1 : 0;
                    }
                    return put;
                });
        assertThat(balance.stream().mapToInt(i -> i).sum()).isEqualTo(map.size());
    }

    @Test
    void eachEntryIsPolledOnce() throws Exception {
        OrderedMap<Integer, Integer> map = TestTable.orderedSet().orderedValues();
        IntStream.range(0, THREADS * TIMES).forEach(i -> map.put(i, i));
        ConcurrentLinkedQueue<Integer> polled = new ConcurrentLinkedQueue<>();
        inThreads(() -> {
            Map.Entry<Integer, Integer> entry;
            do {
                boolean first = ThreadLocalRandom.current().nextBoolean();
                entry = first ? map.pollFirstEntry() : map.pollLastEntry();
                if (entry != null) {
                    polled.add(entry.getKey());
                }
            } while (entry != null);
            return null;
        });
        assertThat(polled).hasSize(THREADS * TIMES).doesNotHaveDuplicates();
    }

    /// Even keys stay, odd ones come and go.
    @Test
    void walksOfAPartMeetWhatStaysOnceAndInOrder() throws Exception {
        int keys = 2_000;
        OrderedMap<Integer, Integer> map = TestTable.orderedSet().orderedValues();
        IntStream.range(0, keys / 2).forEach(i -> map.put(2 * i, i));
        OrderedMap<Integer, Integer> part = map.subMap(500, 1_500);
        AtomicBoolean over = new AtomicBoolean();
        Callable<Void> churn =
                () -> {
                    while (!over.get()) {
                        int key = 2 * ThreadLocalRandom.current().nextInt(keys / 2) + 1;
                        if (map.putIfAbsent(key, 0) != null) {
                            map.remove(key);
                        }
                    }
                    return null;
                };
        Callable<Void> walk =
                () -> {
                    try {
                        for (int i = 0; i < 200; i++) {
                            walk(part, 500, 1_500, 1);
                            walk(part.descendingMap(), 1_499, 499, -1);
                            navigate(part);
                        }
                        return null;
                    } finally {
                        over.set(true);
                    }
                };
        run(List.of(churn, churn, walk));
    }

    private static void walk(NavigableMap<Integer, Integer> part, int from, int end, int step) {
        Iterator<Integer> keys = part.keySet().iterator();
        int expected = from;
        while (keys.hasNext()) {
            int key = keys.next();
            while (key != expected) {
                assertThat(expected % 2).as("missed %d, met %d", expected, key).isNotZero();
                assertThat(expected).isNotEqualTo(end);
                expected += step;
            }
            expected += step;
        }
        assertThat(expected).isIn(end, end - step);
        assertThat(part.size()).isBetween(500, 1_000);
    }

    private static void navigate(NavigableMap<Integer, Integer> part) {
        int key = 2 * ThreadLocalRandom.current().nextInt(300, 700);
        assertThat(part.ceilingKey(key)).isEqualTo(key);
        assertThat(part.floorKey(key)).isEqualTo(key);
        assertThat(part.higherKey(key)).isIn(key + 1, key + 2);
        assertThat(part.lowerKey(key)).isIn(key - 1, key - 2);
        assertThat(part.firstKey()).isEqualTo(500);
        assertThat(part.lastKey()).isIn(1_498, 1_499);
    }

    private static int key() {
        return ThreadLocalRandom.current().nextInt(KEYS);
    }

    private static int sum(Map<Integer, Integer> map) {
        return map.values().stream().mapToInt(i -> i).sum();
    }

    private static Void repeat(Runnable action) {
        for (int i = 0; i < TIMES; i++) {
            action.run();
        }
        return null;
    }

    private static <T> List<T> inThreads(Callable<T> action) throws Exception {
        List<Callable<T>> actions = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            actions.add(action);
        }
        return run(actions);
    }

    private static <T> List<T> run(List<Callable<T>> actions) throws Exception {
        CountDownLatch start = new CountDownLatch(actions.size());
        try (var threads = Executors.newFixedThreadPool(actions.size())) {
            List<Future<T>> results = new ArrayList<>();
            for (Callable<T> action : actions) {
                results.add(
                        threads.submit(() -> {
                            start.countDown();
                            start.await();
                            return action.call();
                        }));
            }
            List<T> values = new ArrayList<>();
            for (Future<T> result : results) {
                values.add(result.get());
            }
            return values;
        }
    }
}
