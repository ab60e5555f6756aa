package io.trunkline.stress.twins;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/// Twins of `WakeUpStress`.
public final class WakeUpTwins {
    private WakeUpTwins() {}

    /// The turn goes idle without looking again.
    @JCStressTest
    @Outcome(id = "first -> second", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "Lost wake-up.")
    @State
    public static class NoSecondLook {
        private final Model process =
                new Model() {
                    @Override
                    boolean looksAgain() {
                        return false;
                    }
                };

        public NoSecondLook() {
            process.send("first");
        }

        @Actor
        public void runner() {
            process.turn();
        }

        @Actor
        public void sender() {
            process.send("second");
        }

        @Arbiter
        public void rest(L_Result r) {
            r.r1 = process.settle();
        }
    }

    /// The phase becomes IDLE by a release store, which the look at the mailbox may overtake.
    @JCStressTest
    @Outcome(id = "first -> second", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "Lost wake-up.")
    @State
    public static class IdleNotOrdered {
        private final Model process =
                new Model() {
                    @Override
                    void goIdle() {
                        stateRelease(IDLE);
                    }
                };

        public IdleNotOrdered() {
            process.send("first");
        }

        @Actor
        public void runner() {
            process.turn();
        }

        @Actor
        public void sender() {
            process.send("second");
        }

        @Arbiter
        public void rest(L_Result r) {
            r.r1 = process.settle();
        }
    }

    /// A caller that ran the handler does not look what came meanwhile.
    @JCStressTest
    @Outcome(id = "call -> message", expect = ACCEPTABLE)
    @Outcome(id = "message -> call", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "Lost wake-up.")
    @State
    public static class CallerLooksNotAgain {
        private final Model process =
                new Model() {
                    @Override
                    void endCallersRun() {
                        cas(HANDLING, IDLE);
                    }
                };

        @Actor
        public void caller() {
            process.call("call");
        }

        @Actor
        public void sender() {
            process.send("message");
        }

        @Arbiter
        public void rest(L_Result r) {
            r.r1 = process.settle();
        }
    }

    /// The caller looks for its reply and then says that it waits.
    @JCStressTest
    @Outcome(id = "answered", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "The caller slept although it was answered.")
    @State
    public static class WaitsTooLate {
        private volatile Object outcome;
        private volatile boolean waiting;
        private boolean slept;
        private boolean woken;

        @Actor
        public void server() {
            outcome = 1;
            woken = waiting;
        }

        @Actor
        public void caller() {
            slept = outcome == null;
            waiting = true;
        }

        @Arbiter
        public void verdict(L_Result r) {
            r.r1 = slept && !woken ? "overslept" : "answered";
        }
    }
}
