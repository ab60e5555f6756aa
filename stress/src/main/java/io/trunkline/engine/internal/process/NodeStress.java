package io.trunkline.engine.internal.process;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.trunkline.engine.Call;
import io.trunkline.engine.CallFailed;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Node;
import io.trunkline.engine.NodeOptions;
import io.trunkline.engine.Pid;
import io.trunkline.engine.Self;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

import java.time.Duration;

/// A few of the same races on a real node, with its runners: what the tests on the [Stand] leave
/// out is waiting and waking.
public final class NodeStress {
    private NodeStress() {}

    private static final Node NODE = Node.start(NodeOptions.defaults().withRunners(2));

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private record Ping() implements Call<Object> {}

    private static Pid start(Recorder recorder) {
        return NODE.start(() -> recorder).pid();
    }

    private static String call(Pid pid) {
        try {
            pid.call(new Ping(), PATIENCE);
            return "answered";
        } catch (CallFailed.TimedOut stuck) {
            return "stuck";
        } catch (CallFailed failed) {
            return "failed";
        }
    }

    /// A call to a process that is being killed.
    @JCStressTest
    @Outcome(id = "answered", expect = ACCEPTABLE, desc = "call -> exit")
    @Outcome(id = "failed", expect = ACCEPTABLE, desc = "exit -> call")
    @Outcome(expect = FORBIDDEN, desc = "The caller was not woken.")
    @State
    public static class ExitAgainstCall {
        private final Pid pid = start(new Recorder(new Trace()));

        @Actor
        public void caller(L_Result r) {
            r.r1 = call(pid);
        }

        @Actor
        public void killer() {
            pid.exit(ExitReason.kill());
        }
    }

    /// A caller and a sender: both are served.
    @JCStressTest
    @Outcome(id = "answered", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "The caller was not woken, or nobody ran the process.")
    @State
    public static class CallAgainstSend {
        private final Pid pid = start(new Recorder(new Trace()));

        @Actor
        public void caller(L_Result r) {
            r.r1 = call(pid);
        }

        @Actor
        public void sender() {
            pid.send("message");
        }

        @Arbiter
        public void end(L_Result r) {
            pid.exit(ExitReason.kill());
        }
    }

    /// Two callers and a sender: all are served.
    @JCStressTest
    @Outcome(id = "answered, answered", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "A caller was not woken, or nobody ran the process.")
    @State
    public static class CallAgainstCallAgainstSend {
        private final Pid pid = start(new Recorder(new Trace()));
        private String a;
        private String b;

        @Actor
        public void callerA() {
            a = call(pid);
        }

        @Actor
        public void callerB() {
            b = call(pid);
        }

        @Actor
        public void sender() {
            pid.send("message");
        }

        @Arbiter
        public void verdict(L_Result r) {
            r.r1 = a + ", " + b;
            pid.exit(ExitReason.kill());
        }
    }

    /// A thread that receives while another sends.
    @JCStressTest
    @Outcome(id = "received", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "The receiver was not woken.")
    @State
    public static class SendAgainstReceive {
        private volatile Pid receiver;

        @Actor
        public void receiver(L_Result r) {
            Self self = NODE.self();
            receiver = self.pid();
            r.r1 = self.receive(PATIENCE).map(message -> "received").orElse("lost");
        }

        @Actor
        public void sender() {
            Pid pid;
            while ((pid = receiver) == null) {
                Thread.onSpinWait();
            }
            pid.send("message");
        }
    }
}
