package io.trunkline.stress.twins;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

import java.util.concurrent.atomic.AtomicLong;

/// Twins of `RateStress`, in small.
public final class RateTwins {
    private RateTwins() {}

    /// The clock is looked at, and moved in another step.
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "More permits than there are.")
    @State
    public static class TakesInTwoSteps {
        private final AtomicLong full = new AtomicLong();
        private int one;
        private int other;

        @Actor
        public void one() {
            one = take();
        }

        @Actor
        public void other() {
            other = take();
        }

        @Arbiter
        public void verdict(I_Result r) {
            r.r1 = one + other;
        }

        private int take() {
            if (full.get() > 0) {
                return 0;
            }
            full.addAndGet(10);
            return 1;
        }
    }

    /// The clock is put out of use whatever it says by then.
    @JCStressTest
    @Outcome(
            id = {"1, 0", "0, 1"},
            expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "A permit that nobody knows of.")
    @State
    public static class RetiresWithoutComparing {
        private final AtomicLong full = new AtomicLong();

        @Actor
        public void take(II_Result r) {
            r.r1 = full.compareAndSet(0, 10) ? 1 : 0;
        }

        @Actor
        public void retire(II_Result r) {
            if (full.get() == 0) {
                full.set(-1);
                r.r2 = 1;
            }
        }
    }
}
