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

/// Twins of `InterruptStress`.
public final class InterruptTwins {
    private InterruptTwins() {}

    /// A thread that finds its process killed takes the interrupt in without waiting for it.
    @JCStressTest
    @Outcome(id = "undisturbed", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "The thread was interrupted after it had left.")
    @State
    public static class LeavesAtOnce {
        private final AtomicInteger phase = new AtomicInteger(Model.HANDLING);
        private volatile Thread holder;
        private volatile boolean struck;

        @Actor
        public void runner() {
            holder = Thread.currentThread();
            if (!phase.compareAndSet(Model.HANDLING, Model.IDLE)) {
                Thread.interrupted();
            }
            holder = null;
            boolean left = true;
            struck |= left && Thread.interrupted();
        }

        @Actor
        public void killer() {
            Thread thread = holder;
            if (phase.compareAndSet(Model.HANDLING, Model.DEAD) && thread != null) {
                thread.interrupt();
            }
        }

        @Arbiter
        public void verdict(L_Result r) {
            r.r1 = struck ? "struck" : "undisturbed";
        }
    }
}
