package io.trunkline.engine.genserver;

import static io.trunkline.engine.ExitReasons.KILL;
import static io.trunkline.engine.ExitReasons.KILLED;
import static io.trunkline.engine.ExitReasons.NORMAL;
import static io.trunkline.engine.ExitReasons.SHUTDOWN;
import static io.trunkline.engine.StartOptions.named;
import static io.trunkline.engine.fixture.Patience.LONG;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import static java.time.Duration.ZERO;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;

import io.trunkline.engine.Call;
import io.trunkline.engine.CallFailed;
import io.trunkline.engine.Down;
import io.trunkline.engine.Exit;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.From;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.Self;
import io.trunkline.engine.SimulatedNode;
import io.trunkline.engine.StartFailed;
import io.trunkline.engine.StartOptions;
import io.trunkline.engine.Started;
import io.trunkline.engine.fixture.Lab;
import io.trunkline.engine.fixture.Nodes;
import io.trunkline.engine.fixture.Patience;
import io.trunkline.engine.sys.Sys;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

@Timeout(60)
class GenServerTest {
    @RegisterExtension final Nodes nodes = new Nodes();

    private static final ExitReason BOOM = ExitReason.other("boom");
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private Node node;
    private Self self;

    @BeforeEach
    void startNode() {
        node = nodes.start();
        self = node.self();
        log.start();
        rootLogger().addAppender(log);
    }

    @AfterEach
    void stopListening() {
        rootLogger().detachAppender(log);
    }

    private static Logger rootLogger() {
        return (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    }

    /// A lab with an `init` of its own.
    private static class Starting extends Lab {
        private final Function<Starting, Init<Object>> init;

        Starting(Function<Starting, Init<Object>> init) {
            this.init = init;
        }

        @Override
        protected Init<Object> init() {
            return init.apply(this);
        }
    }

    private static Lab starting(Function<Starting, Init<Object>> init) {
        return new Starting(init);
    }

    /// Goes on with what `code` says.
    private static void next(Pid pid, Function<Object, Outcome<Object>> code) {
        pid.cast(new Lab.Next(code));
    }

    private ExitReason endOf(Pid pid, Runnable cause) {
        self.monitor(pid);
        cause.run();
        return self.receive(Down.class, LONG).orElseThrow().reason();
    }

    // --- init ---

    @Test
    void startReturnsWhenInitHasReturned() {
        Lab lab =
                starting(me -> {
                    me.seen().add("init");
                    return GenServer.ok("state");
                });
        Pid pid = node.start(lab).pid();
        assertThat(lab.seen()).containsExactly("init");
        assertThat(Sys.getState(pid)).isEqualTo("state");
    }

    @Test
    void initRunsAsTheNewProcess() {
        Lab lab = starting(me -> GenServer.ok(me.me().pid()));
        Pid pid = self.startLink(lab, named("name")).pid();
        assertThat(Sys.getState(pid)).isEqualTo(pid);
        assertThat(Lab.<Pid>run(pid, l -> l.me().parent())).isEqualTo(self.pid());
    }

    @Test
    void initMayStop() {
        Lab lab = starting(me -> GenServer.stop(BOOM));
        Started started = self.startLink(lab, named("name"));
        assertThat(started).isEqualTo(new Started.Failed(BOOM));
        assertThat(lab.seen()).as("terminate is not called").isEmpty();
        assertThat(node.whereis("name")).isEmpty();
        assertThat(self.receive(ZERO)).as("no exit signal is left behind").isEmpty();
        assertThat(node.processes()).containsExactly(self.pid());
        assertThatExceptionOfType(StartFailed.class).isThrownBy(started::pid);
    }

    @Test
    void initMayThrow() {
        for (Throwable thrown : List.of(new IllegalStateException("init"), new Error("init"))) {
            Lab lab =
                    starting(me -> {
                        throw GenServerTest.<RuntimeException>sneaky(thrown);
                    });
            Started started = self.startLink(lab, named("name"));
            assertThat(started).isEqualTo(new Started.Failed(ExitReason.crashed(thrown)));
            assertThat(node.whereis("name")).isEmpty();
            assertThat(self.receive(ZERO)).isEmpty();
            assertThat(node.processes()).containsExactly(self.pid());
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> T sneaky(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @Test
    void initMayExit() {
        Started started =
                self.startLink(
                        starting(me -> {
                            throw me.me().exit(BOOM);
                        }));
        assertThat(started).isEqualTo(new Started.Failed(BOOM));
        assertThat(self.receive(ZERO)).isEmpty();
    }

    @Test
    void initMayIgnore() {
        Lab lab = starting(me -> GenServer.ignore());
        assertThat(self.startLink(lab, named("name"))).isEqualTo(new Started.Ignored());
        assertThat(lab.seen()).isEmpty();
        assertThat(node.whereis("name")).isEmpty();
        assertThat(self.receive(LONG).map(m -> ((Exit) m).reason()))
                .as("a trapping parent hears of the normal end")
                .contains(NORMAL);
        assertThat(self.receive(ZERO)).isEmpty();
    }

    @Test
    void initThatTakesTooLongIsKilled() {
        AtomicBoolean begun = new AtomicBoolean(); // not if it is killed before
        CountDownLatch interrupted = new CountDownLatch(1);
        Lab lab =
                starting(me -> {
                    begun.set(true);
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                    }
                    return GenServer.ok("late");
                });
        Started started =
                self.startLink(lab, named("name").withStartTimeout(Duration.ofMillis(20)));
        assertThat(started).isEqualTo(new Started.Failed(ExitReason.timeout()));
        assertThat(node.whereis("name")).isEmpty();
        assertThat(self.receive(ZERO)).isEmpty();
        assertThat(node.processes()).containsExactly(self.pid());
        if (begun.get()) {
            Patience.await(interrupted);
        }
    }

    @Test
    void initInTimeIsNotKilled() {
        Pid pid = node.start(new Lab(), StartOptions.defaults().withStartTimeout(LONG)).pid();
        assertThat(Sys.getState(pid)).isEqualTo("initial");
    }

    @Test
    void aTakenNameGivesItsHolderAndInitIsNotCalled() {
        Pid first = node.start(new Lab(), named("name")).pid();
        Lab second =
                starting(me -> {
                    me.seen().add("init");
                    return GenServer.ok("state");
                });
        Started started = self.startLink(second, named("name"));
        assertThat(started).isEqualTo(new Started.AlreadyStarted(first));
        assertThatExceptionOfType(StartFailed.class).isThrownBy(started::pid);
        assertThat(second.seen()).isEmpty();
        assertThat(self.receive(ZERO)).isEmpty();
    }

    @Test
    void anInstanceIsStartedOnce() {
        Lab lab = new Lab();
        node.start(lab);
        assertThatIllegalStateException()
                .isThrownBy(() -> node.start(lab))
                .withMessageStartingWith("server must be started once");
        assertThat(node.processes()).hasSize(2);
    }

    @Test
    void selfIsForStartedServers() {
        assertThatIllegalStateException().isThrownBy(() -> new Lab().me());
        Lab lab = new Lab();
        node.start(lab);
        assertThatIllegalStateException().isThrownBy(() -> lab.me().trapExit(true));
    }

    // --- continue ---

    @Test
    void initMayContinueBeforeAnyMessage() {
        Lab lab =
                starting(me -> {
                    me.me().pid().send("message");
                    return GenServer.okAndContinue("state", "continue");
                });
        Pid pid = node.start(lab).pid();
        Lab.run(pid, l -> 1);
        assertThat(lab.seen()).containsExactly("continue", "message");
    }

    @Test
    void theContinueComesBeforeTheParentsExit() {
        Lab lab =
                starting(me -> {
                    me.me().trapExit(true);
                    me.me().parent().send(me.me().pid());
                    return GenServer.okAndContinue("state", "continue");
                });
        CountDownLatch end = new CountDownLatch(1);
        Pid parent =
                node.spawn(me -> {
                    me.startLink(lab);
                    me.receive();
                    end.countDown();
                });
        Patience.await(end);
        Patience.until("both have ended", () -> node.processes().size() == 1);
        assertThat(parent.isAlive()).isFalse();
        assertThat(lab.seen()).containsExactly("continue", new Lab.Terminated(NORMAL));
    }

    @Test
    void continuesChainBeforeTheNextMessage() {
        Lab lab =
                new Lab() {
                    @Override
                    protected Outcome<Object> handleContinue(Object argument, Object state) {
                        seen().add(argument);
                        int left = (int) argument;
                        return left == 0
                                ? noReply(state)
                                : GenServer.<Object>noReply(state).thenContinue(left - 1);
                    }
                };
        Pid pid = node.start(lab).pid();
        next(
                pid,
                state -> {
                    pid.send("message");
                    return Outcome.keep(state).thenContinue(3);
                });
        Patience.until("all are seen", () -> lab.seen().size() == 5);
        assertThat(lab.seen()).containsExactly(3, 2, 1, 0, "message");
    }

    @Test
    void aChainOfContinuesOfAnyLengthNeedsNoStack() {
        Lab lab =
                new Lab() {
                    @Override
                    protected Outcome<Object> handleContinue(Object argument, Object state) {
                        int left = (int) argument;
                        return left == 0
                                ? noReply("done")
                                : GenServer.<Object>noReply(state).thenContinue(left - 1);
                    }
                };
        Pid pid = node.start(lab).pid();
        next(pid, state -> Outcome.keep(state).thenContinue(1_000_000));
        assertThat(Sys.getState(pid)).isEqualTo("done");
    }

    @Test
    void aCallerIsAnsweredBeforeTheContinue() {
        CountDownLatch answered = new CountDownLatch(1);
        Lab lab =
                new Lab() {
                    @Override
                    protected Outcome<Object> handleContinue(Object argument, Object state) {
                        Patience.await(answered);
                        return noReply(argument);
                    }
                };
        Pid pid = node.start(lab, StartOptions.defaults().withCallerRuns(false)).pid();
        Object reply =
                Lab.step(
                        pid,
                        (from, state) ->
                                Outcome.<Object>reply("reply", state).thenContinue("next"));
        answered.countDown();
        assertThat(reply).isEqualTo("reply");
        assertThat(Sys.getState(pid)).isEqualTo("next");
    }

    @Test
    void aContinuationMayNotBeNull() {
        assertThatExceptionOfType(NullPointerException.class)
                .isThrownBy(() -> Outcome.keep("state").thenContinue(null));
    }

    // --- receive timeout ---

    @Test
    void aTimeoutComesWhenNoMessageDoes() {
        SimulatedNode simulated = nodes.simulated(1);
        Lab lab = new Lab();
        Pid pid = simulated.start(lab).pid();
        next(pid, state -> Outcome.keep(state).timeout(SECOND));
        simulated.settle();
        simulated.advance(SECOND.minusNanos(1));
        assertThat(lab.seen()).isEmpty();
        simulated.advance(Duration.ofNanos(1));
        assertThat(lab.seen()).containsExactly(new GenServer.Timeout());
        simulated.advance(SECOND.multipliedBy(5));
        assertThat(lab.seen()).as("once").hasSize(1);
    }

    @Test
    void anyMessageCancelsTheTimeout() {
        SimulatedNode simulated = nodes.simulated(1);
        for (int kind = 0; kind < 3; kind++) {
            Lab lab = new Lab();
            Pid pid = simulated.start(lab).pid();
            next(pid, state -> Outcome.keep(state).timeout(SECOND));
            simulated.settle();
            switch (kind) {
                case 0 -> pid.send("message");
                case 1 -> pid.cast("message");
                default -> Lab.run(pid, l -> l.seen().add("message"));
            }
            simulated.advance(SECOND.multipliedBy(2));
            assertThat(lab.seen()).containsExactly("message");
        }
    }

    @Test
    void withATimeoutOfZeroMessagesThatWaitComeFirst() {
        SimulatedNode simulated = nodes.simulated(1);
        Lab lab = new Lab();
        Pid pid = simulated.start(lab).pid();
        next(pid, state -> Outcome.keep(state).timeout(ZERO));
        simulated.settle();
        assertThat(lab.seen()).containsExactly(new GenServer.Timeout());
        next(pid, state -> Outcome.keep(state).timeout(ZERO));
        pid.send("message");
        simulated.settle();
        assertThat(lab.seen()).containsExactly(new GenServer.Timeout(), "message");
    }

    @Test
    void initMaySetATimeout() {
        SimulatedNode simulated = nodes.simulated(1);
        Lab lab = starting(me -> GenServer.<Object>ok("state").timeout(SECOND));
        simulated.start(lab);
        simulated.advance(SECOND);
        assertThat(lab.seen()).containsExactly(new GenServer.Timeout());
    }

    @Test
    void aTimeoutThatHasFiredIsNoDeadLetter() {
        SimulatedNode simulated = nodes.simulated(1);
        Pid pid = simulated.start(new Lab()).pid();
        next(pid, state -> Outcome.keep(state).timeout(ZERO));
        next(pid, state -> Outcome.stop(NORMAL, state));
        simulated.settle();
        assertThat(pid.isAlive()).isFalse();
        assertThat(simulated.deadLetters()).isZero();
    }

    @Test
    void aNegativeTimeoutIsRefused() {
        Duration negative = Duration.ofNanos(-1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Outcome.keep("state").timeout(negative))
                .withMessage("timeout must be >= 0: timeout=PT-0.000000001S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Outcome.keep("state").stateTimeout(negative, "event"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GenServer.ok("state").timeout(negative));
    }

    @Test
    void nothingFollowsAStop() {
        Outcome<String> stop = Outcome.stop(BOOM, "state");
        assertThatIllegalStateException().isThrownBy(() -> stop.timeout(SECOND));
        assertThatIllegalStateException().isThrownBy(() -> stop.thenContinue("x"));
        assertThatIllegalStateException().isThrownBy(() -> stop.stateTimeout(SECOND, "x"));
        assertThatIllegalStateException()
                .isThrownBy(() -> GenServer.<String>stop(BOOM).timeout(SECOND));
        assertThatIllegalStateException()
                .isThrownBy(() -> GenServer.<String>ignore().timeout(SECOND));
    }

    // --- state timeout ---

    @Test
    void aStateTimeoutSurvivesMessages() {
        SimulatedNode simulated = nodes.simulated(1);
        Lab lab = new Lab();
        Pid pid = simulated.start(lab).pid();
        next(pid, state -> Outcome.keep(state).stateTimeout(SECOND, "event"));
        simulated.advance(SECOND.dividedBy(2));
        pid.send("message");
        simulated.advance(SECOND.dividedBy(2));
        assertThat(lab.seen()).containsExactly("message", "event");
        simulated.advance(SECOND.multipliedBy(3));
        assertThat(lab.seen()).hasSize(2);
    }

    @Test
    void aChangeOfStateCancelsTheStateTimeout() {
        SimulatedNode simulated = nodes.simulated(1);
        Lab lab = new Lab();
        Pid pid = simulated.start(lab).pid();
        next(pid, state -> Outcome.keep(state).stateTimeout(SECOND, "event"));
        next(pid, state -> Outcome.keep("other"));
        simulated.advance(SECOND.multipliedBy(2));
        assertThat(lab.seen()).isEmpty();
    }

    @Test
    void anEqualStateDoesNotCancelTheStateTimeout() {
        SimulatedNode simulated = nodes.simulated(1);
        Lab lab = new Lab();
        Pid pid = simulated.start(lab).pid();
        next(pid, state -> Outcome.<Object>keep(List.of(1)).stateTimeout(SECOND, "event"));
        next(pid, state -> Outcome.keep(List.of(1)));
        simulated.advance(SECOND);
        assertThat(lab.seen()).containsExactly("event");
    }

    @Test
    void aStateTimeoutSetWithTheChangeCounts() {
        SimulatedNode simulated = nodes.simulated(1);
        Lab lab = new Lab();
        Pid pid = simulated.start(lab).pid();
        next(pid, state -> Outcome.keep(state).stateTimeout(SECOND, "first"));
        next(pid, state -> Outcome.<Object>keep("other").stateTimeout(SECOND, "second"));
        simulated.advance(SECOND.multipliedBy(2));
        assertThat(lab.seen()).containsExactly("second");
    }

    @Test
    void settingAStateTimeoutAgainStartsItAnew() {
        SimulatedNode simulated = nodes.simulated(1);
        Lab lab = new Lab();
        Pid pid = simulated.start(lab).pid();
        next(pid, state -> Outcome.keep(state).stateTimeout(SECOND, "first"));
        simulated.advance(SECOND.dividedBy(2));
        next(pid, state -> Outcome.keep(state).stateTimeout(SECOND, "second"));
        simulated.advance(SECOND.dividedBy(2));
        assertThat(lab.seen()).isEmpty();
        simulated.advance(SECOND.dividedBy(2));
        assertThat(lab.seen()).containsExactly("second");
    }

    @Test
    void aStateTimeoutThatHasFiredIsCancelledByAChangeThatCameFirst() {
        SimulatedNode simulated = nodes.simulated(1);
        Lab lab = new Lab();
        Pid pid = simulated.start(lab).pid();
        next(pid, state -> Outcome.keep(state).stateTimeout(SECOND, "event"));
        simulated.settle();
        // the change waits in the mailbox when the timer fires
        simulated.self().sendAfter(SECOND, pid, "wake");
        next(pid, state -> Outcome.keep("other"));
        simulated.advance(SECOND);
        assertThat(lab.seen()).containsExactly("wake");
    }

    @Test
    void aStateTimeoutNeedsAnEvent() {
        assertThatExceptionOfType(NullPointerException.class)
                .isThrownBy(() -> Outcome.keep("state").stateTimeout(SECOND, null));
    }

    // --- stops ---

    @Test
    void aStopWithReplyAnswersAfterTerminate() {
        Lab lab = new Lab();
        Pid pid = node.start(lab).pid();
        CompletableFuture<List<Object>> seenWhenAnswered =
                pid.ask(new Lab.Step((from, state) -> Outcome.stop(SHUTDOWN, "reply", state)))
                        .thenApply(reply -> List.of(reply, List.copyOf(lab.seen())));
        assertThat(seenWhenAnswered.orTimeout(20, TimeUnit.SECONDS).join())
                .containsExactly("reply", List.of(new Lab.Terminated(SHUTDOWN)));
        Patience.until("it ends", () -> !pid.isAlive());
    }

    @Test
    void aStopWithReplyAnswersEvenIfTerminateCrashes() {
        Pid pid = node.start(new CrashingInTerminate()).pid();
        self.monitor(pid);
        assertThat(Lab.step(pid, (from, state) -> Outcome.stop(SHUTDOWN, "reply", state)))
                .isEqualTo("reply");
        assertThat(self.receive(Down.class, LONG).orElseThrow().reason())
                .isEqualTo(ExitReason.crashed(new IllegalStateException("terminate")));
    }

    @Test
    void aStopWithoutReplyFailsTheCallWithTheReason() {
        for (ExitReason reason : List.of(NORMAL, SHUTDOWN, BOOM)) {
            Pid pid = node.start(new Lab()).pid();
            assertThatExceptionOfType(CallFailed.class)
                    .isThrownBy(() -> Lab.step(pid, (from, state) -> Outcome.stop(reason, state)))
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
        }
    }

    @Test
    void terminateGetsTheLastState() {
        CompletableFuture<Object> last = new CompletableFuture<>();
        Pid pid =
                node.start(
                                new Lab() {
                                    @Override
                                    protected void terminate(ExitReason reason, Object state) {
                                        last.complete(state);
                                    }
                                })
                        .pid();
        endOf(pid, () -> next(pid, state -> Outcome.stop(NORMAL, "last")));
        assertThat(last).isCompletedWithValue("last");
    }

    @Test
    void aCallbackThatThrowsEndsTheServerAfterTerminate() {
        IllegalStateException crash = new IllegalStateException("callback");
        Lab lab = new Lab();
        Pid pid = node.start(lab).pid();
        ExitReason reason =
                endOf(
                        pid,
                        () ->
                                Lab.later(
                                        pid,
                                        l -> {
                                            throw crash;
                                        }));
        assertThat(reason).isEqualTo(ExitReason.crashed(crash));
        assertThat(lab.seen()).containsExactly(new Lab.Terminated(reason));
    }

    @Test
    void aCallbackThatExitsEndsTheServerAfterTerminate() {
        Lab lab = new Lab();
        Pid pid = node.start(lab).pid();
        assertThat(
                        endOf(
                                pid,
                                () ->
                                        Lab.later(
                                                pid,
                                                l -> {
                                                    throw l.me().exit(BOOM);
                                                })))
                .isEqualTo(BOOM);
        assertThat(lab.seen()).containsExactly(new Lab.Terminated(BOOM));
    }

    @Test
    void aCallbackThatReturnsNothingEndsTheServerAfterTerminate() {
        Lab lab = new Lab();
        Pid pid = node.start(lab).pid();
        assertThat(endOf(pid, () -> next(pid, state -> null)))
                .isInstanceOf(ExitReason.Crashed.class);
        assertThat(lab.seen()).hasSize(1);
    }

    @Test
    void aCrashInTerminateReplacesTheReason() {
        Pid pid = node.start(new CrashingInTerminate()).pid();
        assertThat(endOf(pid, () -> next(pid, state -> Outcome.stop(NORMAL, state))))
                .isEqualTo(ExitReason.crashed(new IllegalStateException("terminate")));
    }

    private static final class CrashingInTerminate extends Lab {
        @Override
        protected void terminate(ExitReason reason, Object state) {
            throw new IllegalStateException("terminate");
        }
    }

    @Test
    void aReplyToNobodyEndsTheServer() {
        Lab lab = new Lab();
        Pid pid = node.start(lab).pid();
        ExitReason reason = endOf(pid, () -> next(pid, state -> Outcome.reply("x", state)));
        assertThat(reason).isInstanceOf(ExitReason.Crashed.class);
        assertThat(lab.seen()).containsExactly(new Lab.Terminated(reason));
    }

    // --- exit signals ---

    @Test
    void terminateIsNotCalledWhenAnExitSignalEndsTheServer() {
        for (ExitReason reason : List.of(BOOM, SHUTDOWN, KILL)) {
            Lab lab = new Lab();
            Pid pid = node.start(lab).pid();
            assertThat(endOf(pid, () -> pid.exit(reason)))
                    .isEqualTo(reason == KILL ? KILLED : reason);
            assertThat(lab.seen()).isEmpty();
        }
    }

    @Test
    void terminateIsNotCalledOnAKillOfATrappingServer() {
        Lab lab = trapping();
        Pid pid = node.start(lab).pid();
        assertThat(endOf(pid, () -> pid.exit(KILL))).isEqualTo(KILLED);
        assertThat(lab.seen()).isEmpty();
    }

    private static Lab trapping() {
        return starting(me -> {
            me.me().trapExit(true);
            return GenServer.ok("state");
        });
    }

    @Test
    void theParentsExitEndsATrappingServerAfterTerminate() {
        for (ExitReason reason : List.of(NORMAL, SHUTDOWN, BOOM)) {
            Lab lab = trapping();
            Pid pid = self.startLink(lab).pid();
            assertThat(endOf(pid, () -> pid.exit(reason))).isEqualTo(reason);
            assertThat(lab.seen()).containsExactly(new Lab.Terminated(reason));
            assertThat(self.receive(Exit.class, LONG)).contains(new Exit(pid, reason));
        }
    }

    @Test
    void theParentsDeathEndsATrappingServerAfterTerminate() {
        Lab lab = trapping();
        CompletableFuture<Pid> child = new CompletableFuture<>();
        Pid parent =
                node.spawn(me -> {
                    child.complete(me.startLink(lab).pid());
                    me.receive();
                    throw me.exit(BOOM);
                });
        Pid pid = child.orTimeout(20, TimeUnit.SECONDS).join();
        assertThat(endOf(pid, () -> parent.send("end"))).isEqualTo(BOOM);
        assertThat(lab.seen()).containsExactly(new Lab.Terminated(BOOM));
    }

    @Test
    void theExitOfAnotherIsInfoToATrappingServer() {
        Lab lab = trapping();
        Pid pid = node.start(lab).pid();
        Pid other = node.spawn(Self::receive);
        Lab.run(
                pid,
                l -> {
                    l.me().link(other);
                    return true;
                });
        other.exit(BOOM);
        pid.exit(NORMAL); // of the test's own process
        Lab.run(pid, l -> 1);
        assertThat(lab.seen()).containsExactly(new Exit(other, BOOM), new Exit(self.pid(), NORMAL));
    }

    @Test
    void theExitSentByAThreadThatIsNoProcessIsInfoToATrappingServer() {
        Lab lab = trapping();
        Pid pid = node.start(lab).pid();
        Patience.join(Thread.ofPlatform().start(() -> pid.exit(BOOM)));
        Lab.run(pid, l -> 1);
        assertThat(lab.seen()).hasSize(1).first().isInstanceOf(Exit.class);
    }

    // --- defaults ---

    /// A server that overrides nothing.
    private static final class Bare extends GenServer<Call<?>, Object> {
        private final Init<Object> init;

        Bare(Init<Object> init) {
            this.init = init;
        }

        @Override
        protected Init<Object> init() {
            return init;
        }
    }

    @Test
    void requestsAndCastsThatNobodyHandlesEndTheServer() {
        Pid called = node.start(new Bare(GenServer.ok("state"))).pid();
        assertThatExceptionOfType(CallFailed.class)
                .isThrownBy(() -> called.call(new Lab.Run<>(l -> 1)))
                .withCauseInstanceOf(UnsupportedOperationException.class);
        Pid cast = node.start(new Bare(GenServer.ok("state"))).pid();
        assertThat(endOf(cast, () -> cast.cast("message")).toString())
                .contains("handleCast must handle: message=message");
        Pid continued = node.start(new Bare(GenServer.okAndContinue("state", "x"))).pid();
        Patience.until("it ends", () -> !continued.isAlive());
    }

    @Test
    void messagesThatNobodyHandlesAreLoggedAndDropped() {
        Pid pid = node.start(new Bare(GenServer.ok("state"))).pid();
        pid.send("message");
        assertThat(Sys.getState(pid)).isEqualTo("state");
        assertThat(log.list)
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.getLevel()).isEqualTo(Level.WARN);
                    assertThat(event.getLoggerName()).isEqualTo(Bare.class.getName());
                    assertThat(event.getFormattedMessage()).contains("message", pid.toString());
                });
    }

    // --- the log ---

    @Test
    void orderlyEndsAreNotLogged() {
        for (ExitReason reason : List.of(NORMAL, SHUTDOWN, ExitReason.shutdown("detail"))) {
            Pid pid = node.start(new Lab()).pid();
            endOf(pid, () -> next(pid, state -> Outcome.stop(reason, state)));
        }
        assertThat(log.list).isEmpty();
    }

    @Test
    void otherEndsAreLoggedOnceAsErrors() {
        Pid pid = node.start(new Lab()).pid();
        IllegalStateException crash = new IllegalStateException("callback");
        endOf(
                pid,
                () ->
                        Lab.later(
                                pid,
                                l -> {
                                    throw crash;
                                }));
        assertThat(log.list)
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.getLevel()).isEqualTo(Level.ERROR);
                    assertThat(event.getFormattedMessage())
                            .contains(pid.toString(), Lab.class.getName());
                    assertThat(event.getThrowableProxy().getMessage()).isEqualTo("callback");
                });
    }

    @Test
    void endsByExitSignalsAreNotLogged() {
        Pid pid = node.start(new Lab()).pid();
        endOf(pid, () -> pid.exit(BOOM));
        assertThat(log.list).isEmpty();
    }

    // --- a killed server ---

    @Test
    void aKilledServerRunsNoTerminateWhenItsHandlerEnds() {
        Lab lab = new Lab();
        Pid pid = node.start(lab).pid();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch killed = new CountDownLatch(1);
        CountDownLatch thrown = new CountDownLatch(1);
        Lab.later(
                pid,
                l -> {
                    begun.countDown();
                    Patience.await(killed);
                    try {
                        l.me().trapExit(true);
                    } finally {
                        thrown.countDown();
                    }
                });
        Patience.await(begun);
        pid.exit(KILL);
        killed.countDown();
        Patience.await(thrown);
        Lab.run(node.start(new Lab()).pid(), l -> 1);
        assertThat(lab.seen()).isEmpty();
    }

    @Test
    void aCallerMayBeAnsweredLater() {
        Pid pid = node.start(new Lab()).pid();
        CompletableFuture<From> kept = new CompletableFuture<>();
        CompletableFuture<Object> asked =
                pid.ask(
                        new Lab.Step((from, state) -> {
                            kept.complete(from);
                            return Outcome.keep(state);
                        }));
        kept.orTimeout(20, TimeUnit.SECONDS).join().reply("later");
        assertThat(asked.orTimeout(20, TimeUnit.SECONDS).join()).isEqualTo("later");
    }
}
