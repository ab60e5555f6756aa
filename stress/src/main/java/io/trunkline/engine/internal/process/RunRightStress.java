package io.trunkline.engine.internal.process;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/// C1, C2: one thread at a time, whoever it is; and a caller's run goes before nothing.
public final class RunRightStress {
    private RunRightStress() {}

    /// A sender, a caller and a runner at an idle process.
    @JCStressTest
    @Outcome(id = "message -> call", expect = ACCEPTABLE)
    @Outcome(id = "call -> message", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "Two inside, or one left behind, or unanswered.")
    @State
    public static class SendAgainstCallAgainstTurn {
        private final Trace trace = new Trace();
        private final ScheduledProcess process = Stand.process(new Recorder(trace));
        private final CountedCall call = new CountedCall("call", process);

        @Actor
        public void sender() {
            Stand.send(process, "message");
        }

        @Actor
        public void caller() {
            Stand.call(process, call);
        }

        @Actor
        public void runner() {
            Stand.turn(process);
        }

        @Arbiter
        public void rest(L_Result r) {
            String left = Stand.settle(process);
            String ending = call.ending();
            r.r1 = trace + left + (ending.equals("answered") ? "" : ", " + ending);
            Stand.end(process);
        }
    }

    /// What a caller sent before its call is handled before it, also if the call finds the process
    /// idle while the message is still in the mailbox.
    @JCStressTest
    @Outcome(id = "first -> message -> call", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "The call overtook the message.")
    @State
    public static class SendThenCallAgainstTurn {
        private final Trace trace = new Trace();
        private final ScheduledProcess process = Stand.process(new Recorder(trace));
        private final PendingCall call = new PendingCall("call", process);

        public SendThenCallAgainstTurn() {
            Stand.send(process, "first");
        }

        @Actor
        public void caller() {
            Stand.send(process, "message");
            Stand.call(process, call);
        }

        @Actor
        public void runner() {
            Stand.turn(process);
        }

        @Arbiter
        public void rest(L_Result r) {
            String left = Stand.settle(process);
            r.r1 = trace + left;
            Stand.end(process);
        }
    }

    /// Two callers: one runs, the other leaves its call in the mailbox.
    @JCStressTest
    @Outcome(id = "a -> b", expect = ACCEPTABLE)
    @Outcome(id = "b -> a", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "Two inside, or one left behind, or unanswered.")
    @State
    public static class CallAgainstCall {
        private final Trace trace = new Trace();
        private final ScheduledProcess process = Stand.process(new Recorder(trace));
        private final CountedCall a = new CountedCall("a", process);
        private final CountedCall b = new CountedCall("b", process);

        @Actor
        public void callerA() {
            Stand.call(process, a);
        }

        @Actor
        public void callerB() {
            Stand.call(process, b);
        }

        @Arbiter
        public void rest(L_Result r) {
            String left = Stand.settle(process);
            String endings = a.ending() + b.ending();
            r.r1 = trace + left + (endings.equals("answeredanswered") ? "" : ", " + endings);
            Stand.end(process);
        }
    }

    /// A caller that finds its server scheduled helps, up to its own call.
    @JCStressTest
    @Outcome(id = "first -> call", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "Two inside, or one left behind, or unanswered.")
    @State
    public static class HelpAgainstTurn {
        private final Trace trace = new Trace();
        private final ScheduledProcess process = Stand.process(new Recorder(trace));
        private final CountedCall call = new CountedCall("call", process);

        public HelpAgainstTurn() {
            Stand.send(process, "first");
        }

        @Actor
        public void caller() {
            Context caller = Context.current();
            process.deliver(call, caller);
            process.help(call, caller);
        }

        @Actor
        public void runner() {
            Stand.turn(process);
        }

        @Arbiter
        public void rest(L_Result r) {
            String left = Stand.settle(process);
            String ending = call.ending();
            r.r1 = trace + left + (ending.equals("answered") ? "" : ", " + ending);
            Stand.end(process);
        }
    }
}
