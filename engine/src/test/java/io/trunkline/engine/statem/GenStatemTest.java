package io.trunkline.engine.statem;

import static io.trunkline.engine.statem.Steps.keep;
import static io.trunkline.engine.statem.Steps.next;
import static io.trunkline.engine.statem.Steps.ok;
import static io.trunkline.engine.statem.Steps.postpone;
import static io.trunkline.engine.statem.Steps.reply;
import static io.trunkline.engine.statem.Steps.stop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.trunkline.engine.CallFailed;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.From;
import io.trunkline.engine.Pid;
import io.trunkline.engine.SimulatedNode;
import io.trunkline.engine.Started;
import io.trunkline.engine.fixture.Nodes;
import io.trunkline.engine.statem.Script.Do;
import io.trunkline.engine.statem.Script.Fired;
import io.trunkline.engine.statem.Script.Note;
import io.trunkline.engine.statem.Script.Run;
import io.trunkline.engine.statem.Script.Terminated;
import io.trunkline.engine.sys.Sys;
import io.trunkline.engine.sys.SysEvent;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

class GenStatemTest {
    @RegisterExtension final Nodes nodes = new Nodes();

    private static final ExitReason BOOM = ExitReason.other("boom");
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Fired LATE = new Fired("timeout", "late");

    private SimulatedNode node;
    private Script script;
    private Pid pid;

    @BeforeEach
    void startMachine() {
        node = nodes.simulated(1);
        script = new Script();
        pid = node.start(script).pid();
        node.settle();
        script.seen().clear();
    }

    /// Makes the machine handle an event whose callback gives this.
    private void does(Transition<String> transition) {
        pid.cast(new Run(_ -> transition));
        node.settle();
    }

    private static List<Object> entered(String old, String state) {
        return List.of("enter", old, state);
    }

    private static List<Object> cast(String content, String state) {
        return List.of("cast", content, state);
    }

    // --- starts and ends ---

    @Test
    void initMayNotWantToRunOrFail() {
        assertThat(node.start(new Script(new Init.Ignore<>()))).isEqualTo(new Started.Ignored());
        assertThat(node.start(new Script(new Init.Stop<>(BOOM))))
                .isEqualTo(new Started.Failed(BOOM));
    }

    @Test
    void theFirstTransitionMayGiveEvents() {
        Script other = new Script(ok(next("b").nextEvent(new Note("first"))));
        node.start(other);
        node.settle();
        assertThat(other.seen()).containsExactly(entered("b", "b"), cast("first", "b"));
    }

    @Test
    void aMachineIsStartedOnce() {
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> node.start(script));
    }

    @Test
    void aStopEndsThroughTerminate() {
        does(stop(ExitReason.shutdown(), "last"));
        assertThat(pid.isAlive()).isFalse();
        assertThat(script.seen())
                .containsExactly(cast("run", "a"), new Terminated(ExitReason.shutdown(), "last"));
    }

    @Test
    void aStopAnswersFirst() {
        CompletableFuture<Object> answer =
                pid.ask(Do.then(_ -> Steps.stop(ExitReason.normal()).reply("bye")));
        node.settle();
        assertThat(answer).isCompletedWithValue("bye");
        assertThat(script.seen()).last().isEqualTo(new Terminated(ExitReason.normal(), "a"));
    }

    @Test
    void aCallbackThatThrowsEndsThroughTerminate() {
        IllegalStateException cause = new IllegalStateException("crash");
        assertThatExceptionOfType(CallFailed.class)
                .isThrownBy(() ->
                        pid.call(
                                Do.then(_ -> {
                                    throw cause;
                                })))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(ExitReason.crashed(cause)));
        assertThat(script.seen()).last().isEqualTo(new Terminated(ExitReason.crashed(cause), "a"));
    }

    @Test
    void stopRunsTerminate() {
        pid.stop();
        assertThat(script.seen()).containsExactly(new Terminated(ExitReason.normal(), "a"));
    }

    // --- replies ---

    @Test
    void aCallerIsAnsweredLaterFromAnotherState() {
        From[] waiting = new From[1];
        CompletableFuture<Object> answer =
                pid.ask(
                        new Do((from, _) -> {
                            waiting[0] = from;
                            return next("b");
                        }));
        node.settle();
        assertThat(answer).isNotDone();
        does(Steps.keep().reply(waiting[0], "late"));
        assertThat(answer).isCompletedWithValue("late");
    }

    @Test
    void aReplyToNobodyIsACrash() {
        does(reply("nobody asked"));
        assertThat(pid.isAlive()).isFalse();
    }

    @Test
    void aPostponedCallIsAnsweredInTheEnd() {
        CompletableFuture<Object> answer =
                pid.ask(Do.then(state -> state.equals("a") ? postpone() : reply(state)));
        node.settle();
        assertThat(answer).isNotDone();
        does(next("b"));
        assertThat(answer).isCompletedWithValue("b");
    }

    @Test
    void aPostponedCallWhoseCallerGaveUpIsSkipped() {
        assertThatExceptionOfType(CallFailed.TimedOut.class)
                .isThrownBy(() -> pid.call(Do.then(_ -> postpone()), SECOND));
        script.seen().clear();
        does(next("b"));
        assertThat(script.seen()).containsExactly(cast("run", "a"), entered("a", "b"));
    }

    @Test
    void aPostponedCallFailsWhenTheMachineEnds() {
        CompletableFuture<Object> answer = pid.ask(Do.then(_ -> postpone()));
        node.settle();
        pid.exit(BOOM);
        assertThat(answer.exceptionNow()).isInstanceOf(CallFailed.class);
    }

    // --- states ---

    @Test
    void keepTakesAnotherValueWithoutAChange() {
        Run putOff = new Run(_ -> postpone());
        nodes.allowDeadLetters();
        pid.cast(putOff);
        does(keep("a2"));
        assertThat(script.seen()).containsExactly(cast("run", "a"), cast("run", "a"));
        assertThat(Sys.getState(pid)).isEqualTo("a2");
    }

    @Test
    void anEventPostponedWithAChangeComesAtOnce() {
        pid.cast(new Run(state -> state.equals("a") ? next("b").postpone() : keep()));
        node.settle();
        assertThat(script.seen())
                .containsExactly(cast("run", "a"), entered("a", "b"), cast("run", "b"));
    }

    @Test
    void aRepeatedStateBringsNothingBack() {
        nodes.allowDeadLetters();
        pid.cast(new Run(_ -> postpone()));
        does(Steps.repeat());
        assertThat(script.seen())
                .containsExactly(cast("run", "a"), cast("run", "a"), entered("a", "a"));
    }

    @Test
    void enterMustKeepTheState() {
        Script wrong =
                new Script() {
                    @Override
                    protected Transition<String> enter(String old, String state) {
                        return next("c");
                    }
                };
        Pid machine = node.start(wrong).pid();
        node.settle();
        assertThat(machine.isAlive()).isFalse();
    }

    // --- messages and time-outs ---

    @Test
    void plainMessagesAreInfo() {
        pid.send("hello");
        node.settle();
        assertThat(script.seen()).containsExactly(List.of("info", "hello", "a"));
    }

    @Test
    void anEventTimeoutOfZeroIsCancelledByAGivenEvent() {
        does(Steps.keep().timeout(Duration.ZERO, LATE).nextEvent(new Note("x")));
        assertThat(script.seen()).containsExactly(cast("run", "a"), cast("x", "a"));
    }

    @Test
    void aTimeoutWhoseTimeIsUpCanStillBeCancelled() {
        does(Steps.keep().timeout("name", SECOND, LATE));
        Sys.suspend(pid);
        node.advance(SECOND.multipliedBy(2));
        Sys.resume(pid);
        node.settle();
        assertThat(script.seen())
                .containsExactly(cast("run", "a"), List.of("timeout", "late", "a"));
        script.seen().clear();

        does(Steps.keep().timeout("name", SECOND, LATE));
        Sys.suspend(pid);
        pid.cast(new Run(_ -> Steps.keep().cancelTimeout("name")));
        node.advance(SECOND.multipliedBy(2));
        Sys.resume(pid);
        node.settle();
        assertThat(script.seen()).containsExactly(cast("run", "a"), cast("run", "a"));
    }

    @Test
    void aNegativeTimeoutIsRefused() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> keep().stateTimeout(Duration.ofMillis(-1), LATE))
                .withMessage("timeout must be >= 0: timeout=PT-0.001S");
    }

    // --- what others see ---

    @Test
    void postponedEventsCountAsWaitingAndBecomeDeadLetters() {
        nodes.allowDeadLetters();
        Run putOff = new Run(_ -> postpone());
        pid.cast(putOff);
        node.settle();
        assertThat(node.info(pid).orElseThrow().messageQueueLength()).isEqualTo(1);
        pid.exit(BOOM);
        assertThat(nodes.deadLetters()).containsExactly(putOff);
    }

    @Test
    void sysSeesStatesEventsAndWhatIsPostponed() {
        nodes.allowDeadLetters();
        Sys.log(pid, 10);
        Run putOff = new Run(state -> state.equals("a") ? postpone() : keep());
        pid.cast(putOff);
        node.settle();
        assertThat(Sys.log(pid))
                .containsExactly(
                        new SysEvent.Casted(putOff),
                        new SysEvent.Postponed(putOff),
                        new SysEvent.Handled("a"));
        assertThat(Sys.replaceState(pid, state -> state + "!")).isEqualTo("a!");
    }

    @Test
    void aSuspendedMachineHoldsItsEventsBack() {
        Sys.suspend(pid);
        pid.cast(new Note("x"));
        node.settle();
        assertThat(script.seen()).isEmpty();
        assertThat(Sys.getState(pid)).isEqualTo("a");
        Sys.resume(pid);
        node.settle();
        assertThat(script.seen()).containsExactly(cast("x", "a"));
    }
}
