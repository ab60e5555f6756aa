package io.trunkline.engine.sys;

import static io.trunkline.engine.ExitReasons.NORMAL;
import static io.trunkline.engine.ExitReasons.SHUTDOWN;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

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

import java.time.Duration;
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

    @Test
    void aDeadServerFailsTheRequest() {
        pid.exit(SHUTDOWN);
        assertThatExceptionOfType(CallFailed.NoProcess.class).isThrownBy(() -> Sys.getState(pid));
    }
}
