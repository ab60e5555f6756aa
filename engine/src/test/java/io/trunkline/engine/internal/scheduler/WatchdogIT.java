package io.trunkline.engine.internal.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.engine.Node;
import io.trunkline.engine.NodeListener;
import io.trunkline.engine.Pid;
import io.trunkline.engine.fixture.Lab;
import io.trunkline.engine.fixture.Nodes;
import io.trunkline.engine.fixture.Patience;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/// A handler that blocks or computes for long does not hold up other processes.
@Timeout(120)
class WatchdogIT {
    @RegisterExtension final Nodes nodes = new Nodes();

    private record Report(Pid pid, Duration soFar, List<String> stack) {}

    private final Queue<Report> reports = new ConcurrentLinkedQueue<>();

    private Node node(int runners) {
        return node(runners, Duration.ofMillis(30));
    }

    private Node node(int runners, Duration longHandler) {
        return nodes.start(o ->
                o.withRunners(runners)
                        .withLongHandler(longHandler)
                        .withListener(
                                new NodeListener() {
                                    @Override
                                    public void longHandler(
                                            Pid pid, Duration soFar, StackTraceElement[] stack) {
                                        reports.add(
                                                new Report(
                                                        pid,
                                                        soFar,
                                                        Stream.of(stack)
                                                                .map(
                                                                        StackTraceElement
                                                                                ::getMethodName)
                                                                .toList()));
                                    }
                                }));
    }

    /// Fails unless other processes of the node get on.
    private static void assertOthersRun(Node node) {
        for (int i = 0; i < 20; i++) {
            CountDownLatch handled = new CountDownLatch(1);
            Lab.later(node.start(new Lab()).pid(), l -> handled.countDown());
            Patience.await(handled);
        }
    }

    @Test
    void aHandlerThatBlocksIsPassed() {
        Node node = node(1);
        CountDownLatch end = new CountDownLatch(1);
        Lab.block(node.start(new Lab()).pid(), end);
        assertOthersRun(node);
        end.countDown();
    }

    @Test
    void aHandlerThatComputesIsPassed() {
        Node node = node(1);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Lab.later(
                node.start(new Lab()).pid(),
                l -> {
                    begun.countDown();
                    while (end.getCount() > 0) {
                        Thread.onSpinWait();
                    }
                });
        Patience.await(begun);
        assertOthersRun(node);
        end.countDown();
    }

    @Test
    void aLongHandlerIsReportedOnceWithItsProcessAndStack() {
        Node node = node(1);
        CountDownLatch end = new CountDownLatch(1);
        Pid pid = node.start(new Lab()).pid();
        Lab.later(pid, l -> recognizableMethod(end));
        Patience.until("a report", () -> !reports.isEmpty());
        assertOthersRun(node);
        // as long again as it took for the first report
        CountDownLatch later = new CountDownLatch(1);
        node.spawn(me -> {
            me.sleep(reports.peek().soFar().multipliedBy(2));
            later.countDown();
        });
        Patience.await(later);
        end.countDown();
        assertThat(reports)
                .singleElement()
                .satisfies(report -> {
                    assertThat(report.pid()).isEqualTo(pid);
                    assertThat(report.soFar()).isGreaterThanOrEqualTo(Duration.ofMillis(30));
                    assertThat(report.stack()).contains("recognizableMethod");
                });
    }

    private static void recognizableMethod(CountDownLatch end) {
        Patience.await(end);
    }

    @Test
    void aHandlerThatGivesItsRunnerUpIsNotReported() {
        Node node = node(1, Duration.ofMillis(300));
        CountDownLatch end = new CountDownLatch(1);
        Lab.later(
                node.start(new Lab()).pid(),
                l -> {
                    long begun = System.nanoTime();
                    while (System.nanoTime() - begun < Duration.ofMillis(20).toNanos()) {
                        Thread.onSpinWait(); // long enough to be noticed, not to be reported
                    }
                    l.me().sleep(Duration.ofMillis(600));
                    end.countDown();
                });
        Patience.await(end);
        assertThat(reports).isEmpty();
    }

    @Test
    void eachLongHandlerIsReported() {
        Node node = node(2);
        List<Pid> pids = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            CountDownLatch end = new CountDownLatch(1);
            Pid pid = node.start(new Lab()).pid();
            pids.add(pid);
            int reported = i + 1;
            Lab.block(pid, end);
            Patience.until("report " + reported, () -> reports.size() >= reported);
            end.countDown();
        }
        assertThat(reports.stream().map(Report::pid)).containsExactlyElementsOf(pids);
    }

    @Test
    void aHandlerBlockedInACallLetsOthersRun() {
        Node node = node(1);
        CountDownLatch end = new CountDownLatch(1);
        Pid busy = node.start(new Lab()).pid();
        Lab.block(busy, end);
        CountDownLatch calling = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        Lab.later(
                node.start(new Lab()).pid(),
                l -> {
                    calling.countDown();
                    Lab.run(busy, b -> 1);
                    answered.countDown();
                });
        Patience.await(calling);
        assertOthersRun(node);
        assertThat(answered.getCount()).isOne();
        end.countDown();
        Patience.await(answered);
    }

    @Test
    void aHandlerThatSleepsLetsOthersRun() {
        Node node = node(1);
        CountDownLatch sleeping = new CountDownLatch(1);
        Pid sleeper = node.start(new Lab()).pid();
        Lab.later(
                sleeper,
                l -> {
                    sleeping.countDown();
                    l.me().sleep(Duration.ofDays(1));
                });
        Patience.await(sleeping);
        assertOthersRun(node);
        assertThat(sleeper.isAlive()).isTrue();
    }

    @Test
    void manyBlockedProcessesDoNotStopOthers() {
        Node node = node(2);
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch blocked = new CountDownLatch(200);
        for (int i = 0; i < 200; i++) {
            Lab.later(
                    node.start(new Lab()).pid(),
                    l -> {
                        blocked.countDown();
                        Patience.await(end);
                    });
        }
        Patience.await(blocked);
        assertOthersRun(node);
        end.countDown();
    }

    @Test
    void manyProcessesBlockedInCallsDoNotStopOthers() {
        Node node = node(2);
        CountDownLatch end = new CountDownLatch(1);
        Pid busy = node.start(new Lab()).pid();
        Lab.block(busy, end);
        CountDownLatch answered = new CountDownLatch(200);
        for (int i = 0; i < 200; i++) {
            Lab.later(
                    node.start(new Lab()).pid(),
                    l -> {
                        Lab.run(busy, b -> 1);
                        answered.countDown();
                    });
        }
        Patience.until(
                "all calls wait", () -> node.info(busy).orElseThrow().messageQueueLength() == 200);
        assertOthersRun(node);
        end.countDown();
        Patience.await(answered);
    }

    @Test
    void messagesOfABlockedProcessWaitForIt() {
        Node node = node(1);
        CountDownLatch end = new CountDownLatch(1);
        Lab lab = new Lab();
        Pid pid = node.start(lab).pid();
        Lab.block(pid, end);
        pid.send("one");
        pid.send("two");
        assertOthersRun(node);
        assertThat(lab.seen()).isEmpty();
        end.countDown();
        Patience.until("both are seen", () -> lab.seen().size() == 2);
        assertThat(lab.seen()).containsExactly("one", "two");
    }
}
