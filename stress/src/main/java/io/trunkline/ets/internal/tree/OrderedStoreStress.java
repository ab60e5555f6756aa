package io.trunkline.ets.internal.tree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.trunkline.ets.internal.store.KeyRange;
import io.trunkline.ets.internal.store.RowBuffer;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

import java.util.List;

/// What `docs/design/ets-tree.md` promises of the real tree: rows published whole, batches seen
/// whole, no row missed while leaves are split and merged, each row taken once.
public final class OrderedStoreStress {
    private OrderedStoreStress() {}

    /// A tree with leaves of four rows and the keys 1 to `count`.
    static OrderedStore tree(int count) {
        OrderedStore store = new OrderedStore(Entry.KEYS, Entry.TYPE, null, 4);
        for (int key = 1; key <= count; key++) {
            store.insert(new Entry(key, 1));
        }
        return store;
    }

    static int content(Object row) {
        return row == null ? -1 : ((Entry) row).content;
    }

    /// `Leaf.rows`, `prefixes`, `count`: an insert publishes the row and all in it.
    @JCStressTest
    @Outcome(id = "get -> insert", expect = ACCEPTABLE)
    @Outcome(id = "insert -> get", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "A row without its content.")
    @State
    public static class InsertAgainstGet {
        private final OrderedStore store = tree(2);

        @Actor
        public void writer() {
            store.insert(new Entry(3, 7));
        }

        @Actor
        public void reader(L_Result r) {
            int content = content(store.get(3));
            r.r1 =
                    content == -1
                            ? "get -> insert"
                            : content == 7 ? "insert -> get" : "content=" + content;
        }
    }

    /// `Leaf.version`: rows that move aside for another are not missed, and none is taken for
    /// another.
    @JCStressTest
    @Outcome(id = "there", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "A row that was there throughout was missed.")
    @State
    public static class MoveAgainstGet {
        private final OrderedStore store = tree(3);

        @Actor
        public void writer() {
            store.insert(new Entry(0, 1));
            store.take(1);
        }

        @Actor
        public void reader(L_Result r) {
            r.r1 = content(store.get(2)) == 1 && content(store.get(3)) == 1 ? "there" : "missed";
        }
    }

    /// Two rows in two leaves come together.
    @JCStressTest
    @Outcome(id = "gets -> insertAll", expect = ACCEPTABLE)
    @Outcome(id = "get -> insertAll -> get", expect = ACCEPTABLE)
    @Outcome(id = "insertAll -> gets", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "The second get is older than the first.")
    @State
    public static class InsertAllAgainstTwoGets {
        private final OrderedStore store = tree(8);

        @Actor
        public void writer() {
            store.insertAll(List.of(new Entry(1, 2), new Entry(8, 2)));
        }

        @Actor
        public void reader(L_Result r) {
            int first = content(store.get(8));
            int second = content(store.get(1));
            r.r1 = order(first, second);
        }
    }

    /// The same, read in the order of the leaves.
    @JCStressTest
    @Outcome(id = "gets -> insertAll", expect = ACCEPTABLE)
    @Outcome(id = "get -> insertAll -> get", expect = ACCEPTABLE)
    @Outcome(id = "insertAll -> gets", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "The second get is older than the first.")
    @State
    public static class InsertAllAgainstTwoGetsInOrder {
        private final OrderedStore store = tree(8);

        @Actor
        public void writer() {
            store.insertAll(List.of(new Entry(1, 2), new Entry(8, 2)));
        }

        @Actor
        public void reader(L_Result r) {
            int first = content(store.get(1));
            int second = content(store.get(8));
            r.r1 = order(first, second);
        }
    }

    private static String order(int first, int second) {
        return switch (first * 10 + second) {
            case 11 -> "gets -> insertAll";
            case 12 -> "get -> insertAll -> get";
            case 22 -> "insertAll -> gets";
            default -> "first=" + first + ", second=" + second;
        };
    }

    /// `Inner.children`, `Shape.root`: a leaf that is split hides nothing.
    @JCStressTest
    @Outcome(id = "there", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "A row that was there throughout was missed.")
    @State
    public static class SplitAgainstGet {
        private final OrderedStore store = tree(4);

        @Actor
        public void writer() {
            store.insert(new Entry(0, 1));
        }

        @Actor
        public void reader(L_Result r) {
            r.r1 = content(store.get(4)) == 1 && content(store.get(1)) == 1 ? "there" : "missed";
        }
    }

    /// A walk goes on from leaf to leaf while they are split.
    @JCStressTest
    @Outcome(id = "all, in order", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "A row was missed or met twice.")
    @State
    public static class SplitAgainstWalk {
        private final OrderedStore store = tree(9);

        @Actor
        public void writer() {
            store.insertAll(List.of(new Entry(-2, 0), new Entry(-1, 0), new Entry(0, 0)));
        }

        @Actor
        public void reader(L_Result r) {
            RowBuffer rows = new RowBuffer();
            store.cursor(KeyRange.ALL, false).fill(rows, 100);
            int next = 1;
            boolean inOrder = true;
            for (Object row : rows) {
                Entry entry = (Entry) row;
                inOrder &= entry.content == 0 || entry.key == next++;
            }
            r.r1 = inOrder && next == 10 ? "all, in order" : "next=" + next;
        }
    }

    /// A leaf that goes hides nothing of its neighbour.
    @JCStressTest
    @Outcome(id = "there", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "A row that was there throughout was missed.")
    @State
    public static class MergeAgainstGet {
        private final OrderedStore store = tree(5);

        @Actor
        public void writer() {
            store.take(5); // the only row of the last leaf
        }

        @Actor
        public void reader(L_Result r) {
            r.r1 = content(store.get(4)) == 1 && content(store.get(1)) == 1 ? "there" : "missed";
        }
    }

    /// Everything goes in one step.
    @JCStressTest
    @Outcome(id = "gets -> clear", expect = ACCEPTABLE)
    @Outcome(id = "get -> clear -> get", expect = ACCEPTABLE)
    @Outcome(id = "clear -> gets", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "A row came back.")
    @State
    public static class ClearAgainstTwoGets {
        private final OrderedStore store = tree(8);

        @Actor
        public void writer() {
            store.clear();
        }

        @Actor
        public void reader(L_Result r) {
            boolean first = store.contains(1);
            boolean second = store.contains(8);
            if (first) {
                r.r1 = second ? "gets -> clear" : "get -> clear -> get";
            } else {
                r.r1 = second ? "a part is cleared" : "clear -> gets";
            }
        }
    }

    /// One of two takes gets the row.
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "Lost, or taken twice.")
    @State
    public static class TakeAgainstTake {
        private final OrderedStore store = tree(5);
        private int taken1;
        private int taken2;

        @Actor
        public void taker1() {
            taken1 = store.take(5).size();
        }

        @Actor
        public void taker2() {
            taken2 = store.take(5).size();
        }

        @Arbiter
        public void verdict(L_Result r) {
            r.r1 = taken1 + taken2;
        }
    }

    /// One of two replacements of the same row succeeds, and it is the one that stays.
    @JCStressTest
    @Outcome(id = "one", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "Both, none, or not the one that stayed.")
    @State
    public static class ReplaceAgainstReplace {
        private final OrderedStore store = tree(3);
        private final Object old = store.get(2);
        private boolean replaced1;
        private boolean replaced2;

        @Actor
        public void writer1() {
            replaced1 = store.replace(old, new Entry(2, 11));
        }

        @Actor
        public void writer2() {
            replaced2 = store.replace(old, new Entry(2, 12));
        }

        @Arbiter
        public void verdict(L_Result r) {
            int stayed = content(store.get(2));
            boolean one = replaced1 ? !replaced2 && stayed == 11 : replaced2 && stayed == 12;
            r.r1 = one ? "one" : replaced1 + ", " + replaced2 + ", " + stayed;
        }
    }
}
