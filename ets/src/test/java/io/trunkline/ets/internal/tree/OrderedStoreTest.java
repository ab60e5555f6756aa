package io.trunkline.ets.internal.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trunkline.ets.internal.store.KeyRange;
import io.trunkline.ets.internal.store.RowBuffer;
import io.trunkline.ets.internal.store.RowChange;
import io.trunkline.ets.internal.store.Witness;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

class OrderedStoreTest {
    private static final int FANOUT = 64;

    private final OrderedStore store = new OrderedStore(TestKeys.NUMBERS, Row.TYPE, null, FANOUT);

    @Test
    void storesTheKeyThatCameLast() {
        Row old = new Row(1, "a");
        store.insert(old);
        assertThat(store.insert(new Row(1.0, "b"))).isSameAs(old);
        assertThat(store.lookup(1)).containsExactly(new Row(1.0, "b"));
        assertThat(store.first().key()).isEqualTo(1.0);
    }

    @Test
    void deletesOnlyTheVeryRow() {
        store.insert(new Row(1, "a"));
        assertThat(store.deleteRow(new Row(1.0, "a"))).isZero();
        assertThat(store.deleteRow(new Row(1, "a"))).isOne();
    }

    @Test
    void ofOneKeyInABatchTheLastRowStays() {
        assertThat(store.insertAllNew(List.of(new Row(1, "a"), new Row(1, "b")))).isTrue();
        assertThat(store.get(1)).isEqualTo(new Row(1, "b"));
        assertThat(store.size()).isOne();
    }

    @Test
    void keysInOrderFillTheLeaves() {
        for (int key = 0; key < 10_000; key++) {
            store.insert(Row.of(key));
        }
        assertThat(store.shape().leaves()).isEqualTo(157);
        store.clear();
        for (int key = 10_000; key > 0; key--) {
            store.insert(Row.of(key));
        }
        assertThat(store.shape().leaves()).isEqualTo(157);
        Structure.check(store, TestKeys.NUMBERS, FANOUT);
    }

    @Test
    void roomThatWasMadeAndNotUsedGoesWithItsNeighbours() {
        OrderedStore small = new OrderedStore(TestKeys.NUMBERS, Row.TYPE, null, 4);
        List<Integer> keys = List.of(1, 2, 3, 4, 10, 11, 12, 13);
        keys.forEach(key -> small.insert(Row.of(key)));
        assertThat(small.compute(5, _ -> null)).isNull();
        assertThat(small.compute(14, _ -> null)).isNull();
        assertThat(small.shape().leaves()).isEqualTo(4);

        keys.reversed().forEach(small::take);
        assertThat(small.shape().leaves()).isOne();
        Structure.check(small, TestKeys.NUMBERS, 4);
    }

    @Test
    void aRowCostsAtMostTwentyBytes() {
        List<Integer> keys = new ArrayList<>(IntStream.range(0, 100_000).boxed().toList());
        Collections.shuffle(keys, new Random(1));
        keys.forEach(key -> store.insert(Row.of(key)));
        assertThat(store.overhead() / 100_000.0).isBetween(12.0, 20.0);
    }

    @Test
    void aBatchLargerThanTheTreeIsOneStep() {
        store.insertAll(IntStream.range(0, 50_000).mapToObj(Row::of).toList());
        Structure.check(store, TestKeys.NUMBERS, FANOUT);
        RowBuffer rows = new RowBuffer();
        assertThat(store.cursor(KeyRange.ALL, true).fill(rows, 50_000)).isTrue();
        assertThat(rows.getFirst()).isEqualTo(Row.of(49_999));
        assertThat(rows.getLast()).isEqualTo(Row.of(0));
    }

    @Test
    void aWitnessThatThrowsPreventsTheChange() {
        OrderedStore refused = new OrderedStore(TestKeys.NUMBERS, Row.TYPE, new Refusal(), 4);
        Row row = Row.of(1);
        assertRefused(() -> refused.insert(row));
        assertRefused(() -> refused.insertNew(row));
        assertRefused(() -> refused.compute(1, _ -> row));
        assertRefused(() -> refused.insertAll(IntStream.range(0, 100).mapToObj(Row::of).toList()));
        assertRefused(refused::clear);
        assertThat(refused.size()).isZero();
        assertThat(refused.first()).isNull();
        assertThat(refused.last()).isNull();
        Structure.check(refused, TestKeys.NUMBERS, 4);
    }

    @Test
    void refusesAFanoutThatCannotBeSplit() {
        assertThatThrownBy(() -> new OrderedStore(TestKeys.NUMBERS, Row.TYPE, null, 3))
                .hasMessage("fanout must be >= 4: fanout=3");
    }

    private static void assertRefused(Runnable change) {
        assertThatThrownBy(change::run).hasMessage("planned");
    }

    private static final class Refusal implements Witness {
        @Override
        public void changing(List<RowChange> changes) {
            throw new IllegalStateException("planned");
        }

        @Override
        public void clearing() {
            throw new IllegalStateException("planned");
        }
    }
}
