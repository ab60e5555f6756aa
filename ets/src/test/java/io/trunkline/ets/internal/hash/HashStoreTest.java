package io.trunkline.ets.internal.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trunkline.ets.WriteConcurrency;
import io.trunkline.ets.internal.store.Keys;
import io.trunkline.ets.internal.store.Neighbour;
import io.trunkline.ets.internal.store.Store;
import io.trunkline.ets.internal.store.StoreContract;
import io.trunkline.ets.internal.store.StoreModel;
import io.trunkline.ets.internal.store.TestKeys;
import io.trunkline.ets.internal.store.TestRow;
import io.trunkline.ets.internal.store.UnknownKey;
import io.trunkline.ets.internal.store.Witness;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class HashStoreTest {
    private static HashStore newStore(Kind kind, Keys keys, WriteConcurrency writers) {
        return new HashStore(kind, keys, TestRow.TYPE, writers, null);
    }

    @Test
    void anUnknownKeyHasNoNeighbour() {
        Store store = newStore(Kind.SET, new TestKeys(1), WriteConcurrency.OFF);
        store.insert(new TestRow(1, 1));
        assertThatThrownBy(() -> store.after(2)).isInstanceOf(UnknownKey.class);
        store.take(1);
        store.fix();
        assertThatThrownBy(() -> store.after(1))
                .as("deleted before the fix")
                .isInstanceOf(UnknownKey.class);
        store.insert(new TestRow(1, 1));
        store.take(1);
        assertThat(store.after(1)).isNull();
        store.release();
        assertThatThrownBy(() -> store.after(1)).isInstanceOf(UnknownKey.class);
    }

    @Test
    void whatIsDeletedByClearingIsRememberedToo() {
        Store store = newStore(Kind.SET, new TestKeys(1), WriteConcurrency.ON);
        for (int i = 0; i < 100; i++) {
            store.insert(new TestRow(i, i));
        }
        store.fix();
        store.clear();
        for (int i = 0; i < 100; i++) {
            assertThat(store.after(i)).isNull();
        }
        store.release();
    }

    @Test
    void whatIsRememberedSurvivesSplits() {
        Store store = newStore(Kind.SET, new TestKeys(1), WriteConcurrency.OFF);
        store.insert(new TestRow(-1, 0));
        store.insert(new TestRow(-2, 0));
        store.fix();
        store.take(-1);
        store.take(-2);
        for (int i = 0; i < 100_000; i++) {
            store.insert(new TestRow(i, i));
        }
        assertThat(store.after(-1)).isNotNull();
        assertThat(store.after(-2)).isNotNull();
        store.release();
    }

    @Test
    void keysWithoutOrderHaveOneWhileTheStoreIsFixed() {
        Store store = newStore(Kind.SET, TestKeys.unordered(4), WriteConcurrency.OFF);
        for (int i = 0; i < 6; i++) {
            store.insert(new TestRow(i, i));
        }
        store.fix();
        store.take(2);
        store.take(3);
        store.take(0);
        assertThat(keyAfter(store, 0)).isEqualTo(1);
        assertThat(keyAfter(store, 2)).isEqualTo(4);
        assertThat(keyAfter(store, 3)).isEqualTo(4);
        store.insert(new TestRow(3, 3));
        assertThat(keyAfter(store, 1)).isEqualTo(3);
        assertThat(keyAfter(store, 2)).isEqualTo(3);
        store.insert(new TestRow(0, 0));
        assertThat(keyAfter(store, 0)).isEqualTo(1);
        store.insertAll(List.of(new TestRow(2, 2), new TestRow(9, 9)));
        List<Object> keys = new ArrayList<>();
        for (Neighbour n = store.first(); n != null; n = store.after(n.key())) {
            keys.add(n.key());
        }
        assertThat(keys).containsExactly(0, 1, 2, 3, 4, 5, 9);
        store.release();
    }

    @Test
    void theStoreTakesLessThanTwentyBytesARow() {
        Store store = newStore(Kind.SET, new TestKeys(1), WriteConcurrency.OFF);
        long sum = 0;
        int samples = 0;
        for (int i = 0; i < 400_000; i++) {
            store.insert(new TestRow(i, i));
            if (i >= 50_000 && i % 5_000 == 0) {
                sum += store.overhead() / i;
                samples++;
            }
        }
        assertThat(sum / samples).isLessThan(20);
        store.clear();
        assertThat(store.overhead()).isLessThan(20_000);
    }

    @Test
    void aStoreThatIsEmptiedGivesItsMemoryBack() {
        Store store = newStore(Kind.SET, new TestKeys(1), WriteConcurrency.OFF);
        for (int i = 0; i < 100_000; i++) {
            store.insert(new TestRow(i, i));
        }
        for (int i = 0; i < 100_000; i++) {
            store.take(i);
        }
        assertThat(store.overhead()).isLessThan(50_000);
    }

    private static @Nullable Object keyAfter(Store store, Object key) {
        Neighbour next = store.after(key);
        return next == null ? null : next.key();
    }

    /// Many times what the contract asks of every store.
    @Test
    void aHundredThousandKeysWithTheSameHashStayUsable() {
        Store store = newStore(Kind.SET, new TestKeys(1), WriteConcurrency.OFF);
        List<String> keys = StoreContract.collidingStrings(17).subList(0, 100_000);
        keys.forEach(key -> store.insert(new TestRow(key, 0)));
        assertThat(store.size()).isEqualTo(keys.size());
        assertThat(keys).allMatch(store::contains);
    }

    abstract static class Contract extends StoreContract {
        private final Kind kind;
        private final WriteConcurrency writers;

        Contract(Kind kind, WriteConcurrency writers) {
            this.kind = kind;
            this.writers = writers;
        }

        @Override
        protected Store newStore(Keys keys, @Nullable Witness witness) {
            return new HashStore(kind, keys, TestRow.TYPE, writers, witness);
        }

        @Override
        protected StoreModel newModel() {
            return switch (kind) {
                case SET -> StoreModel.set();
                case BAG -> StoreModel.bag();
                case DUPLICATE_BAG -> StoreModel.duplicateBag();
            };
        }
    }

    @Nested
    class SetOfFewWriters extends Contract {
        SetOfFewWriters() {
            super(Kind.SET, WriteConcurrency.OFF);
        }
    }

    @Nested
    class SetOfManyWriters extends Contract {
        SetOfManyWriters() {
            super(Kind.SET, WriteConcurrency.ON);
        }
    }

    @Nested
    class SetThatAdapts extends Contract {
        SetThatAdapts() {
            super(Kind.SET, WriteConcurrency.AUTO);
        }
    }

    @Nested
    class Bag extends Contract {
        Bag() {
            super(Kind.BAG, WriteConcurrency.AUTO);
        }
    }

    @Nested
    class DuplicateBag extends Contract {
        DuplicateBag() {
            super(Kind.DUPLICATE_BAG, WriteConcurrency.ON);
        }
    }
}
