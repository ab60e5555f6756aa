package io.trunkline.stress.twins;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/// Twins of `RunRightStress`.
public final class RunRightTwins {
    private RunRightTwins() {}

    /// A caller runs its call although there is something in the mailbox.
    @JCStressTest
    @Outcome(id = "first -> message -> call", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "The call overtook the message.")
    @State
    public static class CallerLooksNotBefore {
        private final Model process =
                new Model() {
                    @Override
                    boolean mayRunBefore() {
                        return true;
                    }
                };

        public CallerLooksNotBefore() {
            process.send("first");
        }

        @Actor
        public void caller() {
            process.send("message");
            process.call("call");
        }

        @Actor
        public void runner() {
            process.turn();
        }

        @Arbiter
        public void rest(L_Result r) {
            r.r1 = process.settle();
        }
    }

    /// The run right is taken by a look and a store.
    @JCStressTest
    @Outcome(id = "2", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "Two inside.")
    @State
    public static class TakesByStore {
        private volatile int phase;
        private int handled;
        private int busy;

        @Actor
        public void callerA() {
            run();
        }

        @Actor
        public void callerB() {
            run();
        }

        @Arbiter
        public void verdict(L_Result r) {
            r.r1 = handled + busy;
        }

        private void run() {
            if (phase == Model.IDLE) {
                phase = Model.POLLING;
                handled++;
                phase = Model.IDLE;
            } else {
                busy++;
            }
        }
    }
}
