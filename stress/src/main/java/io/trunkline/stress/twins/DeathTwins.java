package io.trunkline.stress.twins;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/// Twins of `DeathStress`.
public final class DeathTwins {
    private DeathTwins() {}

    /// A sender that offered too late relies on the killer.
    @JCStressTest
    @Outcome(id = "2", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "Lost.")
    @State
    public static class LateSenderLeavesIt {
        private final Model process =
                new Model() {
                    @Override
                    void drainLate() {}
                };

        @Actor
        public void sender() {
            process.send("first");
            process.send("second");
        }

        @Actor
        public void killer() {
            process.kill();
        }

        @Arbiter
        public void verdict(L_Result r) {
            r.r1 = process.accounted();
        }
    }

    /// A sender that offered too late does not count itself, but drains while the killer does.
    @JCStressTest
    @Outcome(id = "2", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "Lost, or drained twice.")
    @State
    public static class LateSenderDrainsAtOnce {
        private final Model process =
                new Model() {
                    @Override
                    void drainLate() {
                        drainAll();
                    }

                    @Override
                    int patience() {
                        return 100;
                    }
                };

        @Actor
        public void sender() {
            process.send("first");
            process.send("second");
        }

        @Actor
        public void killer() {
            process.kill();
        }

        @Arbiter
        public void verdict(L_Result r) {
            r.r1 = process.accounted();
        }
    }

    /// A killer strikes in POLLING, and drains while the runner polls.
    @JCStressTest
    @Outcome(id = "2", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "Lost, doubled, or revived.")
    @State
    public static class KillerWaitsForNobody {
        private final Model process =
                new Model() {
                    @Override
                    boolean mustWait(int s) {
                        return false;
                    }

                    @Override
                    int patience() {
                        return 100;
                    }
                };

        public KillerWaitsForNobody() {
            process.send("first");
            process.send("second");
        }

        @Actor
        public void runner() {
            process.turn();
        }

        @Actor
        public void killer() {
            process.kill();
        }

        @Arbiter
        public void verdict(L_Result r) {
            r.r1 = process.accounted();
        }
    }
}
