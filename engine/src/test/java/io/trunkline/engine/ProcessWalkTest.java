package io.trunkline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.trunkline.engine.fixture.Lab;
import io.trunkline.engine.fixture.Nodes;
import io.trunkline.engine.fixture.Patience;
import io.trunkline.engine.sys.Sys;
import io.trunkline.engine.sys.SysEvent;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;

/// Looking at all processes, and at what one says of itself to who does not ask it.
@Timeout(60)
class ProcessWalkTest {
    @RegisterExtension final Nodes nodes = new Nodes();

    private static List<Pid> walk(Node node, int limit) {
        List<Pid> met = new ArrayList<>();
        ProcessPage page = node.processes(0, limit);
        met.addAll(page.pids());
        while (page.next().isPresent()) {
            page = node.processes(page.next().getAsLong(), limit);
            assertThat(page.pids().size()).isLessThanOrEqualTo(limit);
            met.addAll(page.pids());
        }
        return met;
    }

    private static List<Pid> start(Node node, int count) {
        List<Pid> started = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            started.add(node.start(new Lab()).pid());
        }
        return started;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 100, 1_000, Integer.MAX_VALUE})
    void aWalkMeetsEachProcessOnce(int limit) {
        Node node = nodes.start();
        List<Pid> started = start(node, 300);
        assertThat(walk(node, limit)).containsExactlyInAnyOrderElementsOf(started);
    }

    @Test
    void anEmptyNodeIsOnePage() {
        ProcessPage page = nodes.start().processes(0, 10);
        assertThat(page.pids()).isEmpty();
        assertThat(page.next()).isEmpty();
    }

    @Test
    void whoLivesThroughAWalkIsMetOnceWhateverComesAndGoes() {
        long seed = Long.getLong("trunkline.seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        Node node = nodes.start();
        List<Pid> stay = start(node, 500);
        List<Pid> others = start(node, 500);
        List<Pid> met = new ArrayList<>();
        ProcessPage page = node.processes(0, 10);
        met.addAll(page.pids());
        while (page.next().isPresent()) {
            others.remove(random.nextInt(others.size())).exit(ExitReason.kill());
            others.addAll(start(node, 1));
            page = node.processes(page.next().getAsLong(), 10);
            met.addAll(page.pids());
        }
        assertThat(met).as("seed %d", seed).doesNotHaveDuplicates().containsAll(stay);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MAX_VALUE, Long.MIN_VALUE, 8L << 32, Integer.MAX_VALUE})
    void aPageBeginsWhereOneEnded(long from) {
        Node node = nodes.start();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> node.processes(from, 10))
                .withMessage("from must be 0 or the next of a page: from=" + from);
    }

    @Test
    void aPageIsForAtLeastOne() {
        Node node = nodes.start();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> node.processes(0, 0))
                .withMessage("limit must be >= 1: limit=0");
    }

    @Test
    void aSuspendedServerSaysSo() {
        SimulatedNode node = nodes.simulated(1);
        Pid lab = node.start(new Lab()).pid();
        assertThat(status(node, lab)).isEqualTo(ProcessInfo.Status.WAITING);
        Sys.suspend(lab);
        assertThat(status(node, lab)).isEqualTo(ProcessInfo.Status.SUSPENDED);
        Sys.resume(lab);
        assertThat(status(node, lab)).isEqualTo(ProcessInfo.Status.WAITING);
    }

    private static ProcessInfo.Status status(Node node, Pid pid) {
        return node.info(pid).orElseThrow().status();
    }

    @Test
    void theLogOfAServerThatIsStuckCanBeRead() {
        Node node = nodes.start();
        Pid lab = node.start(new Lab()).pid();
        Sys.log(lab, 3);
        lab.send("one");
        lab.send("two");
        CountDownLatch end = new CountDownLatch(1);
        Lab.block(lab, end);
        List<?> events = node.info(lab).orElseThrow().events();
        assertThat(events).hasSize(3);
        assertThat(events.subList(0, 2))
                .isEqualTo(List.of(new SysEvent.Received("two"), new SysEvent.Handled("initial")));
        assertThat(events.get(2)).isInstanceOf(SysEvent.Casted.class);
        end.countDown();
        Sys.log(lab, 0);
        assertThat(node.info(lab).orElseThrow().events()).isEmpty();
    }

    @Test
    void whatAThreadedProcessReceivesIsCounted() {
        Node node = nodes.start();
        CountDownLatch received = new CountDownLatch(1);
        Pid pid =
                node.spawn(self -> {
                    self.receive();
                    self.receive(Receive::take, Patience.LONG);
                    received.countDown();
                    self.receive();
                });
        pid.send("one");
        pid.send("two");
        Patience.await(received);
        assertThat(node.info(pid).orElseThrow().messagesHandled()).isEqualTo(2);
        pid.send("end");
    }
}
