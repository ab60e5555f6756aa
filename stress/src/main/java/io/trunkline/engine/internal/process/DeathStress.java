package io.trunkline.engine.internal.process;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.From;
import io.trunkline.engine.NoSuchName;
import io.trunkline.engine.Overflow;
import io.trunkline.engine.ProcessExit;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

import java.time.Duration;

/// C4, C5: dead is dead, and what was sent is handled or a dead letter, once.
public final class DeathStress {
    private DeathStress() {}

    /// Two messages to a process that is being killed: the sender may come too late for either, and
    /// then drains for itself or is drained for.
    @JCStressTest
    @Outcome(id = "dead letter, dead letter", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "Lost or doubled.")
    @State
    public static class ExitAgainstSend {
        private final ScheduledProcess process = Stand.process();
        private final Letter first = new Letter();
        private final Letter second = new Letter();

        @Actor
        public void sender() {
            Stand.send(process, first);
            Stand.send(process, second);
        }

        @Actor
        public void killer() {
            Stand.kill(process);
        }

        @Arbiter
        public void rest(L_Result r) {
            String left = Stand.settle(process);
            r.r1 = first + ", " + second + left;
        }
    }

    /// A message to a process that is being killed while a runner comes for it.
    @JCStressTest
    @Outcome(id = "handled", expect = ACCEPTABLE, desc = "send -> turn -> exit")
    @Outcome(id = "dead letter", expect = ACCEPTABLE, desc = "exit before the turn")
    @Outcome(expect = FORBIDDEN, desc = "Lost, or both.")
    @State
    public static class ExitAgainstSendAgainstTurn {
        private final ScheduledProcess process = Stand.process();
        private final Letter letter = new Letter();

        @Actor
        public void sender() {
            Stand.send(process, letter);
        }

        @Actor
        public void killer() {
            Stand.kill(process);
        }

        @Actor
        public void runner() {
            Stand.turn(process);
        }

        @Arbiter
        public void rest(L_Result r) {
            String left = Stand.settle(process);
            r.r1 = letter + left;
        }
    }

    /// The drains of a killer and of two senders that come too late do not overlap, and leave
    /// nothing.
    @JCStressTest
    @Outcome(id = "dead letter, dead letter, dead letter", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "Lost or doubled.")
    @State
    public static class ExitAgainstTwoSends {
        private final ScheduledProcess process = Stand.process();
        private final Letter first = new Letter();
        private final Letter a = new Letter();
        private final Letter b = new Letter();

        public ExitAgainstTwoSends() {
            Stand.send(process, first);
        }

        @Actor
        public void senderA() {
            Stand.send(process, a);
        }

        @Actor
        public void senderB() {
            Stand.send(process, b);
        }

        @Actor
        public void killer() {
            Stand.kill(process);
        }

        @Arbiter
        public void rest(L_Result r) {
            String left = Stand.settle(process);
            r.r1 = first + ", " + a + ", " + b + left;
        }
    }

    /// A backlog of two under a kill: each is handled before it, or dead.
    @JCStressTest
    @Outcome(id = "handled, handled", expect = ACCEPTABLE, desc = "turn -> exit")
    @Outcome(id = "handled, dead letter", expect = ACCEPTABLE, desc = "exit in the turn")
    @Outcome(id = "dead letter, dead letter", expect = ACCEPTABLE, desc = "exit -> turn")
    @Outcome(expect = FORBIDDEN, desc = "Lost, doubled, or handled after a dead letter.")
    @State
    public static class ExitAgainstTurn {
        private final ScheduledProcess process = Stand.process();
        private final Letter first = new Letter();
        private final Letter second = new Letter();

        public ExitAgainstTurn() {
            Stand.send(process, first);
            Stand.send(process, second);
        }

        @Actor
        public void runner() {
            Stand.turn(process);
        }

        @Actor
        public void killer() {
            Stand.kill(process);
        }

        @Arbiter
        public void rest(L_Result r) {
            String left = Stand.settle(process);
            r.r1 = first + ", " + second + left;
        }
    }

    /// As [ExitAgainstTurn], in the mailbox of a process with a thread.
    @JCStressTest
    @Outcome(id = "handled, dead letter", expect = ACCEPTABLE, desc = "receive -> exit")
    @Outcome(id = "dead letter, dead letter", expect = ACCEPTABLE, desc = "exit -> receive")
    @Outcome(expect = FORBIDDEN, desc = "Lost or doubled.")
    @State
    public static class ExitAgainstReceive {
        private final ThreadedProcess process = Stand.receiver();
        private final Letter first = new Letter();
        private final Letter second = new Letter();

        public ExitAgainstReceive() {
            Stand.send(process, first);
            Stand.send(process, second);
        }

        @Actor
        public void receiver() {
            try {
                Letter letter = (Letter) process.receive(Duration.ZERO, Context.current());
                if (letter != null) {
                    letter.handled();
                }
            } catch (ProcessExit exit) {
                // killed before
            }
        }

        @Actor
        public void killer() {
            Stand.kill(process);
        }

        @Arbiter
        public void rest(L_Result r) {
            r.r1 = first + ", " + second;
        }
    }

    /// A call to a process that is being killed ends, once.
    @JCStressTest
    @Outcome(id = "answered", expect = ACCEPTABLE, desc = "call -> exit")
    @Outcome(id = "failed", expect = ACCEPTABLE, desc = "exit -> call")
    @Outcome(expect = FORBIDDEN, desc = "Stuck, or ended twice.")
    @State
    public static class ExitAgainstCall {
        private final ScheduledProcess process = Stand.process();
        private final CountedCall call = new CountedCall("call", process);

        @Actor
        public void caller() {
            Stand.call(process, call);
        }

        @Actor
        public void killer() {
            Stand.kill(process);
        }

        @Arbiter
        public void rest(L_Result r) {
            String left = Stand.settle(process);
            r.r1 = call.ending() + left;
        }
    }

    /// So does one that a runner is about to handle.
    @JCStressTest
    @Outcome(id = "answered", expect = ACCEPTABLE, desc = "turn -> exit")
    @Outcome(id = "failed", expect = ACCEPTABLE, desc = "exit -> turn")
    @Outcome(expect = FORBIDDEN, desc = "Stuck, or ended twice.")
    @State
    public static class ExitAgainstTurnWithCall {
        private final ScheduledProcess process = Stand.process();
        private final CountedCall call = new CountedCall("call", process);

        public ExitAgainstTurnWithCall() {
            Stand.send(process, call);
        }

        @Actor
        public void runner() {
            Stand.turn(process);
        }

        @Actor
        public void killer() {
            Stand.kill(process);
        }

        @Arbiter
        public void rest(L_Result r) {
            String left = Stand.settle(process);
            r.r1 = call.ending() + left;
        }
    }

    /// So does one that meets a runner.
    @JCStressTest
    @Outcome(id = "answered", expect = ACCEPTABLE)
    @Outcome(id = "failed", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "Stuck, or ended twice.")
    @State
    public static class ExitAgainstCallAgainstTurn {
        private final ScheduledProcess process = Stand.process();
        private final CountedCall call = new CountedCall("call", process);

        @Actor
        public void caller() {
            Stand.call(process, call);
        }

        @Actor
        public void killer() {
            Stand.kill(process);
        }

        @Actor
        public void runner() {
            Stand.turn(process);
        }

        @Arbiter
        public void rest(L_Result r) {
            String left = Stand.settle(process);
            r.r1 = call.ending() + left;
        }
    }

    /// A call that its server keeps is failed when the server is killed.
    @JCStressTest
    @Outcome(id = "failed", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "Stuck, or ended twice.")
    @State
    public static class ExitAgainstCallThatIsKept {
        private final ScheduledProcess process =
                Stand.process(
                        new Recorder(new Trace()) {
                            @Override
                            public void onCall(Object request, From from) {}
                        });
        private final CountedCall call = new CountedCall("call", process);

        @Actor
        public void caller() {
            Stand.call(process, call);
        }

        @Actor
        public void killer() {
            Stand.kill(process);
        }

        @Arbiter
        public void rest(L_Result r) {
            String left = Stand.settle(process);
            r.r1 = call.ending() + left;
        }
    }

    /// Two signals: one of them is the reason, and the end is told once.
    @JCStressTest
    @Outcome(id = "Down Killed", expect = ACCEPTABLE, desc = "kill -> shutdown")
    @Outcome(id = "Down Shutdown", expect = ACCEPTABLE, desc = "shutdown -> kill")
    @Outcome(expect = FORBIDDEN, desc = "Buried twice or not at all.")
    @State
    public static class ExitAgainstExit {
        private final ScheduledProcess watcher = Stand.process();
        private final ScheduledProcess process = Stand.process();

        public ExitAgainstExit() {
            Signals.monitor(watcher, process, null, null, Context.current());
        }

        @Actor
        public void killer() {
            Stand.kill(process);
        }

        @Actor
        public void stopper() {
            Stand.exit(process, ExitReason.shutdown());
        }

        @Arbiter
        public void verdict(L_Result r) {
            r.r1 = Stand.news(watcher);
            Stand.end(watcher);
        }
    }

    /// No name stays behind.
    @JCStressTest
    @Outcome(id = "register -> exit", expect = ACCEPTABLE)
    @Outcome(id = "exit -> register", expect = ACCEPTABLE, desc = "It is refused.")
    @Outcome(expect = FORBIDDEN, desc = "The name of a dead process is kept.")
    @State
    public static class ExitAgainstRegister {
        private final ScheduledProcess process = Stand.process();
        private final String name = "name" + process.number();
        private boolean registered;

        @Actor
        public void registrar() {
            try {
                Stand.HOME.names.register(name, process);
                registered = true;
            } catch (IllegalArgumentException dead) {
                registered = false;
            }
        }

        @Actor
        public void killer() {
            Stand.kill(process);
        }

        @Arbiter
        public void verdict(L_Result r) {
            try {
                Stand.HOME.names.unregister(name);
                r.r1 = "kept";
            } catch (NoSuchName free) {
                r.r1 = registered ? "register -> exit" : "exit -> register";
            }
        }
    }

    /// A message for a full mailbox whose process is being killed: its sender waits until then.
    @JCStressTest
    @Outcome(id = "dead letter, dead letter", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "Lost or doubled.")
    @State
    public static class ExitAgainstSendThatWaits {
        private final ScheduledProcess process = Stand.small(Overflow.BLOCK);
        private final Letter first = new Letter();
        private final Letter second = new Letter();

        public ExitAgainstSendThatWaits() {
            Stand.send(process, first);
        }

        @Actor
        public void sender() {
            Stand.send(process, second);
        }

        @Actor
        public void killer() {
            Stand.kill(process);
        }

        @Arbiter
        public void rest(L_Result r) {
            r.r1 = first + ", " + second;
        }
    }

    /// A message that drops another from a full mailbox whose process is being killed.
    @JCStressTest
    @Outcome(id = "dead letter, dead letter", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "Lost or doubled.")
    @State
    public static class ExitAgainstSendThatDrops {
        private final ScheduledProcess process = Stand.small(Overflow.DROP_OLDEST);
        private final Letter first = new Letter();
        private final Letter second = new Letter();

        public ExitAgainstSendThatDrops() {
            Stand.send(process, first);
        }

        @Actor
        public void sender() {
            Stand.send(process, second);
        }

        @Actor
        public void killer() {
            Stand.kill(process);
        }

        @Arbiter
        public void rest(L_Result r) {
            r.r1 = first + ", " + second;
        }
    }
}
