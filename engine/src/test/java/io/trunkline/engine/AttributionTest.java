package io.trunkline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.trunkline.engine.Attribution.Latencies;
import io.trunkline.engine.fixture.Lab;
import io.trunkline.engine.fixture.Nodes;
import io.trunkline.engine.fixture.Patience;
import io.trunkline.engine.genserver.Outcome;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

@Timeout(60)
class AttributionTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @RegisterExtension final Nodes nodes = new Nodes();

    /// A server that takes a second for each message.
    private static final class Slow extends Lab {
        @Override
        protected Outcome<Object> handleInfo(Object message, Object state) {
            self().sleep(SECOND);
            return super.handleInfo(message, state);
        }
    }

    private static Latencies of(Node node, Class<?> code) {
        return node.attribution().latencies().stream()
                .filter(latencies -> latencies.code().equals(code.getName()))
                .findFirst()
                .orElseThrow();
    }

    private static void assertTimes(Histogram histogram, long... seconds) {
        assertThat(histogram.getTotalCount()).isEqualTo(seconds.length);
        for (int i = 0; i < seconds.length; i++) {
            long value = histogram.getValueAtPercentile(100.0 * (i + 1) / seconds.length);
            assertThat(value / 1e9).isBetween(seconds[i] * 0.99, seconds[i] * 1.01);
        }
    }

    @Test
    void itIsOffAtFirst() {
        SimulatedNode node = nodes.simulated(1);
        Pid lab = node.start(new Lab()).pid();
        Lab.run(lab, l -> 1);
        assertThat(node.attribution().isOn()).isFalse();
        assertThat(node.attribution().latencies()).isEmpty();
    }

    @Test
    void tellsTheTimeInTheMailboxFromThatInTheHandler() {
        SimulatedNode node = nodes.simulated(1);
        Pid slow = node.start(new Slow()).pid();
        node.attribution().start(1);
        slow.send("one");
        slow.send("two");
        slow.send("three");
        node.advance(Duration.ofSeconds(3));
        Latencies latencies = of(node, Slow.class);
        assertTimes(latencies.queued(), 0, 1, 2);
        assertTimes(latencies.handled(), 1, 1, 1);
        assertThat(latencies.calls().getTotalCount()).isZero();
    }

    @Test
    void aCallThatItsCallerRunsWasNeverInTheMailbox() {
        SimulatedNode node = nodes.simulated(1);
        Pid lab = node.start(new Lab()).pid();
        node.attribution().start(1);
        Lab.run(
                lab,
                l -> {
                    l.me().sleep(SECOND);
                    return 1;
                });
        Latencies latencies = of(node, Lab.class);
        assertThat(latencies.queued().getTotalCount()).isZero();
        assertTimes(latencies.handled(), 1);
        assertTimes(latencies.calls(), 1);
    }

    @Test
    void aCallInAMailboxHasAllThreeTimes() {
        SimulatedNode node = nodes.simulated(1);
        Pid slow = node.start(new Slow(), StartOptions.defaults().withCallerRuns(false)).pid();
        node.attribution().start(1);
        slow.send("first");
        assertThat(Lab.<Integer>run(slow, l -> 1)).isEqualTo(1);
        Latencies latencies = of(node, Slow.class);
        assertTimes(latencies.queued(), 0, 1);
        assertTimes(latencies.handled(), 0, 1);
        assertTimes(latencies.calls(), 1);
    }

    @Test
    void anIntervalIsTheDifferenceOfTwoLooks() {
        SimulatedNode node = nodes.simulated(1);
        Pid slow = node.start(new Slow()).pid();
        node.attribution().start(1);
        slow.send("one");
        node.advance(SECOND);
        Latencies before = of(node, Slow.class);
        slow.send("two");
        slow.send("three");
        node.advance(SECOND.multipliedBy(2));
        Latencies between = of(node, Slow.class).since(before);
        assertTimes(between.queued(), 0, 1);
        assertTimes(between.handled(), 1, 1);
        assertTimes(before.handled(), 1); // a copy
        node.attribution().start(1);
        assertThat(node.attribution().latencies()).isEmpty();
    }

    @Test
    void onlyTimesOfOneClassHaveADifference() {
        Histogram none = new Histogram(2);
        Latencies a = new Latencies("a", none, none, none);
        Latencies b = new Latencies("b", none, none, none);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> a.since(b))
                .withMessage("earlier must be of the same class: earlier=b");
    }

    @Test
    void whatIsOnItsWayWhenItStopsArrives() {
        SimulatedNode node = nodes.simulated(1);
        Lab code = new Lab();
        Pid lab = node.start(code).pid();
        node.attribution().start(1);
        lab.send("sent");
        lab.cast("cast");
        CompletableFuture<Integer> asked = lab.ask(new Lab.Run<>(l -> 1), SECOND);
        node.attribution().stop();
        node.settle();
        assertThat(code.seen()).containsExactly("sent", "cast");
        assertThat(asked).isCompletedWithValue(1);
        assertThat(of(node, Lab.class).handled().getTotalCount()).isEqualTo(3);
        lab.send("after");
        node.settle();
        assertThat(of(node, Lab.class).handled().getTotalCount()).isEqualTo(3);
    }

    @Test
    void whatTheDeadLeaveUnreadIsSeenAsItWasSent() {
        nodes.allowDeadLetters();
        SimulatedNode node = nodes.simulated(1);
        Pid lab = node.start(new Lab()).pid();
        node.attribution().start(1);
        lab.send("sent");
        lab.cast("cast");
        CompletableFuture<Integer> asked = lab.ask(new Lab.Run<>(l -> 1), SECOND);
        lab.exit(ExitReason.kill());
        assertThat(nodes.deadLetters()).containsExactly("sent", "cast");
        assertThat(asked).isCompletedExceptionally();
        lab.send("late");
        assertThat(nodes.deadLetters()).containsExactly("sent", "cast", "late");
        assertThatExceptionOfType(CallFailed.NoProcess.class)
                .isThrownBy(() -> lab.call(new Lab.Run<>(l -> 1)));
    }

    @Test
    void aFlushFindsSignalsBetweenMeasuredMessages() {
        SimulatedNode node = nodes.simulated(1);
        Lab code = new Lab();
        Pid lab = node.start(code).pid();
        Pid watched = node.start(new Lab()).pid();
        node.attribution().start(1);
        Lab.run(
                lab,
                l -> {
                    MonitorRef ref = l.me().monitor(watched);
                    l.me().pid().send("before");
                    watched.exit(ExitReason.kill());
                    l.me().pid().send("after");
                    return l.me().demonitor(ref, Self.Demonitor.FLUSH);
                });
        node.settle();
        assertThat(code.seen()).containsExactly("before", "after");
    }

    @Test
    void oneInSoManyIsLookedAt() {
        SimulatedNode node = nodes.simulated(1);
        Pid lab = node.start(new Lab()).pid();
        node.attribution().start(10);
        for (int i = 0; i < 10_000; i++) {
            Lab.run(lab, l -> 1);
        }
        // the standard deviation is 30
        assertThat(of(node, Lab.class).handled().getTotalCount()).isBetween(850L, 1150L);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MAX_VALUE})
    void oneInTooFewOrTooManyIsRefused(int every) {
        Attribution attribution = nodes.simulated(1).attribution();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> attribution.start(every))
                .withMessage("every must be in 1..1048576: every=" + every);
    }

    @Test
    void manySendersAndRunnersLoseNoMeasurement() {
        Node node = nodes.start(o -> o.withRunners(2));
        node.attribution().start(1);
        int senders = 4;
        int messages = 5_000;
        Pid lab = node.start(new Lab()).pid();
        CountDownLatch done = new CountDownLatch(senders);
        for (int i = 0; i < senders; i++) {
            node.spawn(self -> {
                for (int j = 0; j < messages; j++) {
                    Lab.run(lab, l -> 1);
                }
                done.countDown();
            });
        }
        Patience.await(done);
        long all = (long) senders * messages;
        Patience.until(
                "all handlers are measured",
                () -> of(node, Lab.class).handled().getTotalCount() == all);
        assertThat(of(node, Lab.class).calls().getTotalCount()).isEqualTo(all);
        NodeStatistics.Messages handled = node.statistics().messages();
        assertThat(of(node, Lab.class).queued().getTotalCount())
                .isEqualTo(all - handled.callerRuns());
    }
}
