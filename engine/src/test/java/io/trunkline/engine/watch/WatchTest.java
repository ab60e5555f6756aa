package io.trunkline.engine.watch;

import static io.trunkline.engine.supervisor.Strategy.ONE_FOR_ONE;
import static io.trunkline.engine.supervisor.Supervisor.child;
import static io.trunkline.engine.supervisor.Supervisor.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Node;
import io.trunkline.engine.NodeClosed;
import io.trunkline.engine.Pid;
import io.trunkline.engine.SimulatedNode;
import io.trunkline.engine.fixture.CrashesUnlogged;
import io.trunkline.engine.fixture.Lab;
import io.trunkline.engine.fixture.Nodes;
import io.trunkline.engine.fixture.Patience;
import io.trunkline.engine.genserver.Outcome;
import io.trunkline.engine.supervisor.ChildInfo;
import io.trunkline.engine.supervisor.Supervisor;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

@Timeout(60)
@ExtendWith(CrashesUnlogged.class)
class WatchTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final WatchSpec SPEC = WatchSpec.defaults().withMailbox(10, 3);

    @RegisterExtension final Nodes nodes = new Nodes();

    private final List<WatchEvent> events = new CopyOnWriteArrayList<>();
    private final SimulatedNode node = nodes.simulated(1);

    /// A server that takes a second for each message.
    private static final class Slow extends Lab {
        @Override
        protected Outcome<Object> handleInfo(Object message, Object state) {
            self().sleep(SECOND);
            return super.handleInfo(message, state);
        }
    }

    private static void flood(Pid process, int messages) {
        for (int i = 0; i < messages; i++) {
            process.send(i);
        }
    }

    // --- mailboxes ---

    @Test
    void aLongMailboxIsToldOnceAndThatItIsShortAgainOnce() {
        Pid slow = node.start(new Slow()).pid();
        Watch.start(node, SPEC, events::add);
        flood(slow, 15);
        node.advance(SECOND.multipliedBy(20));
        List<WatchEvent> once =
                List.of(
                        new WatchEvent.LongMailbox(slow, 14),
                        new WatchEvent.ShortMailbox(slow, 3, SECOND.multipliedBy(11)));
        assertThat(events).isEqualTo(once);
        events.clear();
        flood(slow, 9); // neither long nor short
        node.advance(SECOND.multipliedBy(20));
        assertThat(events).isEmpty();
        flood(slow, 15);
        node.advance(SECOND.multipliedBy(20));
        assertThat(events).isEqualTo(once);
    }

    @Test
    void theEndOfTheProcessEndsTheTrouble() {
        nodes.allowDeadLetters();
        Pid slow = node.start(new Slow()).pid();
        Watch.start(
                node,
                SPEC,
                event -> {
                    events.add(event);
                    slow.exit(ExitReason.kill());
                });
        flood(slow, 15);
        node.advance(SECOND.multipliedBy(3));
        assertThat(events)
                .containsExactly(
                        new WatchEvent.LongMailbox(slow, 14),
                        new WatchEvent.ShortMailbox(slow, 0, Duration.ZERO));
    }

    @Test
    void mailboxesCanBeLeftAlone() {
        Watch.start(node, SPEC.withMailbox(Integer.MAX_VALUE, 0), events::add);
        assertThat(node.statistics().timers().pending()).isZero();
    }

    @Test
    void allProcessesAreLookedAtHoweverMany() {
        Pid first = node.start(new Slow()).pid();
        for (int i = 0; i < 5_000; i++) {
            node.start(new Lab());
        }
        Pid last = node.start(new Slow()).pid();
        Watch.start(node, SPEC, events::add);
        flood(first, 15);
        flood(last, 15);
        node.advance(Duration.ofMillis(1_100));
        assertThat(tooLong()).containsExactlyInAnyOrder(first, last);
    }

    /// The processes that were said to have long mailboxes.
    private List<Pid> tooLong() {
        return events.stream()
                .filter(WatchEvent.LongMailbox.class::isInstance)
                .map(event -> ((WatchEvent.LongMailbox) event).process())
                .toList();
    }

    // --- restarts ---

    private static Pid worker(Pid supervisor) {
        return Supervisor.whichChildren(supervisor).stream()
                .findFirst()
                .flatMap(ChildInfo::pid)
                .orElseThrow();
    }

    private void crash(Pid supervisor) {
        worker(supervisor).exit(ExitReason.kill());
        node.settle();
    }

    @Test
    void manyRestartsInASpanAreToldOnce() {
        Pid supervisor =
                Supervisor.start(
                        node,
                        supervisor("top", ONE_FOR_ONE, child("worker", Lab::new))
                                .intensity(100, SECOND));
        Watch.start(node, SPEC.withRestarts(3, SECOND.multipliedBy(10)), events::add);
        crash(supervisor);
        node.advance(SECOND.multipliedBy(11));
        crash(supervisor);
        crash(supervisor);
        assertThat(events).isEmpty();
        crash(supervisor);
        crash(supervisor);
        WatchEvent told =
                new WatchEvent.ManyRestarts(supervisor, "worker", 3, SECOND.multipliedBy(10));
        assertThat(events).containsExactly(told);
        node.advance(SECOND.multipliedBy(11));
        for (int i = 0; i < 3; i++) {
            crash(supervisor);
        }
        assertThat(events).containsExactly(told, told);
    }

    // --- handlers ---

    @Test
    void aHandlerThatBlocksItsRunnerAndTakesLongIsTold() {
        Node real = nodes.start(o -> o.withRunners(1).withLongHandler(Duration.ofMillis(20)));
        Watch.start(real, SPEC, events::add);
        CountDownLatch end = new CountDownLatch(1);
        Pid lab = real.start(new Lab()).pid();
        Lab.block(lab, end);
        CountDownLatch passed = new CountDownLatch(1);
        Lab.later(real.start(new Lab()).pid(), l -> passed.countDown());
        Patience.await(passed);
        Patience.until(
                "a long handler is told",
                () -> events.stream().anyMatch(WatchEvent.LongHandler.class::isInstance));
        assertThat(events).contains(new WatchEvent.BlockedRunner(lab));
        assertThat(events)
                .anySatisfy(event -> {
                    assertThat(event).isInstanceOf(WatchEvent.LongHandler.class);
                    WatchEvent.LongHandler handler = (WatchEvent.LongHandler) event;
                    assertThat(handler.process()).isEqualTo(lab);
                    assertThat(handler.soFar()).isGreaterThanOrEqualTo(Duration.ofMillis(20));
                    assertThat(handler.stack()).isNotEmpty();
                });
        end.countDown();
    }

    // --- the watch itself ---

    @Test
    void aClosedWatchTellsNothingAndLeavesNothing() {
        Pid slow = node.start(new Slow()).pid();
        Watch watch = Watch.start(node, SPEC, events::add);
        node.advance(SECOND);
        watch.close();
        watch.close();
        assertThat(node.statistics().timers().pending()).isZero();
        flood(slow, 15);
        node.advance(SECOND.multipliedBy(20));
        assertThat(events).isEmpty();
    }

    @Test
    void aListenerThatThrowsHearsTheNextEvent() {
        Pid first = node.start(new Slow()).pid();
        Pid second = node.start(new Slow()).pid();
        Watch.start(
                node,
                SPEC,
                event -> {
                    events.add(event);
                    throw new IllegalStateException("no");
                });
        flood(first, 15);
        flood(second, 15);
        node.advance(SECOND);
        assertThat(tooLong()).containsExactlyInAnyOrder(first, second);
    }

    @Test
    void aClosedNodeIsNotWatched() {
        node.close();
        assertThatExceptionOfType(NodeClosed.class)
                .isThrownBy(() -> Watch.start(node, SPEC, events::add));
    }

    @Test
    void limitsThatMakeNoSenseAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SPEC.withMailbox(0, 0))
                .withMessage("longMailbox must be >= 1: longMailbox=0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SPEC.withMailbox(5, 5))
                .withMessage(
                        "shortMailbox must be in 0..longMailbox-1: shortMailbox=5, longMailbox=5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SPEC.withInterval(Duration.ZERO))
                .withMessage("interval must be > 0: interval=PT0S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SPEC.withRestarts(0, SECOND))
                .withMessage("manyRestarts must be >= 1: manyRestarts=0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SPEC.withRestarts(1, Duration.ZERO))
                .withMessage("within must be > 0: within=PT0S");
    }
}
