package io.trunkline.engine.internal.process;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/// C6: a call ends once, and a caller that waits is in one place where a burial finds it.
public final class CallStress {
    private CallStress() {}

    /// The caller gives up while the server replies.
    @JCStressTest
    @Outcome(id = "answered", expect = ACCEPTABLE, desc = "reply -> abandon")
    @Outcome(id = "abandoned", expect = ACCEPTABLE, desc = "abandon -> reply")
    @Outcome(expect = FORBIDDEN, desc = "Ended twice or not at all.")
    @State
    public static class ReplyAgainstAbandon {
        private final CountedCall call = new CountedCall("call", Stand.HOME.root);

        @Actor
        public void server() {
            call.reply(1);
        }

        @Actor
        public void caller() {
            call.abandon();
        }

        @Arbiter
        public void verdict(L_Result r) {
            r.r1 = call.ending();
        }
    }

    /// The first reply counts.
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE)
    @Outcome(id = "2", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "Both counted, or neither.")
    @State
    public static class ReplyAgainstReply {
        private final CountedCall call = new CountedCall("call", Stand.HOME.root);

        @Actor
        public void server() {
            call.reply(1);
        }

        @Actor
        public void helper() {
            call.reply(2);
        }

        @Arbiter
        public void verdict(L_Result r) {
            r.r1 = call.ending().equals("answered") ? call.reply() : call.ending();
        }
    }

    /// A reply while the server puts the call on its list: it is not left there.
    @JCStressTest
    @Outcome(id = "answered", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "Kept on the list although it is answered.")
    @State
    public static class ReplyAgainstTrack {
        private final ScheduledProcess process = Stand.process();
        private final CountedCall call = new CountedCall("call", process);

        @Actor
        public void server() {
            call.track();
        }

        @Actor
        public void helper() {
            call.reply(1);
        }

        @Arbiter
        public void verdict(L_Result r) {
            boolean kept = !process.relations().callers.toList().isEmpty();
            r.r1 = call.ending() + (kept ? ", kept" : "");
            Stand.end(process);
        }
    }

    /// The server dies while it puts the call on its list: the call fails.
    @JCStressTest
    @Outcome(id = "failed", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "Stuck: neither the burial nor the server failed it.")
    @State
    public static class ExitAgainstTrack {
        private final ScheduledProcess process = Stand.process();
        private final CountedCall call = new CountedCall("call", process);

        @Actor
        public void server() {
            call.track();
        }

        @Actor
        public void killer() {
            Stand.kill(process);
        }

        @Arbiter
        public void verdict(L_Result r) {
            r.r1 = call.ending();
        }
    }

    /// The server dies while a helper answers for it.
    @JCStressTest
    @Outcome(id = "answered", expect = ACCEPTABLE, desc = "reply -> exit")
    @Outcome(id = "failed", expect = ACCEPTABLE, desc = "exit -> reply")
    @Outcome(expect = FORBIDDEN, desc = "Stuck, or ended twice.")
    @State
    public static class ReplyAgainstExit {
        private final ScheduledProcess process = Stand.process();
        private final CountedCall call = new CountedCall("call", process);

        public ReplyAgainstExit() {
            call.track();
        }

        @Actor
        public void helper() {
            call.reply(1);
        }

        @Actor
        public void killer() {
            Stand.kill(process);
        }

        @Arbiter
        public void verdict(L_Result r) {
            r.r1 = call.ending();
        }
    }

    /// All of them at once.
    @JCStressTest
    @Outcome(id = "answered", expect = ACCEPTABLE)
    @Outcome(id = "failed", expect = ACCEPTABLE)
    @Outcome(id = "abandoned", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "Stuck, or ended twice.")
    @State
    public static class ReplyAgainstAbandonAgainstExit {
        private final ScheduledProcess process = Stand.process();
        private final CountedCall call = new CountedCall("call", process);

        public ReplyAgainstAbandonAgainstExit() {
            call.track();
        }

        @Actor
        public void helper() {
            call.reply(1);
        }

        @Actor
        public void caller() {
            call.abandon();
        }

        @Actor
        public void killer() {
            Stand.kill(process);
        }

        @Arbiter
        public void verdict(L_Result r) {
            r.r1 = call.ending();
        }
    }
}
