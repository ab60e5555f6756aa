package io.trunkline.ets.internal.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trunkline.ets.WriteConcurrency;
import io.trunkline.ets.internal.store.TestKeys;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

@Timeout(60)
class CounterStoreTest {
    @Test
    void aSumThatDoesNotFitChangesNothing() {
        CounterStore counters = new CounterStore(new TestKeys(1), WriteConcurrency.OFF);
        assertThat(counters.add("a", Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
        assertThatThrownBy(() -> counters.add("a", 1)).isInstanceOf(ArithmeticException.class);
        assertThat(counters.get("a", 0)).isEqualTo(Long.MAX_VALUE);
        assertThat(counters.add("a", -1)).isEqualTo(Long.MAX_VALUE - 1);
        assertThat(counters.get("b", -7)).isEqualTo(-7);
    }

    @ParameterizedTest
    @EnumSource(WriteConcurrency.class)
    void countersDoWhatAMapDoes(WriteConcurrency writers) {
        long seed = Long.getLong("trunkline.seed", new SplittableRandom().nextLong());
        SplittableRandom random = new SplittableRandom(seed);
        CounterStore counters = new CounterStore(new TestKeys(seed), writers);
        Map<Object, Long> model = new HashMap<>();
        for (int i = 0; i < 200_000; i++) {
            int key = random.nextInt(40_000);
            switch (random.nextInt(8)) {
                case 0 -> {
                    counters.put(key, i);
                    model.put(key, (long) i);
                }
                case 1 ->
                        assertThat(counters.remove(key))
                                .as("seed %d", seed)
                                .isEqualTo(model.remove(key) != null);
                default ->
                        assertThat(counters.add(key, i))
                                .as("seed %d", seed)
                                .isEqualTo(model.merge(key, (long) i, Long::sum));
            }
        }
        Map<Object, Long> met = new HashMap<>();
        counters.forEach((key, value) -> assertThat(met.put(key, value)).isNull());
        assertThat(met).as("seed %d", seed).isEqualTo(model);
        assertThat(counters.size()).isEqualTo(model.size());
        counters.clear();
        assertThat(counters.size()).isZero();
        assertThat(counters.get(1, -1)).isEqualTo(-1);
    }

    @ParameterizedTest
    @EnumSource(WriteConcurrency.class)
    void nothingIsLostBetweenThreads(WriteConcurrency writers) throws Exception {
        CounterStore counters = new CounterStore(new TestKeys(1), writers);
        int times = 300_000;
        Runnable adder =
                () -> {
                    for (int i = 0; i < times; i++) {
                        counters.add(i % 20_000, 1);
                        counters.add("hot", 1);
                    }
                };
        try (var threads = Executors.newFixedThreadPool(2)) {
            Future<?> one = threads.submit(adder);
            Future<?> two = threads.submit(adder);
            one.get();
            two.get();
        }
        assertThat(counters.get("hot", 0)).isEqualTo(2 * times);
        for (int i = 0; i < 20_000; i++) {
            assertThat(counters.get(i, 0)).isEqualTo(2 * times / 20_000);
        }
    }
}
