package io.trunkline.ets.internal.hash;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trunkline.ets.WriteConcurrency;
import io.trunkline.ets.internal.store.Neighbour;
import io.trunkline.ets.internal.store.Store;
import io.trunkline.ets.internal.store.TestKeys;
import io.trunkline.ets.internal.store.TestRow;
import io.trunkline.ets.internal.store.UnknownKey;

import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Options;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.List;

/// Whether every interleaving of a few operations could have been one after the other.
/// `trunkline.lincheck.scale` multiplies the number of them.
@Tag("lincheck")
class HashStoreLincheckTest {
    private static final int SCALE = Integer.getInteger("trunkline.lincheck.scale", 1);
    private static final int ITERATIONS = 3 * SCALE;
    private static final int INVOCATIONS = 50;

    @Test
    void aSetIsLinearizable() {
        modelChecking().check(SetOps.class);
        stress().check(SetOps.class);
    }

    @Test
    void keysOfOnePrintAreLinearizable() {
        modelChecking().check(CollidingOps.class);
    }

    @Test
    void insertsIntoSeveralStripesAreLinearizable() {
        modelChecking().check(ManyStripesOps.class);
        stress().check(ManyStripesOps.class);
    }

    @Test
    void aBagIsLinearizable() {
        modelChecking().check(BagOps.class);
        stress().check(BagOps.class);
    }

    @Test
    void countersAreLinearizable() {
        modelChecking().check(CounterOps.class);
        stress().check(CounterOps.class);
    }

    @Test
    void aReaderThatDoesNotValidateIsFound() {
        // it ends as soon as it is found, so it may look for longer
        var patient = sized(new ModelCheckingOptions(), 20 * INVOCATIONS).iterations(50);
        assertThatThrownBy(() -> patient.check(UnvalidatedOps.class))
                .hasMessageContaining("Invalid execution results");
    }

    private static ModelCheckingOptions modelChecking() {
        return sized(new ModelCheckingOptions(), INVOCATIONS);
    }

    private static StressOptions stress() {
        return sized(new StressOptions(), 5 * INVOCATIONS);
    }

    private static <O extends Options<O, ?>> O sized(O options, int invocations) {
        return options.iterations(ITERATIONS)
                .invocationsPerIteration(invocations)
                .threads(2)
                .actorsPerThread(3)
                .actorsBefore(2)
                .actorsAfter(2);
    }

    private static TestRow row(int key, int value) {
        return new TestRow(key, value);
    }

    /// A set with as many rows as fit, so that the next one makes it grow.
    @Param(name = "key", gen = IntGen.class, conf = "1:4")
    @Param(name = "value", gen = IntGen.class, conf = "1:2")
    public static class SetOps {
        private final Store store;

        public SetOps() {
            this(
                    new HashStore(
                            Kind.SET, new TestKeys(3), TestRow.TYPE, WriteConcurrency.OFF, null));
        }

        SetOps(Store store) {
            this.store = store;
            for (int i = 11; i < 16; i++) {
                store.insert(row(i, 0));
            }
        }

        @Operation
        public String get(@Param(name = "key") int key) {
            return String.valueOf(store.get(key));
        }

        @Operation
        public String insert(@Param(name = "key") int key, @Param(name = "value") int value) {
            return String.valueOf(store.insert(row(key, value)));
        }

        @Operation
        public boolean insertNew(@Param(name = "key") int key, @Param(name = "value") int value) {
            return store.insertNew(row(key, value)) == null;
        }

        @Operation
        public String take(@Param(name = "key") int key) {
            return String.valueOf(store.take(key));
        }

        @Operation
        public String increment(@Param(name = "key") int key) {
            return String.valueOf(
                    store.compute(
                            key,
                            old ->
                                    old == null
                                            ? null
                                            : row(key, 1 + (int) ((TestRow) old).value())));
        }

        @Operation
        public String after(@Param(name = "key") int key) {
            try {
                Neighbour next = store.after(key);
                return next == null ? "none" : next.rows().toString();
            } catch (UnknownKey e) {
                return "unknown";
            }
        }
    }

    /// The same with keys that have one print.
    public static class CollidingOps extends SetOps {
        public CollidingOps() {
            super(
                    new HashStore(
                            Kind.SET,
                            TestKeys.constant(4),
                            TestRow.TYPE,
                            WriteConcurrency.OFF,
                            null));
        }
    }

    /// Inserts of two rows whose keys are in different stripes.
    @Param(name = "key", gen = IntGen.class, conf = "1:3")
    @Param(name = "value", gen = IntGen.class, conf = "1:3")
    public static class ManyStripesOps {
        private final Store store =
                new HashStore(Kind.SET, new TestKeys(3), TestRow.TYPE, WriteConcurrency.ON, null);

        @Operation
        public String get(@Param(name = "key") int key) {
            return String.valueOf(store.get(key));
        }

        @Operation
        public void insertTwo(@Param(name = "key") int key, @Param(name = "value") int value) {
            store.insertAll(List.of(row(key, value), row(key % 3 + 1, value)));
        }

        @Operation
        public boolean insertTwoNew(
                @Param(name = "key") int key, @Param(name = "value") int value) {
            return store.insertAllNew(List.of(row(key, value), row(key % 3 + 1, value)));
        }

        @Operation
        public String take(@Param(name = "key") int key) {
            return String.valueOf(store.take(key));
        }
    }

    /// Rows of a bag.
    @Param(name = "key", gen = IntGen.class, conf = "1:2")
    @Param(name = "value", gen = IntGen.class, conf = "1:3")
    public static class BagOps {
        private final Store store =
                new HashStore(Kind.BAG, new TestKeys(3), TestRow.TYPE, WriteConcurrency.OFF, null);

        @Operation
        public void insert(@Param(name = "key") int key, @Param(name = "value") int value) {
            store.insert(row(key, value));
        }

        @Operation
        public String lookup(@Param(name = "key") int key) {
            return store.lookup(key).toString();
        }

        @Operation
        public int deleteRow(@Param(name = "key") int key, @Param(name = "value") int value) {
            return store.deleteRow(row(key, value));
        }

        @Operation
        public String take(@Param(name = "key") int key) {
            return store.take(key).toString();
        }
    }

    /// Counters.
    @Param(name = "key", gen = IntGen.class, conf = "1:3")
    public static class CounterOps {
        private final CounterStore store = new CounterStore(new TestKeys(3), WriteConcurrency.OFF);

        public CounterOps() {
            for (int i = 11; i < 16; i++) {
                store.put(i, 1);
            }
        }

        @Operation
        public long add(@Param(name = "key") int key) {
            return store.add(key, 1);
        }

        @Operation
        public long get(@Param(name = "key") int key) {
            return store.get(key, -1);
        }

        @Operation
        public boolean remove(@Param(name = "key") int key) {
            return store.remove(key);
        }
    }

    /// Keys in a sorted array under the real lock, with a reader that does not look a second time:
    /// it misses keys that are being moved.
    @Param(name = "key", gen = IntGen.class, conf = "1:4")
    public static class UnvalidatedOps {
        private static final class Keys extends SeqLock {
            final int[] keys = new int[16];
            int count;
        }

        private final Keys stripe = new Keys();

        @Operation
        public boolean contains(@Param(name = "key") int key) {
            stripe.beginRead(0);
            for (int i = 0; i < stripe.count; i++) {
                if (stripe.keys[i] == key) {
                    return true;
                }
            }
            return false;
        }

        @Operation
        public boolean insert(@Param(name = "key") int key) {
            stripe.lock();
            try {
                int at = 0;
                while (at < stripe.count && stripe.keys[at] < key) {
                    at++;
                }
                if (at < stripe.count && stripe.keys[at] == key) {
                    return false;
                }
                for (int i = stripe.count++; i > at; i--) {
                    stripe.keys[i] = stripe.keys[i - 1];
                }
                stripe.keys[at] = key;
                return true;
            } finally {
                stripe.unlock();
            }
        }

        @Operation
        public boolean remove(@Param(name = "key") int key) {
            stripe.lock();
            try {
                for (int i = 0; i < stripe.count; i++) {
                    if (stripe.keys[i] == key) {
                        stripe.count--;
                        System.arraycopy(stripe.keys, i + 1, stripe.keys, i, stripe.count - i);
                        return true;
                    }
                }
                return false;
            } finally {
                stripe.unlock();
            }
        }
    }
}
