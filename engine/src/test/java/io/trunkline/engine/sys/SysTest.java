package io.trunkline.engine.sys;

import static io.trunkline.engine.ExitReasons.NORMAL;
import static io.trunkline.engine.ExitReasons.SHUTDOWN;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;

import io.trunkline.engine.CallFailed;
import io.trunkline.engine.Pid;
import io.trunkline.engine.SimulatedNode;
import io.trunkline.engine.StartOptions;
import io.trunkline.engine.StartOptions.ExpiredCalls;
import io.trunkline.engine.fixture.Lab;
import io.trunkline.engine.fixture.Nodes;
import io.trunkline.engine.genserver.GenServer;
import io.trunkline.engine.genserver.Init;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

@Timeout(60)
class SysTest {
    @RegisterExtension final Nodes nodes = new Nodes();

    private static final Duration SECOND = Duration.ofSeconds(1);

    private SimulatedNode node;
    private Lab lab;
    private Pid pid;

    @BeforeEach
    void startServer() {
        node = nodes.simulated(1);
        lab = new Lab();
        pid = node.start(lab).pid();
    }

    @Test
    void getStateReturnsTheState() {
        assertThat(Sys.getState(pid)).isEqualTo("initial");
    }

    @Test
    void getStateComesAfterEarlierMessages() {
        pid.cast(new Lab.Next(state -> Lab.keep("changed")));
        assertThat(Sys.getState(pid)).isEqualTo("changed");
    }

    @Test
    void replaceStateReturnsTheNewState() {
        assertThat(Sys.replaceState(pid, state -> state + "!")).isEqualTo("initial!");
        assertThat(Sys.getState(pid)).isEqualTo("initial!");
    }

    @Test
    void aChangeThatThrowsLeavesTheState() {
        IllegalStateException cause = new IllegalStateException("change");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Sys.replaceState(
                                pid,
                                state -> {
                                    throw cause;
                                }))
                .withCause(cause);
        assertThat(Sys.getState(pid)).isEqualTo("initial");
    }

    @Test
    void aChangeThatThrowsAnErrorLeavesTheStateToo() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Sys.replaceState(
                                pid,
                                state -> {
                                    throw new AssertionError("change");
                                }));
        assertThat(Sys.getState(pid)).isEqualTo("initial");
    }

    @Test
    void aSuspendedServerHandlesOnlySystemRequests() {
        Sys.suspend(pid);
        pid.send("one");
        pid.cast("two");
        CompletableFuture<Object> asked = pid.ask(new Lab.Run<>(l -> l.seen().add("three")));
        node.settle();
        assertThat(lab.seen()).isEmpty();
        assertThat(asked).isNotDone();
        assertThat(Sys.getState(pid)).isEqualTo("initial");
        assertThat(Sys.replaceState(pid, state -> "replaced")).isEqualTo("replaced");

        Sys.resume(pid);
        node.settle();
        assertThat(lab.seen()).containsExactly("one", "two", "three");
        assertThat(asked).isCompletedWithValue(true);
    }

    @Test
    void suspendAndResumeAreIdempotent() {
        Sys.suspend(pid);
        pid.send("one");
        Sys.suspend(pid);
        node.settle();
        assertThat(lab.seen()).isEmpty();
        Sys.resume(pid);
        Sys.resume(pid);
        pid.send("two");
        node.settle();
        assertThat(lab.seen()).containsExactly("one", "two");
    }

    @Test
    void messagesThatWaitInASuspendedServerAreCounted() {
        nodes.allowDeadLetters();
        Sys.suspend(pid);
        pid.send("one");
        pid.send("two");
        node.settle();
        assertThat(node.info(pid).orElseThrow().messageQueueLength()).isEqualTo(2);
    }

    @Test
    void messagesThatASuspendedServerLeavesAreDeadLetters() {
        nodes.allowDeadLetters();
        Sys.suspend(pid);
        pid.send("one");
        pid.cast("two");
        node.settle();
        pid.exit(SHUTDOWN);
        assertThat(nodes.deadLetters()).containsExactly("one", "two");
    }

    @Test
    void callsThatWaitInASuspendedServerMayTimeOutAndAreThenSkipped() {
        Sys.suspend(pid);
        assertThatExceptionOfType(CallFailed.TimedOut.class)
                .isThrownBy(() -> pid.call(new Lab.Run<>(l -> l.seen().add("call")), SECOND));
        Sys.resume(pid);
        node.settle();
        assertThat(lab.seen()).isEmpty();
    }

    @Test
    void callsThatTimedOutInASuspendedServerMayBeHandledAsInOtp() {
        Lab handling = new Lab();
        Pid server =
                node.start(handling, StartOptions.defaults().withExpiredCalls(ExpiredCalls.HANDLE))
                        .pid();
        Sys.suspend(server);
        assertThatExceptionOfType(CallFailed.TimedOut.class)
                .isThrownBy(() -> server.call(new Lab.Run<>(l -> l.seen().add("call")), SECOND));
        Sys.resume(server);
        node.settle();
        assertThat(handling.seen()).containsExactly("call");
    }

    @Test
    void callsThatWaitInASuspendedServerFailWhenItEnds() {
        Sys.suspend(pid);
        CompletableFuture<Integer> asked = pid.ask(new Lab.Run<>(l -> 1));
        node.settle();
        pid.exit(SHUTDOWN);
        assertThat(asked.exceptionNow()).isInstanceOf(CallFailed.class);
    }

    @Test
    void theParentsExitEndsASuspendedServer() {
        Lab child =
                new Lab() {
                    @Override
                    protected Init<Object> init() {
                        self().trapExit(true);
                        return super.init();
                    }
                };
        Pid server = node.self().startLink(child).pid();
        Sys.suspend(server);
        server.exit(SHUTDOWN);
        node.settle();
        assertThat(server.isAlive()).isFalse();
        assertThat(child.seen()).containsExactly(new Lab.Terminated(SHUTDOWN));
    }

    @Test
    void stopEndsASuspendedServer() {
        Sys.suspend(pid);
        pid.stop();
        assertThat(lab.seen()).containsExactly(new Lab.Terminated(NORMAL));
    }

    @Test
    void aMessageThatStopsTheServerAfterResumeIsTheLast() {
        nodes.allowDeadLetters();
        Sys.suspend(pid);
        pid.cast(new Lab.Next(state -> Lab.end(NORMAL, state)));
        pid.cast("not handled");
        node.settle();
        Sys.resume(pid);
        node.settle();
        assertThat(pid.isAlive()).isFalse();
        assertThat(lab.seen()).containsExactly(new Lab.Terminated(NORMAL));
    }

    // --- timeouts ---

    @Test
    void aSystemRequestStartsTheReceiveTimeoutAnew() {
        pid.cast(new Lab.Next(state -> Lab.keep(state).timeout(SECOND)));
        node.advance(SECOND.dividedBy(2));
        Sys.getState(pid);
        node.advance(SECOND.dividedBy(2));
        assertThat(lab.seen()).isEmpty();
        node.advance(SECOND.dividedBy(2));
        assertThat(lab.seen()).containsExactly(new GenServer.Timeout());
    }

    @Test
    void aReceiveTimeoutRunsInFullAfterResume() {
        pid.cast(new Lab.Next(state -> Lab.keep(state).timeout(SECOND)));
        node.settle();
        Sys.suspend(pid);
        node.advance(SECOND.multipliedBy(3));
        assertThat(lab.seen()).isEmpty();
        Sys.resume(pid);
        node.advance(SECOND.minusNanos(1));
        assertThat(lab.seen()).isEmpty();
        node.advance(Duration.ofNanos(1));
        assertThat(lab.seen()).containsExactly(new GenServer.Timeout());
    }

    @Test
    void aReceiveTimeoutSurvivesASkippedCall() {
        pid.cast(new Lab.Next(state -> Lab.keep(state).timeout(SECOND)));
        node.settle();
        Sys.suspend(pid);
        assertThatExceptionOfType(CallFailed.TimedOut.class)
                .isThrownBy(() -> pid.call(new Lab.Run<>(l -> 1), SECOND));
        Sys.resume(pid);
        node.advance(SECOND.multipliedBy(2));
        assertThat(lab.seen()).containsExactly(new GenServer.Timeout());
    }

    @Test
    void aStateTimeoutThatFiresWhileSuspendedComesAfterResume() {
        pid.cast(new Lab.Next(state -> Lab.keep(state).stateTimeout(SECOND, "event")));
        node.settle();
        Sys.suspend(pid);
        node.advance(SECOND.multipliedBy(2));
        assertThat(lab.seen()).isEmpty();
        Sys.resume(pid);
        node.settle();
        assertThat(lab.seen()).containsExactly("event");
    }

    // --- watching ---

    @Test
    void aTraceShowsWhatHappensUntilItIsOff() {
        List<SysEvent> events = new ArrayList<>();
        Sys.trace(pid, events::add);
        Lab.run(pid, l -> "answer");
        pid.send("info");
        node.settle();
        Sys.trace(pid, false);
        pid.send("unseen");
        node.settle();

        assertThat(events).hasSize(5);
        assertThat(events.get(0)).isInstanceOf(SysEvent.Called.class);
        assertThat(events.subList(1, 5))
                .containsExactly(
                        new SysEvent.Replied("answer"),
                        new SysEvent.Handled("initial"),
                        new SysEvent.Received("info"),
                        new SysEvent.Handled("initial"));
    }

    @Test
    void aTraceThatThrowsIsTakenAway() {
        List<SysEvent> events = new ArrayList<>();
        Sys.trace(
                pid,
                event -> {
                    events.add(event);
                    throw new IllegalStateException("trace");
                });
        pid.send("one");
        pid.send("two");
        node.settle();
        assertThat(events).hasSize(1);
        assertThat(lab.seen()).containsExactly("one", "two");
    }

    @Test
    void aTraceMayGoToTheLog() {
        Logger log = (Logger) LoggerFactory.getLogger(Sys.class);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        log.addAppender(lines);
        log.setLevel(Level.INFO);
        try {
            Sys.trace(pid, true);
            pid.send("hello");
            node.settle();
        } finally {
            log.setLevel(null);
            log.detachAppender(lines);
        }
        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(pid + " Received[message=hello]", pid + " Handled[state=initial]");
    }

    @Test
    void theLogBeginsAnewWithAnotherLength() {
        Sys.log(pid, 5);
        pid.send("one");
        node.settle();
        Sys.log(pid, 6);
        assertThat(Sys.log(pid)).isEmpty();
        Sys.log(pid, 0);
        pid.send("two");
        node.settle();
        assertThat(Sys.log(pid)).isEmpty();
    }

    @Test
    void aStatusShowsWhatIsOn() {
        Sys.suspend(pid);
        Sys.statistics(pid, true);
        Status status = Sys.getStatus(pid);
        assertThat(status.suspended()).isTrue();
        assertThat(status.statistics()).contains(new Statistics(Duration.ZERO, 0, 0));
    }

    @Test
    void terminateEndsASuspendedServer() {
        Sys.suspend(pid);
        Sys.terminate(pid, SHUTDOWN);
        node.settle();
        assertThat(lab.seen()).containsExactly(new Lab.Terminated(SHUTDOWN));
    }

    @Test
    void aDeadServerFailsTheRequest() {
        pid.exit(SHUTDOWN);
        assertThatExceptionOfType(CallFailed.NoProcess.class).isThrownBy(() -> Sys.getState(pid));
    }
}
