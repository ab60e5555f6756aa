package io.trunkline.ets.internal.tree;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trunkline.ets.internal.store.Neighbour;

import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.List;

/// Interleavings of few operations on a tree that starts with two leaves and splits and merges at
/// once. `trunkline.lincheck.scale` multiplies the number of them.
@Tag("lincheck")
class OrderedStoreLincheckTest {
    private static final int SCALE = Integer.getInteger("trunkline.lincheck.scale", 1);

    @Test
    void everyInterleavingIsLinearizable() {
        model().check(Tree.class);
    }

    @Test
    void stressIsLinearizable() {
        new StressOptions()
                .iterations(5 * SCALE)
                .invocationsPerIteration(300)
                .threads(2)
                .actorsPerThread(3)
                .check(Tree.class);
    }

    /// The same readers, if they do not ask afterwards whether what they read was true.
    @Test
    void readsWithoutValidationAreFound() {
        // they end as soon as it is found, so they may look for longer
        assertThatThrownBy(() -> patient().check(Unvalidated.class))
                .isInstanceOf(LincheckAssertionError.class);
    }

    /// The same writers, if they lock only after their look at the leaf and do not look again.
    @Test
    void writesWithoutValidationAreFound() {
        assertThatThrownBy(() -> patient().check(LateLock.class))
                .isInstanceOf(LincheckAssertionError.class);
    }

    private static ModelCheckingOptions patient() {
        return model().iterations(100).invocationsPerIteration(500);
    }

    private static ModelCheckingOptions model() {
        return new ModelCheckingOptions()
                .iterations(4 * SCALE)
                .invocationsPerIteration(40)
                .threads(2)
                .actorsPerThread(2);
    }

    @Param(name = "key", gen = IntGen.class, conf = "1:7")
    @Param(name = "value", gen = IntGen.class, conf = "1:3")
    public static class Tree {
        final OrderedStore store = new OrderedStore(TestKeys.NUMBERS, Row.TYPE, null, 4);

        public Tree() {
            for (int key = 1; key <= 5; key++) {
                store.insert(new Row(key, 0));
            }
        }

        @Operation
        public Object get(@Param(name = "key") int key) {
            return value((Row) store.get(key));
        }

        @Operation
        public Object insert(@Param(name = "key") int key, int value) {
            return value((Row) store.insert(new Row(key, value)));
        }

        @Operation
        public boolean insertNew(@Param(name = "key") int key, int value) {
            return store.insertNew(new Row(key, value)) == null;
        }

        @Operation
        public int take(@Param(name = "key") int key) {
            return store.take(key).size();
        }

        @Operation
        public void insertTwo(@Param(name = "key") int a, @Param(name = "key") int b, int value) {
            store.insertAll(List.of(new Row(a, value), new Row(b, value)));
        }

        @Operation
        public Object increment(@Param(name = "key") int key) {
            return value(
                    (Row)
                            store.compute(
                                    key,
                                    row ->
                                            row == null
                                                    ? null
                                                    : new Row(
                                                            key,
                                                            (Integer) ((Row) row).value() + 1)));
        }

        @Operation
        public Object after(@Param(name = "key") int key) {
            return key(store.after(key));
        }

        @Operation
        public Object last() {
            return key(store.last());
        }

        @Operation
        public void clear() {
            store.clear();
        }

        static Object value(Row row) {
            return row == null ? "none" : row.value();
        }

        private static Object key(Neighbour neighbour) {
            return neighbour == null ? "none" : neighbour.key();
        }
    }

    @Param(name = "key", gen = IntGen.class, conf = "1:3")
    @Param(name = "value", gen = IntGen.class, conf = "1:3")
    public static class Unvalidated {
        private final Rules rules = new Rules(TestKeys.NUMBERS, Row.TYPE, 4);
        private final Leaf leaf = Leaf.root(rules);

        @Operation
        public Object get(@Param(name = "key") int key) {
            return Tree.value((Row) leaf.get(key, rules));
        }

        @Operation
        public boolean insertNew(@Param(name = "key") int key) {
            leaf.lock();
            int at = leaf.find(key, rules);
            if (at < 0) {
                leaf.insert(~at, key, Row.of(key), rules);
            }
            leaf.unlock(true);
            return at < 0;
        }

        @Operation
        public boolean take(@Param(name = "key") int key) {
            leaf.lock();
            int at = leaf.find(key, rules);
            if (at >= 0) {
                leaf.remove(at);
            }
            leaf.unlock(true);
            return at >= 0;
        }
    }

    @Param(name = "key", gen = IntGen.class, conf = "1:3")
    @Param(name = "value", gen = IntGen.class, conf = "1:3")
    public static class LateLock {
        private final Rules rules = new Rules(TestKeys.NUMBERS, Row.TYPE, 8);
        private final Leaf leaf = Leaf.root(rules);

        @Operation
        public boolean insertNew(@Param(name = "key") int key) {
            int at = leaf.find(key, rules);
            leaf.lock();
            if (at < 0 && leaf.count() < leaf.capacity()) {
                leaf.insert(Math.min(~at, leaf.count()), key, Row.of(key), rules);
            }
            leaf.unlock(true);
            return at < 0;
        }
    }
}
