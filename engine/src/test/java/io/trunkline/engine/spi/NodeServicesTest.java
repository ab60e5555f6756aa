package io.trunkline.engine.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.trunkline.engine.Down;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Node;
import io.trunkline.engine.NodeClosed;
import io.trunkline.engine.Pid;
import io.trunkline.engine.Self;
import io.trunkline.engine.SimulatedNode;
import io.trunkline.engine.agent.Agent;
import io.trunkline.engine.fixture.Nodes;
import io.trunkline.engine.fixture.Patience;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

@Timeout(60)
class NodeServicesTest {
    @RegisterExtension final Nodes nodes = new Nodes();

    private Node node;
    private NodeServices services;
    private Self self;

    @BeforeEach
    void startNode() {
        node = nodes.start();
        services = NodeServices.of(node);
        self = node.self();
    }

    record Closeable(List<String> log, String name) implements AutoCloseable {
        @Override
        public void close() {
            log.add(name);
        }
    }

    private static final class Other implements AutoCloseable {
        private final List<String> log;

        Other(List<String> log) {
            this.log = log;
        }

        @Override
        public void close() {
            log.add("other");
            throw new IllegalStateException("a close that fails must not stop the others");
        }
    }

    @Test
    void hooksRunInOrderBeforeTheDown() {
        Pid pid = node.spawn(Self::receive);
        ConcurrentLinkedQueue<String> log = new ConcurrentLinkedQueue<>();
        assertThat(services.addExitHook(pid, (who, reason) -> log.add("first " + reason))).isTrue();
        assertThat(
                        services.addExitHook(
                                pid,
                                (who, reason) -> {
                                    log.add("second, dead " + !who.isAlive());
                                    throw new IllegalStateException(
                                            "a hook that fails must not stop the others");
                                }))
                .isTrue();
        assertThat(services.addExitHook(pid, (who, reason) -> log.add("third"))).isTrue();
        self.monitor(pid);
        pid.exit(ExitReason.kill());
        assertThat(self.receive(Down.class, Patience.LONG)).isPresent();
        assertThat(log)
                .containsExactly("first " + ExitReason.killed(), "second, dead true", "third");
    }

    @Test
    void hooksFindTheNameFree() {
        Pid pid = node.spawn(Self::receive);
        node.register("holder", pid);
        CompletableFuture<Boolean> free = new CompletableFuture<>();
        services.addExitHook(pid, (who, reason) -> free.complete(node.whereis("holder").isEmpty()));
        pid.exit(ExitReason.kill());
        assertThat(free.orTimeout(60, TimeUnit.SECONDS).join()).isTrue();
    }

    @Test
    void aHookThatWasTakenAwayDoesNotRun() {
        Pid pid = node.spawn(Self::receive);
        ConcurrentLinkedQueue<String> log = new ConcurrentLinkedQueue<>();
        ExitHook taken = (who, reason) -> log.add("taken away");
        services.addExitHook(pid, taken);
        services.addExitHook(pid, (who, reason) -> log.add("left"));
        services.removeExitHook(pid, taken);
        self.monitor(pid);
        pid.exit(ExitReason.kill());
        assertThat(self.receive(Down.class, Patience.LONG)).isPresent();
        assertThat(log).containsExactly("left");
    }

    @Test
    void theDeadAndStrangersGetNoHook() {
        Pid pid = node.spawn(me -> {});
        self.monitor(pid);
        assertThat(self.receive(Down.class, Patience.LONG)).isPresent();
        assertThat(services.addExitHook(pid, (who, reason) -> {})).isFalse();
        services.removeExitHook(pid, (who, reason) -> {});
        Node stranger = nodes.start();
        Pid far = stranger.spawn(Self::receive);
        assertThat(services.addExitHook(far, (who, reason) -> {})).isFalse();
        assertThat(services.isLocal(far)).isFalse();
        assertThat(services.isLocal(pid)).isFalse();
    }

    @Test
    void knowsWhoRuns() {
        assertThat(services.running()).isNull();
        assertThat(services.runs(self.pid())).isTrue();
        CompletableFuture<List<Boolean>> inside = new CompletableFuture<>();
        node.spawn(me ->
                inside.complete(
                        List.of(
                                services.running() == me.pid(),
                                services.runs(me.pid()),
                                services.runs(self.pid()))));
        assertThat(inside.orTimeout(60, TimeUnit.SECONDS).join())
                .containsExactly(true, true, false);
    }

    @Test
    void extensionsAreMadeOnceAndClosedWithTheNode() {
        List<String> log = new ArrayList<>();
        Closeable made = services.extension(Closeable.class, n -> new Closeable(log, n.name()));
        assertThat(services.extension(Closeable.class, n -> new Closeable(log, "again")))
                .isSameAs(made);
        services.extension(Other.class, n -> new Other(log));
        node.close();
        assertThat(log).containsExactly("other", node.name());
        assertThat(services.extension(Closeable.class, n -> new Closeable(log, "again")))
                .isSameAs(made);
        assertThatExceptionOfType(NodeClosed.class)
                .isThrownBy(() -> services.extension(String.class, n -> "late"));
    }

    @Test
    void timeoutsRunOnceUnlessCancelled() {
        try (SimulatedNode simulated = Node.simulated(1)) {
            List<String> log = new ArrayList<>();
            NodeServices timers = NodeServices.of(simulated);
            timers.schedule(Duration.ofMillis(1), () -> log.add("cancelled")).cancel();
            timers.schedule(Duration.ofMillis(2), () -> log.add("ran"));
            simulated.advance(Duration.ofMillis(10));
            assertThat(log).containsExactly("ran");
        }
    }

    @Test
    void aCensusCountsWhatCanBeLeftBehind() {
        assertThat(services.census()).isEqualTo(new Census(1, 0, 0, 0, 0));
        Pid pid = node.spawn(Self::receive);
        node.register("name", pid);
        self.monitor(pid);
        self.sendAfter(Duration.ofDays(1), "late");
        services.schedule(Duration.ofDays(1), () -> {});
        assertThat(services.census()).isEqualTo(new Census(2, 1, 1, 2, 1));
        node.close();
        Patience.until("the thread ends", () -> services.census().threads() == 0);
        assertThat(services.census()).isEqualTo(new Census(0, 0, 0, 1, 0));
    }

    @Test
    void onlyLivingBehavioursAnswerSys() {
        Pid agent = Agent.start(node, () -> 0).pid();
        Pid threaded = node.spawn(Self::receive);

        assertThat(services.answersSys(agent)).isTrue();
        assertThat(services.answersSys(threaded)).isFalse();
        assertThat(services.answersSys(services.root())).isFalse();
        agent.exit(ExitReason.kill());
        Patience.until("the agent is gone", () -> !services.answersSys(agent));
    }
}
