package io.trunkline.stress.twins;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/// The tests of the twins on the [Model] as it should be: what the twins fail, it passes.
public final class ModelControl {
    private ModelControl() {}

    /// See [WakeUpTwins].
    @JCStressTest
    @Outcome(id = "first -> second", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "The model is wrong.")
    @State
    public static class SendAgainstEndOfTurn {
        private final Model process = new Model();

        public SendAgainstEndOfTurn() {
            process.send("first");
        }

        @Actor
        public void runner() {
            process.turn();
        }

        @Actor
        public void sender() {
            process.send("second");
        }

        @Arbiter
        public void rest(L_Result r) {
            r.r1 = process.settle();
        }
    }

    /// See [WakeUpTwins].
    @JCStressTest
    @Outcome(id = "call -> message", expect = ACCEPTABLE)
    @Outcome(id = "message -> call", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "The model is wrong.")
    @State
    public static class SendAgainstEndOfCallersRun {
        private final Model process = new Model();

        @Actor
        public void caller() {
            process.call("call");
        }

        @Actor
        public void sender() {
            process.send("message");
        }

        @Arbiter
        public void rest(L_Result r) {
            r.r1 = process.settle();
        }
    }

    /// See [RunRightTwins].
    @JCStressTest
    @Outcome(id = "first -> message -> call", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "The model is wrong.")
    @State
    public static class SendThenCallAgainstTurn {
        private final Model process = new Model();

        public SendThenCallAgainstTurn() {
            process.send("first");
        }

        @Actor
        public void caller() {
            process.send("message");
            process.call("call");
        }

        @Actor
        public void runner() {
            process.turn();
        }

        @Arbiter
        public void rest(L_Result r) {
            r.r1 = process.settle();
        }
    }

    /// See [DeathTwins].
    @JCStressTest
    @Outcome(id = "2", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "The model is wrong.")
    @State
    public static class ExitAgainstSend {
        private final Model process = new Model();

        @Actor
        public void sender() {
            process.send("first");
            process.send("second");
        }

        @Actor
        public void killer() {
            process.kill();
        }

        @Arbiter
        public void verdict(L_Result r) {
            r.r1 = process.accounted();
        }
    }

    /// See [DeathTwins].
    @JCStressTest
    @Outcome(id = "2", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "The model is wrong.")
    @State
    public static class ExitAgainstTurn {
        private final Model process = new Model();

        public ExitAgainstTurn() {
            process.send("first");
            process.send("second");
        }

        @Actor
        public void runner() {
            process.turn();
        }

        @Actor
        public void killer() {
            process.kill();
        }

        @Arbiter
        public void verdict(L_Result r) {
            r.r1 = process.accounted();
        }
    }
}
