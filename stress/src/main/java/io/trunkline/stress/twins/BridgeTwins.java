package io.trunkline.stress.twins;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.J_Result;

import java.util.concurrent.atomic.AtomicLong;

/// Twins of `BridgeStress`, in small.
public final class BridgeTwins {
    private BridgeTwins() {}

    /// The process looks before it says that it sleeps, and not afterwards.
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "The process sleeps, and the event waits.")
    @State
    public static class LooksBeforeItSleeps {
        private volatile int event;
        private volatile boolean awake = true;
        private boolean wokenUp;
        private boolean seen;

        @Actor
        public void publisher() {
            event = 1;
            wokenUp = !awake;
        }

        @Actor
        public void process() {
            seen = event == 1;
            awake = false;
        }

        @Arbiter
        public void verdict(I_Result r) {
            r.r1 = seen || wokenUp ? 1 : 0;
        }
    }

    /// What is sent is taken off in two steps.
    @JCStressTest
    @Outcome(id = "6", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "Demand was lost or invented.")
    @State
    public static class SendsInTwoSteps {
        private final AtomicLong open = new AtomicLong(5);

        @Actor
        public void subscriber() {
            open.addAndGet(3);
        }

        @Actor
        public void process() {
            open.set(open.get() - 2);
        }

        @Arbiter
        public void verdict(J_Result r) {
            r.r1 = open.get();
        }
    }

    /// Whether it was cancelled is looked at in another step than what was sent is taken off.
    @JCStressTest
    @Outcome(id = "-1", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "Cancelled, and open again.")
    @State
    public static class SendsOverCancel {
        private final AtomicLong word = new AtomicLong(5);

        @Actor
        public void subscriber() {
            word.set(-1);
        }

        @Actor
        public void process() {
            if (word.get() >= 0) {
                word.set(3);
            }
        }

        @Arbiter
        public void verdict(J_Result r) {
            r.r1 = word.get();
        }
    }
}
