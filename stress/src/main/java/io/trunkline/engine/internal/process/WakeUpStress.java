package io.trunkline.engine.internal.process;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// C3: a message never waits in the mailbox of a process that sleeps.
public final class WakeUpStress {
    private WakeUpStress() {}

    /// The turn looks once more after it went idle.
    @JCStressTest
    @Outcome(id = "first -> second", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "The second is left behind, or was handled out of turn.")
    @State
    public static class SendAgainstEndOfTurn {
        private final Trace trace = new Trace();
        private final ScheduledProcess process = Stand.process(new Recorder(trace));

        public SendAgainstEndOfTurn() {
            Stand.send(process, "first");
        }

        @Actor
        public void runner() {
            Stand.turn(process);
        }

        @Actor
        public void sender() {
            Stand.send(process, "second");
        }

        @Arbiter
        public void rest(L_Result r) {
            String left = Stand.settle(process);
            r.r1 = trace + left;
            Stand.end(process);
        }
    }

    /// So does a caller that ran the handler.
    @JCStressTest
    @Outcome(id = "call -> message", expect = ACCEPTABLE)
    @Outcome(id = "message -> call", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "The message or the call is left behind.")
    @State
    public static class SendAgainstEndOfCallersRun {
        private final Trace trace = new Trace();
        private final ScheduledProcess process = Stand.process(new Recorder(trace));
        private final PendingCall call = new PendingCall("call", process);

        @Actor
        public void caller() {
            Stand.call(process, call);
        }

        @Actor
        public void sender() {
            Stand.send(process, "message");
        }

        @Arbiter
        public void rest(L_Result r) {
            String left = Stand.settle(process);
            r.r1 = trace + left + (call.isDone() ? "" : ", unanswered");
            Stand.end(process);
        }
    }

    /// So does the thread of a process that receives.
    @JCStressTest
    @Outcome(id = "send -> receive", expect = ACCEPTABLE)
    @Outcome(id = "time is up -> send", expect = ACCEPTABLE, desc = "The next receive gets it.")
    @Outcome(expect = FORBIDDEN, desc = "No receive gets it.")
    @State
    public static class SendAgainstReceive {
        private final ThreadedProcess process = Stand.receiver();
        private Object received;

        @Actor
        public void receiver() {
            received = receiveNow();
        }

        @Actor
        public void sender() {
            Stand.send(process, "message");
        }

        @Arbiter
        public void rest(L_Result r) {
            if (received != null) {
                r.r1 = "send -> receive";
            } else {
                r.r1 = receiveNow() == null ? "lost" : "time is up -> send";
            }
            Stand.end(process);
        }

        private Object receiveNow() {
            return process.receive(Duration.ZERO, Context.current());
        }
    }

    /// A caller that waits is woken by the reply: it says that it waits before it looks again.
    @JCStressTest
    @Outcome(id = "answered", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "The caller slept although it was answered.")
    @State
    public static class ReplyAgainstWait {
        private static final long LONG = 1_000_000_000;

        private final PendingCall call = new PendingCall("call", Stand.HOME.root);

        @Actor
        public void server() {
            call.reply(1);
        }

        @Actor
        public void caller(L_Result r) {
            long since = System.nanoTime();
            while (!call.isMet() && System.nanoTime() - since < LONG) {
                call.waiter(Thread.currentThread());
                if (!call.isMet()) {
                    LockSupport.parkNanos(call, LONG);
                }
                call.waiter(null);
            }
            r.r1 = System.nanoTime() - since < LONG ? "answered" : "overslept";
        }
    }

    /// The thread of a pinned process looks once more after it has said that it will park.
    @JCStressTest
    @Outcome(id = "awake", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "It parks beside a message.")
    @State
    public static class SendAgainstPark {
        private final PinnedProcess process = Stand.pinned();
        private boolean parks;

        @Actor
        public void pinned() {
            parks = process.fallAsleep();
        }

        @Actor
        public void sender() {
            Stand.send(process, "message");
        }

        @Arbiter
        public void rest(L_Result r) {
            // who is asleep was woken if it is SCHEDULED now
            r.r1 = process.phase() == ProcessCell.SCHEDULED ? "awake" : "asleep, parks=" + parks;
            Stand.end(process);
        }
    }
}
