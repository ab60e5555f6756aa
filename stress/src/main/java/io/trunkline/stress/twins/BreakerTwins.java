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
import java.util.concurrent.atomic.AtomicReference;

/// Twins of `BreakerStress`, in small.
public final class BreakerTwins {
    private BreakerTwins() {}

    /// The state is looked at, and changed in another step.
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "Opened twice.")
    @State
    public static class OpensInTwoSteps {
        private volatile boolean open;
        private int first;
        private int second;

        @Actor
        public void one() {
            first = open();
        }

        @Actor
        public void other() {
            second = open();
        }

        @Arbiter
        public void verdict(L_Result r) {
            r.r1 = first + second;
        }

        private int open() {
            if (open) {
                return 0;
            }
            open = true;
            return 1;
        }
    }

    /// Failures are counted without an atomic step.
    @JCStressTest
    @Outcome(id = "2", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "A failure was lost.")
    @State
    public static class CountsInTwoSteps {
        private volatile int failures;

        @Actor
        public void one() {
            failures = failures + 1;
        }

        @Actor
        public void other() {
            failures = failures + 1;
        }

        @Arbiter
        public void verdict(L_Result r) {
            r.r1 = failures;
        }
    }

    /// A result goes into the breaker, not into the era of its permit: late ones count.
    @JCStressTest
    @Outcome(id = "0", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "A late failure counted in the new era.")
    @State
    public static class ResultsWithoutEra {
        private volatile AtomicInteger failures = new AtomicInteger();

        @Actor
        public void late() {
            failures.incrementAndGet();
        }

        @Actor
        public void probe() {
            failures = new AtomicInteger();
        }

        @Arbiter
        public void verdict(L_Result r) {
            r.r1 = failures.get();
        }
    }

    /// Who finds the lease over takes the place without asking whether the probe still has it.
    @JCStressTest
    @Outcome(
            id = {"ended", "taken"},
            expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "The probe decided, and another one runs.")
    @State
    public static class TakesOverWithoutAsking {
        private final AtomicReference<String> place = new AtomicReference<>("probe");
        private boolean ended;
        private boolean taken;

        @Actor
        public void probe() {
            ended = place.compareAndSet("probe", "result");
        }

        @Actor
        public void caller() {
            if (place.get().equals("probe")) {
                place.set("next");
                taken = true;
            }
        }

        @Arbiter
        public void verdict(L_Result r) {
            r.r1 = ended && taken ? "both" : ended ? "ended" : "taken";
        }
    }

    /// A probe counts the results first and then puts its own in.
    @JCStressTest
    @Outcome(id = "closed", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "Stuck half-open.")
    @State
    public static class LooksBeforeItEnds {
        private volatile boolean first;
        private volatile boolean second;
        private boolean closedByFirst;
        private boolean closedBySecond;

        @Actor
        public void one() {
            closedByFirst = second;
            first = true;
        }

        @Actor
        public void other() {
            closedBySecond = first;
            second = true;
        }

        @Arbiter
        public void verdict(L_Result r) {
            r.r1 = closedByFirst || closedBySecond ? "closed" : "half-open";
        }
    }
}
