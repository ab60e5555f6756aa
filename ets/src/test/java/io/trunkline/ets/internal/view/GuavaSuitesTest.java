package io.trunkline.ets.internal.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.testing.ConcurrentMapTestSuiteBuilder;
import com.google.common.collect.testing.ConcurrentNavigableMapTestSuiteBuilder;
import com.google.common.collect.testing.TestStringMapGenerator;
import com.google.common.collect.testing.TestStringSortedMapGenerator;
import com.google.common.collect.testing.features.CollectionFeature;
import com.google.common.collect.testing.features.CollectionSize;
import com.google.common.collect.testing.features.MapFeature;

import junit.framework.TestSuite;

import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

import java.util.Map;
import java.util.SortedMap;
import java.util.function.Supplier;

/// What Guava asks of maps, asked of the views. No test is left out.
class GuavaSuitesTest {
    @TestFactory
    DynamicNode setMap() {
        return dynamic(
                ConcurrentMapTestSuiteBuilder.using(maps(() -> TestTable.set().values()))
                        .named("SetMap of a set")
                        .withFeatures(
                                CollectionSize.ANY,
                                CollectionFeature.SUPPORTS_ITERATOR_REMOVE,
                                MapFeature.GENERAL_PURPOSE)
                        .createTestSuite(),
                750);
    }

    @TestFactory
    DynamicNode orderedMap() {
        return dynamic(
                ConcurrentNavigableMapTestSuiteBuilder.using(
                                sortedMaps(() -> TestTable.orderedSet().orderedValues()))
                        .named("OrderedMap")
                        .withFeatures(
                                CollectionSize.ANY,
                                CollectionFeature.KNOWN_ORDER,
                                CollectionFeature.SUPPORTS_ITERATOR_REMOVE,
                                MapFeature.GENERAL_PURPOSE)
                        .createTestSuite(),
                30_000);
    }

    /// Guards against a suite that lost its tests: what has none passes.
    private static DynamicNode dynamic(TestSuite suite, int atLeast) {
        assertThat(suite.countTestCases()).isGreaterThanOrEqualTo(atLeast);
        return JUnit3.dynamic(suite);
    }

    private static TestStringMapGenerator maps(Supplier<SetMap<String, String>> empty) {
        return new TestStringMapGenerator() {
            @Override
            protected Map<String, String> create(Map.Entry<String, String>[] entries) {
                return filled(empty.get(), entries);
            }
        };
    }

    private static TestStringSortedMapGenerator sortedMaps(
            Supplier<OrderedMap<String, String>> empty) {
        return new TestStringSortedMapGenerator() {
            @Override
            protected SortedMap<String, String> create(Map.Entry<String, String>[] entries) {
                return filled(empty.get(), entries);
            }
        };
    }

    private static <M extends Map<String, String>> M filled(
            M map, Map.Entry<String, String>[] entries) {
        for (Map.Entry<String, String> entry : entries) {
            map.put(entry.getKey(), entry.getValue());
        }
        return map;
    }
}
