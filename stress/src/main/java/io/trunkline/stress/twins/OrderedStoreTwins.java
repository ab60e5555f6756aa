package io.trunkline.stress.twins;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/// Twins of `OrderedStoreStress`.
public final class OrderedStoreTwins {
    private OrderedStoreTwins() {}

    /// A leaf of numbers under a version word, as in `Leaf`.
    private static final class Leaf {
        final AtomicLong version = new AtomicLong();
        final int[] rows;
        volatile int count;

        Leaf(int capacity, int... rows) {
            this.rows = Arrays.copyOf(rows, capacity);
            this.count = rows.length;
        }

        void lock() {
            long seen;
            do {
                seen = version.get();
            } while ((seen & 1) != 0 || !version.compareAndSet(seen, seen + 1));
        }

        void unlock() {
            version.setRelease(version.getPlain() + 1);
        }

        boolean contains(int row) {
            for (int i = 0; i < count; i++) {
                if (rows[i] == row) {
                    return true;
                }
            }
            return false;
        }

        void remove(int index) {
            int last = count - 1;
            System.arraycopy(rows, index + 1, rows, index, last - index);
            count = last;
        }
    }

    /// Twin of `MoveAgainstGet`: the reader does not look at the version again.
    @JCStressTest
    @Outcome(id = "true", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "A row that was there throughout was missed.")
    @State
    public static class GetWithoutValidation {
        private final Leaf leaf = new Leaf(8, 1, 2, 3, 4, 5, 6, 7, 8);

        @Actor
        public void writer() {
            leaf.lock();
            leaf.remove(0);
            leaf.unlock();
        }

        @Actor
        public void reader(L_Result r) {
            r.r1 = leaf.contains(8);
        }
    }

    /// Twin of `InsertAllAgainstTwoGets`: leaf by leaf, each unlocked before the next is locked.
    @JCStressTest
    @Outcome(id = "in order", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "The second get is older than the first.")
    @State
    public static class InsertAllLeafByLeaf {
        private volatile int first;
        private volatile int second;

        @Actor
        public void writer() {
            first = 1;
            second = 1;
        }

        @Actor
        public void reader(L_Result r) {
            int earlier = first;
            int later = second;
            r.r1 = later < earlier ? "first=1, second=0" : "in order";
        }
    }

    /// Twin of `SplitAgainstGet`: the new leaf is published after the old one was cut.
    @JCStressTest
    @Outcome(id = "true", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "A row that was there throughout was missed.")
    @State
    public static class SplitCutsFirst {
        private final Leaf left = new Leaf(4, 1, 2, 3, 4);
        private volatile Leaf right = left;

        @Actor
        public void writer() {
            left.lock();
            left.count = 2;
            left.unlock();
            right = new Leaf(4, 3, 4);
        }

        @Actor
        public void reader(L_Result r) {
            Leaf leaf;
            long seen;
            boolean there;
            do {
                leaf = right;
                seen = leaf.version.get();
                there = leaf.contains(4);
            } while ((seen & 1) != 0 || leaf.version.get() != seen);
            r.r1 = there;
        }
    }

    /// Twin of `MergeAgainstGet`: the leaf that took the rows over is not made known, and the one
    /// that had them is emptied but not retired.
    @JCStressTest
    @Outcome(id = "true", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "A row that was there throughout was missed.")
    @State
    public static class MergeWithoutRetirement {
        private final Leaf left = new Leaf(4, 1, 2);
        private final Leaf right = new Leaf(4, 3, 4);
        private volatile Leaf ofFour = right;

        @Actor
        public void writer() {
            left.lock();
            right.lock();
            left.rows[2] = 3;
            left.rows[3] = 4;
            left.count = 4;
            ofFour = left;
            right.count = 0;
            right.unlock();
            left.unlock();
        }

        @Actor
        public void reader(L_Result r) {
            Leaf leaf = ofFour;
            long seen;
            boolean there;
            do {
                seen = leaf.version.get();
                there = leaf.contains(4);
            } while ((seen & 1) != 0 || leaf.version.get() != seen);
            r.r1 = there;
        }
    }

    /// Twin of `TakeAgainstTake`: who found the row before locking does not look again.
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "Taken twice.")
    @State
    public static class TakeWithoutSecondLook {
        private final Leaf leaf = new Leaf(4, 1);
        private int taken1;
        private int taken2;

        @Actor
        public void taker1() {
            taken1 = take();
        }

        @Actor
        public void taker2() {
            taken2 = take();
        }

        @Arbiter
        public void verdict(L_Result r) {
            r.r1 = taken1 + taken2;
        }

        private int take() {
            if (!leaf.contains(1)) {
                return 0;
            }
            leaf.lock();
            leaf.count = 0;
            leaf.unlock();
            return 1;
        }
    }

    /// Twin of `ReplaceAgainstReplace`: a look and a store.
    @JCStressTest
    @Outcome(id = "one", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "Both think that they replaced the row.")
    @State
    public static class ReplaceByStore {
        private volatile int row;
        private boolean replaced1;
        private boolean replaced2;

        @Actor
        public void writer1() {
            replaced1 = replace(1);
        }

        @Actor
        public void writer2() {
            replaced2 = replace(2);
        }

        @Arbiter
        public void verdict(L_Result r) {
            r.r1 = replaced1 ^ replaced2 ? "one" : replaced1 + ", " + replaced2;
        }

        private boolean replace(int next) {
            if (row != 0) {
                return false;
            }
            row = next;
            return true;
        }
    }
}
