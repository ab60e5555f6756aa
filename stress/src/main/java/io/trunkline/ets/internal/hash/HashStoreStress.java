package io.trunkline.ets.internal.hash;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.trunkline.ets.WriteConcurrency;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

import java.util.List;

/// What [HashStore] promises: rows are published whole, and nobody sees a write in part. Keys are 0
/// to 15, spread over the stripes in ascending order.
public final class HashStoreStress {
    private HashStoreStress() {}

    private static HashStore newStore(WriteConcurrency writers) {
        return new HashStore(Kind.SET, StressRow.KEYS, StressRow.TYPE, writers, null);
    }

    private static String seen(HashStore store, int key) {
        StressRow row = (StressRow) store.get(key);
        return row == null ? "-" : row.key == null ? "torn" : String.valueOf(row.value);
    }

    /// A row that is found is whole.
    @JCStressTest
    @Outcome(id = "-", expect = ACCEPTABLE, desc = "get -> insert")
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "insert -> get")
    @Outcome(expect = FORBIDDEN, desc = "A row without its content.")
    @State
    public static class InsertAgainstGet {
        private final HashStore store = newStore(WriteConcurrency.OFF);

        @Actor
        public void writer() {
            store.insert(new StressRow(1, 1));
        }

        @Actor
        public void reader(L_Result r) {
            r.r1 = seen(store, 1);
        }
    }

    /// Whoever has seen one row of an insert finds the other, in whichever order.
    @JCStressTest
    @Outcome(
            id = {"0, 0, 0", "1, 1, 1", "0, 1, 1", "0, 0, 1"},
            expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "An insert seen in part.")
    @State
    public static class TwoRowsAgainstGets {
        private final HashStore store = newStore(WriteConcurrency.ON);

        public TwoRowsAgainstGets() {
            store.insert(new StressRow(1, 0));
            store.insert(new StressRow(14, 0));
        }

        @Actor
        public void writer() {
            store.insertAll(List.of(new StressRow(1, 1), new StressRow(14, 1)));
        }

        @Actor
        public void reader(L_Result r) {
            r.r1 = seen(store, 1) + ", " + seen(store, 14) + ", " + seen(store, 1);
        }
    }

    /// A row is taken by one only.
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "Taken twice, or by nobody.")
    @State
    public static class TakeAgainstTake {
        private final HashStore store = newStore(WriteConcurrency.OFF);
        private int first;
        private int second;

        public TakeAgainstTake() {
            store.insert(new StressRow(1, 1));
        }

        @Actor
        public void taker1() {
            first = store.take(1).size();
        }

        @Actor
        public void taker2() {
            second = store.take(1).size();
        }

        @Arbiter
        public void verdict(L_Result r) {
            r.r1 = first + second;
        }
    }

    /// No computation is lost.
    @JCStressTest
    @Outcome(id = "2", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "Lost update.")
    @State
    public static class ComputeAgainstCompute {
        private final HashStore store = newStore(WriteConcurrency.AUTO);

        public ComputeAgainstCompute() {
            store.insert(new StressRow(1, 0));
        }

        @Actor
        public void computer1() {
            increment();
        }

        @Actor
        public void computer2() {
            increment();
        }

        @Arbiter
        public void verdict(L_Result r) {
            r.r1 = seen(store, 1);
        }

        private void increment() {
            store.compute(1, row -> new StressRow(1, ((StressRow) row).value + 1));
        }
    }

    /// A row stays where it can be found while its stripe gets larger arrays.
    @JCStressTest
    @Outcome(id = "7", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "A row that is there was not found.")
    @State
    public static class GrowthAgainstGet {
        private final HashStore store = newStore(WriteConcurrency.OFF);

        public GrowthAgainstGet() {
            for (int key = 2; key < 8; key++) {
                store.insert(new StressRow(key, key));
            }
        }

        @Actor
        public void writer() {
            store.insert(new StressRow(1, 1));
        }

        @Actor
        public void reader(L_Result r) {
            r.r1 = seen(store, 7);
        }
    }

    /// A row stays where it can be found while its stripe is split.
    @JCStressTest
    @Outcome(id = "9", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "A row that is there was not found.")
    @State
    public static class SplitAgainstGet {
        private final HashStore store = newStore(WriteConcurrency.OFF);

        public SplitAgainstGet() {
            store.insert(new StressRow(1, 1));
            store.insert(new StressRow(9, 9));
        }

        @Actor
        public void splitter() {
            store.stripes().split(store.stripes().lock(0), true);
        }

        @Actor
        public void reader(L_Result r) {
            r.r1 = seen(store, 9);
        }
    }

    /// What is inserted while a stripe is split is there afterwards.
    @JCStressTest
    @Outcome(id = "1, 2", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "Lost in the old stripe.")
    @State
    public static class SplitAgainstInsert {
        private final HashStore store = newStore(WriteConcurrency.OFF);

        public SplitAgainstInsert() {
            store.insert(new StressRow(1, 1));
        }

        @Actor
        public void splitter() {
            store.stripes().split(store.stripes().lock(0), true);
        }

        @Actor
        public void writer() {
            store.insert(new StressRow(9, 2));
        }

        @Arbiter
        public void verdict(L_Result r) {
            r.r1 = seen(store, 1) + ", " + seen(store, 9);
        }
    }

    /// A row stays where it can be found while another is deleted and the rest move up.
    @JCStressTest
    @Outcome(id = "3", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "A row that is there was not found.")
    @State
    public static class DeletionAgainstGet {
        private final HashStore store = newStore(WriteConcurrency.OFF);

        public DeletionAgainstGet() {
            for (int key = 1; key < 4; key++) {
                store.insert(new StressRow(key, key));
            }
        }

        @Actor
        public void writer() {
            store.take(1);
        }

        @Actor
        public void reader(L_Result r) {
            r.r1 = seen(store, 3);
        }
    }
}
