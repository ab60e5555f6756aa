package io.trunkline.pool.flow;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.J_Result;

/// What races in a bridge: requests and cancellation against the process that sends, events against
/// the process that takes them, and both against its sleep.
public final class BridgeStress {
    private BridgeStress() {}

    /// An event is seen before the process sleeps, or the process is woken.
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "The process sleeps, and the event waits.")
    @State
    public static class EventAgainstSleep {
        private final EventRing<Integer> ring = new EventRing<>(2);
        private final Waker waker = new Waker();
        private int wokenUp;
        private boolean seen;

        public EventAgainstSleep() {
            waker.sends(() -> wokenUp = 1);
        }

        @Actor
        public void publisher() {
            ring.offer(1);
            waker.wake();
        }

        @Actor
        public void process() {
            waker.sleep();
            seen = !ring.isEmpty();
        }

        @Arbiter
        public void verdict(I_Result r) {
            r.r1 = seen || wokenUp == 1 ? 1 : 0;
        }
    }

    /// The same for a request.
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "The process sleeps, and the request waits.")
    @State
    public static class RequestAgainstSleep {
        private final Waker waker = new Waker();
        private final Requests requests = new Requests(waker);
        private int wokenUp;
        private boolean seen;

        public RequestAgainstSleep() {
            waker.sends(() -> wokenUp = 1);
        }

        @Actor
        public void subscriber() {
            requests.request(1);
        }

        @Actor
        public void process() {
            waker.sleep();
            seen = requests.open() > 0;
        }

        @Arbiter
        public void verdict(I_Result r) {
            r.r1 = seen || wokenUp == 1 ? 1 : 0;
        }
    }

    /// Who finds an event finds what was written to it.
    @JCStressTest
    @Outcome(
            id = {"0", "1"},
            expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "An event that was not written yet.")
    @State
    public static class OfferAgainstPoll {
        private final EventRing<int[]> ring = new EventRing<>(2);

        @Actor
        public void publisher() {
            int[] event = new int[1];
            event[0] = 1;
            ring.offer(event);
        }

        @Actor
        public void process(I_Result r) {
            int[] event = ring.poll();
            r.r1 = event == null ? 0 : event[0] == 1 ? 1 : -1;
        }
    }

    /// Five are open: three more are requested while two are sent.
    @JCStressTest
    @Outcome(id = "6", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "Demand was lost or invented.")
    @State
    public static class RequestAgainstSent {
        private final Requests requests = new Requests(new Waker());

        public RequestAgainstSent() {
            requests.request(5);
        }

        @Actor
        public void subscriber() {
            requests.request(3);
        }

        @Actor
        public void process() {
            requests.sent(2);
        }

        @Arbiter
        public void verdict(J_Result r) {
            r.r1 = requests.open();
        }
    }

    /// A cancellation stands, whatever is requested and sent meanwhile.
    @JCStressTest
    @Outcome(id = "0", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "Cancelled, and open again.")
    @State
    public static class CancelAgainstSent {
        private final Requests requests = new Requests(new Waker());

        public CancelAgainstSent() {
            requests.request(5);
        }

        @Actor
        public void subscriber() {
            requests.cancel();
        }

        @Actor
        public void process() {
            requests.sent(2);
            requests.request(3);
        }

        @Arbiter
        public void verdict(J_Result r) {
            r.r1 = requests.isCancelled() ? requests.open() : -1;
        }
    }
}
