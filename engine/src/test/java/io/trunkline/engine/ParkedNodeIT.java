package io.trunkline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.engine.fixture.Lab;
import io.trunkline.engine.fixture.Nodes;
import io.trunkline.engine.fixture.Patience;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// A node that has nothing to do does nothing: all its threads wait without a timeout.
@Timeout(120)
class ParkedNodeIT {
    @RegisterExtension final Nodes nodes = new Nodes();

    private static final int SERVERS = 10_000;

    /// Whether the node's threads wait for somebody else to wake them.
    private static boolean isParked(Node node) {
        return Nodes.threadsOf(node).stream()
                .allMatch(thread -> thread.getState() == Thread.State.WAITING);
    }

    private static void awaitRest(Node node) {
        Patience.until("the node is at rest", () -> isParked(node));
    }

    private List<Pid> startServers(Node node) {
        List<Pid> servers = new ArrayList<>();
        for (int i = 0; i < SERVERS; i++) {
            servers.add(node.start(new Lab()).pid());
        }
        return servers;
    }

    @Test
    void aNewNodeIsAtRest() {
        awaitRest(nodes.start());
    }

    @Test
    void idleServersKeepNoThreadAwake() {
        Node node = nodes.start();
        List<Pid> servers = startServers(node);
        servers.forEach(pid -> Lab.later(pid, l -> {}));
        Patience.until(
                "all have had their message",
                () ->
                        servers.stream()
                                .map(pid -> node.info(pid).orElseThrow())
                                .allMatch(info ->
                                        info.status() == ProcessInfo.Status.WAITING
                                                && info.messageQueueLength() == 0));
        awaitRest(node);
        assertThat(Nodes.threadsOf(node)).hasSizeLessThan(100);
    }

    @Test
    void aNodeThatCameToRestIsNotWokenAgain() {
        Node node = nodes.start();
        List<Pid> servers = startServers(node);
        servers.forEach(pid -> Lab.later(pid, l -> {}));
        awaitRest(node);
        List<Long> before = waits(node);
        // something else, that takes the machine's time
        Node other = nodes.start();
        Pid busy = other.start(new Lab()).pid();
        for (int i = 0; i < 100_000; i++) {
            Lab.run(busy, l -> 1);
        }
        assertThat(isParked(node)).isTrue();
        assertThat(waits(node)).as("how often its threads have begun to wait").isEqualTo(before);
    }

    /// How often each thread of a node has waited.
    private static List<Long> waits(Node node) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return Nodes.threadsOf(node).stream()
                .sorted((a, b) -> Long.compare(a.threadId(), b.threadId()))
                .map(thread -> threads.getThreadInfo(thread.threadId()))
                .map(ThreadInfo::getWaitedCount)
                .toList();
    }

    @Test
    void aTimerFarOffKeepsOnlyTheTimerThreadWaitingWithATimeout() {
        Node node = nodes.start();
        node.self().sendAfter(Duration.ofDays(1), "tick");
        Patience.until(
                "only the timer thread waits with a timeout",
                () ->
                        Nodes.threadsOf(node).stream()
                                .allMatch(thread ->
                                        thread.getState()
                                                == (thread.getName().endsWith("-timers")
                                                        ? Thread.State.TIMED_WAITING
                                                        : Thread.State.WAITING)));
    }

    @Test
    void aCancelledTimerLeavesNothingToWaitFor() {
        Node node = nodes.start();
        TimerRef timer = node.self().sendAfter(Duration.ofMillis(50), "tick");
        timer.cancel();
        awaitRest(node);
    }

    @Test
    void aNodeWhoseHandlersBlockedComesToRest() {
        Node node = nodes.start(o -> o.withRunners(2));
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch blocked = new CountDownLatch(20);
        for (int i = 0; i < 20; i++) {
            Lab.later(
                    node.start(new Lab()).pid(),
                    l -> {
                        blocked.countDown();
                        Patience.await(end);
                    });
        }
        Patience.await(blocked);
        end.countDown();
        // spare runners go after 10 s without work
        awaitRest(node);
        assertThat(Nodes.threadsOf(node)).hasSizeLessThanOrEqualTo(3);
    }
}
