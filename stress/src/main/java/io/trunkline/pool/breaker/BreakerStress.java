package io.trunkline.pool.breaker;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

import java.time.Duration;

/// The transitions of a breaker, in the states where they race. Outcomes name the state and how
/// many changes there were.
public final class BreakerStress {
    private BreakerStress() {}

    /// A breaker whose time a test moves by hand.
    static class Stand {
        volatile long now;
        final CircuitBreaker breaker;

        Stand(int failures, int probes) {
            breaker =
                    CircuitBreaker.named("stress")
                            .failures(failures)
                            .openFor(Duration.ofNanos(10))
                            .probes(probes)
                            .probeLease(Duration.ofNanos(10))
                            .clock(() -> now)
                            .build();
        }

        /// Opens it and lets its time pass.
        void openAndWait() {
            breaker.transitionTo(CircuitState.OPEN);
            now = 10;
        }

        String verdict() {
            CircuitSnapshot end = breaker.snapshot();
            return end.state() + " " + end.generation();
        }
    }

    /// B1: two failures, either of which is one too many, open it once.
    @JCStressTest
    @Outcome(id = "OPEN 1", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "Opened twice, or not.")
    @State
    public static class ExactlyOneOpens extends Stand {
        private final Permit first = breaker.tryAcquire();
        private final Permit second = breaker.tryAcquire();

        public ExactlyOneOpens() {
            super(1, 1);
        }

        @Actor
        public void one() {
            first.onFailure(0);
        }

        @Actor
        public void other() {
            second.onFailure(0);
        }

        @Arbiter
        public void verdict(L_Result r) {
            r.r1 = verdict();
        }
    }

    /// B1: no failure is lost on the way to the limit.
    @JCStressTest
    @Outcome(id = "OPEN 1", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "A failure was not counted.")
    @State
    public static class BothFailuresCount extends Stand {
        private final Permit permit = breaker.tryAcquire();

        public BothFailuresCount() {
            super(2, 1);
        }

        @Actor
        public void one() {
            permit.onFailure(0);
        }

        @Actor
        public void other() {
            permit.onFailure(0);
        }

        @Arbiter
        public void verdict(L_Result r) {
            r.r1 = verdict();
        }
    }

    /// B3: when the time is up, one of two callers gets the probe.
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "None, or more probes than permitted.")
    @State
    public static class OneProbe extends Stand {
        private int first;
        private int second;

        public OneProbe() {
            super(1, 1);
            openAndWait();
        }

        @Actor
        public void one() {
            first = breaker.tryAcquire() == null ? 0 : 1;
        }

        @Actor
        public void other() {
            second = breaker.tryAcquire() == null ? 0 : 1;
        }

        @Arbiter
        public void verdict(L_Result r) {
            r.r1 = first + second;
        }
    }

    /// B2: a call that began before it opened ends while a probe does; only the probe counts.
    @JCStressTest
    @Outcome(id = "CLOSED 3 0", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "A late failure counted.")
    @State
    public static class LateFailureAgainstProbe extends Stand {
        private final Permit late = breaker.tryAcquire();
        private final Permit probe;

        public LateFailureAgainstProbe() {
            super(1, 1);
            openAndWait();
            probe = breaker.tryAcquire();
        }

        @Actor
        public void late() {
            late.onFailure(0);
        }

        @Actor
        public void probe() {
            probe.onSuccess(0);
        }

        @Arbiter
        public void verdict(L_Result r) {
            r.r1 = verdict() + " " + breaker.snapshot().recent().failed();
        }
    }

    /// B4: the lease of a probe is over and another call asks for its place, while it ends: it
    /// decides, or the other one does.
    @JCStressTest
    @Outcome(id = "ended", expect = ACCEPTABLE)
    @Outcome(id = "taken over", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "Both, or neither.")
    @State
    public static class ExpiryAgainstCompletion extends Stand {
        private final Permit expired;
        private Permit next;

        public ExpiryAgainstCompletion() {
            super(1, 1);
            openAndWait();
            expired = breaker.tryAcquire();
            now = 20;
        }

        @Actor
        public void probe() {
            expired.onFailure(0);
        }

        @Actor
        public void caller() {
            next = breaker.tryAcquire();
        }

        @Arbiter
        public void verdict(L_Result r) {
            CircuitSnapshot end = breaker.snapshot();
            if (end.state() == CircuitState.OPEN && end.late() == 0 && next == null) {
                r.r1 = "ended";
            } else if (end.state() == CircuitState.HALF_OPEN && end.late() == 1 && next != null) {
                r.r1 = "taken over";
            } else {
                r.r1 = end + " " + next;
            }
        }
    }

    /// B4: the last two probes end at once: one of them sees both.
    @JCStressTest
    @Outcome(id = "CLOSED 3", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "Stuck half-open.")
    @State
    public static class LastProbesEndTogether extends Stand {
        private final Permit first;
        private final Permit second;

        public LastProbesEndTogether() {
            super(1, 2);
            openAndWait();
            first = breaker.tryAcquire();
            second = breaker.tryAcquire();
        }

        @Actor
        public void one() {
            first.onSuccess(0);
        }

        @Actor
        public void other() {
            second.onSuccess(0);
        }

        @Arbiter
        public void verdict(L_Result r) {
            r.r1 = verdict();
        }
    }

    /// B5: a window of one call that one thread takes out before the other has added it.
    @JCStressTest
    @Outcome(id = "0", expect = ACCEPTABLE)
    @Outcome(id = "1", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "Counted wrong, for good.")
    @State
    public static class CountsOfOneSlot {
        private final CountWindow window =
                new CountWindow(1, new Limits(Integer.MAX_VALUE, 100, 100, 1));

        public CountsOfOneSlot() {
            window.bad(io.trunkline.pool.breaker.Outcome.SLOW);
        }

        @Actor
        public void good() {
            window.good();
        }

        @Actor
        public void bad() {
            window.bad(io.trunkline.pool.breaker.Outcome.FAILED);
        }

        @Arbiter
        public void verdict(L_Result r) {
            CircuitSnapshot.Recent end = window.recent();
            r.r1 = end.calls() == 1 && end.slow() == 0 ? end.failed() : end.toString();
        }
    }
}
