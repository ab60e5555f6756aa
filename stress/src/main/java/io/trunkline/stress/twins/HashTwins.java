package io.trunkline.stress.twins;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

import java.util.concurrent.atomic.AtomicInteger;

/// Twins of `HashStoreStress`. A stripe in small: keys in an array, 0 for none, and a version.
public final class HashTwins {
    private HashTwins() {}

    /// The reader does not look at the version a second time.
    @JCStressTest
    @Outcome(id = "true", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "The key was being moved.")
    @State
    public static class DeletionWithoutValidation {
        private volatile int version;
        private final int[] keys = {1, 2, 3};

        @Actor
        public void writer() {
            version = 1;
            keys[2] = 0;
            keys[0] = 2;
            keys[1] = 3;
            version = 2;
        }

        @Actor
        public void reader(L_Result r) {
            if ((version & 1) != 0) {
                r.r1 = true; // it would wait
                return;
            }
            boolean found = false;
            for (int key : keys) {
                found |= key == 3;
            }
            r.r1 = found;
        }
    }

    /// The larger array is there before what is to be in it.
    @JCStressTest
    @Outcome(id = "7", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "A row that is there was not found.")
    @State
    public static class GrowthPublishedEmpty {
        private volatile int[] values = {7};

        @Actor
        public void writer() {
            int[] old = values;
            values = new int[2];
            values[1] = old[0];
        }

        @Actor
        public void reader(L_Result r) {
            int[] now = values;
            r.r1 = now[now.length - 1];
        }
    }

    /// A writer writes into a stripe that was split after it had found it.
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "Lost in the old stripe.")
    @State
    public static class InsertIntoRetired {
        private final AtomicInteger old = new AtomicInteger();
        private volatile AtomicInteger directory = old;

        @Actor
        public void splitter() {
            directory = new AtomicInteger(old.get());
        }

        @Actor
        public void writer() {
            directory.incrementAndGet();
        }

        @Arbiter
        public void verdict(L_Result r) {
            r.r1 = directory.get();
        }
    }

    /// The first row is let go before the second is there.
    @JCStressTest
    @Outcome(
            id = {"0, 0", "0, 1", "1, 1"},
            expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "An insert seen in part.")
    @State
    public static class RowsOneByOne {
        private volatile int first;
        private volatile int second;

        @Actor
        public void writer() {
            first = 1;
            second = 1;
        }

        @Actor
        public void reader(L_Result r) {
            r.r1 = first + ", " + second;
        }
    }

    /// A row is looked at, and taken in another step.
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "Taken twice.")
    @State
    public static class TakeInTwoSteps {
        private volatile int row = 1;
        private int first;
        private int second;

        @Actor
        public void taker1() {
            first = take();
        }

        @Actor
        public void taker2() {
            second = take();
        }

        @Arbiter
        public void verdict(L_Result r) {
            r.r1 = first + second;
        }

        private int take() {
            int taken = row;
            row = 0;
            return taken;
        }
    }

    /// A row is computed without the lock of its key.
    @JCStressTest
    @Outcome(id = "2", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "Lost update.")
    @State
    public static class ComputeWithoutLock {
        private volatile int row;

        @Actor
        public void computer1() {
            row = row + 1;
        }

        @Actor
        public void computer2() {
            row = row + 1;
        }

        @Arbiter
        public void verdict(L_Result r) {
            r.r1 = row;
        }
    }

    /// The place is taken before the row is whole, and the reader looks at what it found.
    @JCStressTest
    @Outcome(
            id = {"-", "1"},
            expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "A row without its content.")
    @State
    public static class InsertBeforeContent {
        private volatile int[] row;

        @Actor
        public void writer() {
            int[] made = new int[1];
            row = made;
            made[0] = 1;
        }

        @Actor
        public void reader(L_Result r) {
            int[] found = row;
            r.r1 = found == null ? "-" : String.valueOf(found[0]);
        }
    }
}
