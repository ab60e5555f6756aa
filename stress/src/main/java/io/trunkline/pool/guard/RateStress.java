package io.trunkline.pool.guard;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;
import org.openjdk.jcstress.infra.results.J_Result;

/// The bounds of rate limiters: no more permits than there are, no two at the same time, and none
/// from a clock that is out of use.
public final class RateStress {
    private RateStress() {}

    private static final long INTERVAL = 10;

    /// A burst of two and four who ask: two get a permit.
    @JCStressTest
    @Outcome(id = "2", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "More permits than the burst, or fewer.")
    @State
    public static class NoMoreThanTheBurst {
        private final TokenClock tokens = new TokenClock();
        private long one;
        private long other;

        @Actor
        public void one() {
            one = taken(tokens) + taken(tokens);
        }

        @Actor
        public void other() {
            other = taken(tokens) + taken(tokens);
        }

        @Arbiter
        public void verdict(J_Result r) {
            r.r1 = one + other;
        }

        private static long taken(TokenClock tokens) {
            return tokens.take(0, INTERVAL, INTERVAL, 0) == 0 ? 1 : 0;
        }
    }

    /// A permit each, in advance: they wait for times one interval apart.
    @JCStressTest
    @Outcome(
            id = {"10, 20", "20, 10"},
            expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "Two permits at one time, or one is lost.")
    @State
    public static class NoTwoAtOneTime {
        private final TokenClock tokens = new TokenClock();

        public NoTwoAtOneTime() {
            tokens.take(0, INTERVAL, 0, 0);
        }

        @Actor
        public void one(JJ_Result r) {
            r.r1 = tokens.take(0, INTERVAL, 0, Long.MAX_VALUE / 4);
        }

        @Actor
        public void other(JJ_Result r) {
            r.r2 = tokens.take(0, INTERVAL, 0, Long.MAX_VALUE / 4);
        }
    }

    /// A clock is put out of use, or gives a permit, but not both.
    @JCStressTest
    @Outcome(
            id = {"0, 0", "-9223372036854775808, 1"},
            expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "A permit that nobody knows of.")
    @State
    public static class TakeAgainstRetire {
        private final TokenClock tokens = new TokenClock();

        @Actor
        public void take(JJ_Result r) {
            r.r1 = tokens.take(0, INTERVAL, 0, 0);
        }

        @Actor
        public void retire(JJ_Result r) {
            r.r2 = tokens.retire(0) ? 1 : 0;
        }
    }
}
