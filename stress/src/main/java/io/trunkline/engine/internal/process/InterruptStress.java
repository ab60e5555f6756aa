package io.trunkline.engine.internal.process;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.trunkline.engine.From;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/// C7: a kill's interrupt strikes the code of its victim, or nothing.
public final class InterruptStress {
    private InterruptStress() {}

    /// A thread that has left a process is not struck by that process's killer.
    @JCStressTest
    @Outcome(id = "undisturbed", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "The runner was interrupted after the turn.")
    @State
    public static class KillAgainstEndOfTurn {
        private final ScheduledProcess process = Stand.process();

        public KillAgainstEndOfTurn() {
            Stand.send(process, new Letter());
        }

        @Actor
        public void runner(L_Result r) {
            Stand.turn(process);
            r.r1 = Thread.interrupted() ? "struck" : "undisturbed";
        }

        @Actor
        public void killer() {
            Stand.kill(process);
        }
    }

    /// As [KillAgainstEndOfTurn], on a caller's thread.
    @JCStressTest
    @Outcome(id = "undisturbed", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "The caller was interrupted after its call.")
    @State
    public static class KillAgainstEndOfCallersRun {
        private final ScheduledProcess process = Stand.process();
        private final PendingCall call = new PendingCall("call", process);

        @Actor
        public void caller(L_Result r) {
            Stand.call(process, call);
            r.r1 = Thread.interrupted() ? "struck" : "undisturbed";
        }

        @Actor
        public void killer() {
            Stand.kill(process);
        }
    }

    /// A process that runs its server's handler as a caller is killed: the handler does not notice.
    @JCStressTest
    @Outcome(id = "kill -> call", expect = ACCEPTABLE, desc = "The handler does not begin.")
    @Outcome(id = "call -> kill", expect = ACCEPTABLE, desc = "The handler is undisturbed.")
    @Outcome(expect = FORBIDDEN, desc = "The server's handler, or the runner later, was struck.")
    @State
    public static class KillOfCallerInServer {
        private String seen = "kill -> call";
        private final ScheduledProcess server =
                Stand.process(
                        new Recorder(new Trace()) {
                            @Override
                            public void onCall(Object request, From from) {
                                for (int i = 0; i < 20; i++) {
                                    Thread.onSpinWait();
                                }
                                seen =
                                        Thread.currentThread().isInterrupted()
                                                ? "handler struck"
                                                : "call -> kill";
                            }
                        });
        private final ScheduledProcess caller =
                Stand.process(
                        new Recorder(new Trace()) {
                            @Override
                            public void onMessage(Object message) {
                                Context context = Context.current();
                                server.runCall(new PendingCall("call", server), context);
                            }
                        });

        public KillOfCallerInServer() {
            Stand.send(caller, "go");
        }

        @Actor
        public void runner(L_Result r) {
            Stand.turn(caller);
            r.r1 = Thread.interrupted() ? "runner struck" : seen;
            Stand.end(server);
        }

        @Actor
        public void killer() {
            Stand.kill(caller);
        }
    }
}
