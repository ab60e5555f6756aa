package io.trunkline.stress.twins;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.L_Result;

import java.util.concurrent.atomic.AtomicInteger;

/// Twins of `ResourceStress`, in small.
public final class ResourceTwins {
    private ResourceTwins() {}

    /// The guard is looked at, and the slot pushed in another step.
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "Pushed behind the guard's back.")
    @State
    public static class PushesInTwoSteps {
        private final AtomicInteger top = new AtomicInteger();
        private volatile boolean guarded;
        private int refused;
        private int taken;

        @Actor
        public void push() {
            if (guarded) {
                refused = 1;
            } else {
                top.set(1);
            }
        }

        @Actor
        public void guard() {
            guarded = true;
            taken = top.getAndSet(0);
        }

        @Arbiter
        public void verdict(L_Result r) {
            r.r1 = refused + taken;
        }
    }

    /// The stack's word has no version: what is beneath the top may have changed.
    @JCStressTest
    @Outcome(id = "3 slots", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "A slot is in two places, or in none.")
    @State
    public static class WordWithoutVersion {
        private final int[] below = {0, 0, 1, 2};
        private final AtomicInteger top = new AtomicInteger(3);
        private int one;
        private int kept;

        @Actor
        public void pop() {
            one = take();
        }

        @Actor
        public void popPopPush() {
            int first = take();
            kept = take();
            int seen;
            do {
                seen = top.get();
                below[first] = seen;
            } while (!top.compareAndSet(seen, first));
        }

        @Arbiter
        public void verdict(L_Result r) {
            int places = bit(one) ^ bit(kept);
            for (int slot = top.get(); slot != 0; slot = below[slot]) {
                places ^= bit(slot);
            }
            r.r1 = Integer.bitCount(places) + " slots";
        }

        private static int bit(int slot) {
            return 1 << slot;
        }

        private int take() {
            int seen;
            int next;
            do {
                seen = top.get();
                next = below[seen];
            } while (!top.compareAndSet(seen, next));
            return seen;
        }
    }

    /// Who has a turn in the ring takes what is in the cell, and waits for nobody.
    @JCStressTest
    @Outcome(
            id = {"1, 0", "0, 1"},
            expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "A turn without a slot.")
    @State
    public static class RingWithoutHandOver {
        private final AtomicInteger count = new AtomicInteger();
        private final AtomicInteger cell = new AtomicInteger();

        @Actor
        public void push() {
            count.incrementAndGet();
            cell.set(1);
        }

        @Actor
        public void pop(II_Result r) {
            if (count.get() == 1 && count.compareAndSet(1, 0)) {
                r.r1 = cell.getAndSet(0);
            }
        }

        @Arbiter
        public void verdict(II_Result r) {
            r.r2 = count.get();
        }
    }

    /// A lease is looked at, and ended in another step.
    @JCStressTest
    @Outcome(
            id = {"1, 0", "0, 1"},
            expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "Given back twice.")
    @State
    public static class EndsInTwoSteps {
        private volatile boolean held = true;

        @Actor
        public void one(II_Result r) {
            r.r1 = end();
        }

        @Actor
        public void other(II_Result r) {
            r.r2 = end();
        }

        private int end() {
            if (!held) {
                return 0;
            }
            held = false;
            return 1;
        }
    }

    /// The lease and the death are written without a fence before the look at the other.
    @JCStressTest
    @Outcome(
            id = {"1, 0", "0, 1", "1, 1"},
            expect = ACCEPTABLE,
            desc = "somebody knows")
    @Outcome(expect = FORBIDDEN, desc = "The resource leaks.")
    @State
    public static class LendsWithoutFence {
        private int lease;
        private int dead;

        @Actor
        public void checkout(II_Result r) {
            lease = 1;
            r.r1 = dead;
        }

        @Actor
        public void death(II_Result r) {
            dead = 1;
            r.r2 = lease;
        }
    }
}
