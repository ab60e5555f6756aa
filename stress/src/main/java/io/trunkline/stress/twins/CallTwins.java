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

/// Twins of `CallStress`.
public final class CallTwins {
    private CallTwins() {}

    /// A call with its place on the server's list, as in `PendingCall`; the twins leave steps out.
    private static class Call {
        final AtomicInteger endings = new AtomicInteger();
        private volatile Object outcome;
        private volatile boolean tracked;
        private volatile boolean closed;

        final void endByStore(Object how) {
            if (outcome == null) {
                outcome = how;
                endings.incrementAndGet();
                untrack();
            }
        }

        final synchronized void trackWithoutSecondLook() {
            tracked = true;
        }

        /// @return whether the burial finds the call
        final boolean close() {
            closed = true;
            return tracked;
        }

        private void untrack() {
            if (tracked) {
                tracked = false;
            }
        }
    }

    /// The outcome is set by a look and a store.
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "Ended twice.")
    @State
    public static class EndsByStore {
        private final Call call = new Call();

        @Actor
        public void server() {
            call.endByStore("reply");
        }

        @Actor
        public void caller() {
            call.endByStore("abandoned");
        }

        @Arbiter
        public void verdict(L_Result r) {
            r.r1 = call.endings.get();
        }
    }

    /// The server does not ask whether the call was answered while it put it on its list.
    @JCStressTest
    @Outcome(id = "forgotten", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "Kept on the list although it is answered.")
    @State
    public static class TracksWithoutSecondLook {
        private final Call call = new Call();

        @Actor
        public void server() {
            call.trackWithoutSecondLook();
        }

        @Actor
        public void helper() {
            call.endByStore("reply");
        }

        @Arbiter
        public void verdict(L_Result r) {
            r.r1 = call.tracked ? "kept" : "forgotten";
        }
    }

    /// The server asks whether it is dead before it puts the call on its list, without the lock.
    @JCStressTest
    @Outcome(id = "failed", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "Stuck: neither the burial nor the server failed it.")
    @State
    public static class TracksWithoutLock {
        private final Call call = new Call();
        private boolean failedByServer;
        private boolean failedByKiller;

        @Actor
        public void server() {
            failedByServer = call.closed;
            if (!failedByServer) {
                call.trackWithoutSecondLook();
            }
        }

        @Actor
        public void killer() {
            failedByKiller = call.close();
        }

        @Arbiter
        public void verdict(L_Result r) {
            r.r1 = failedByServer || failedByKiller ? "failed" : "stuck";
        }
    }
}
