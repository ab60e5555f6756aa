package io.trunkline.examples.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.engine.Attribution.Latencies;
import io.trunkline.engine.Call;
import io.trunkline.engine.CallDelay;
import io.trunkline.engine.CallFailed;
import io.trunkline.engine.From;
import io.trunkline.engine.Node;
import io.trunkline.engine.NodeStatistics;
import io.trunkline.engine.Pid;
import io.trunkline.engine.ProcessPage;
import io.trunkline.engine.genserver.GenServer;
import io.trunkline.engine.genserver.Init;
import io.trunkline.engine.genserver.Outcome;
import io.trunkline.engine.sys.Sys;
import io.trunkline.engine.sys.SysEvent;
import io.trunkline.engine.watch.Watch;
import io.trunkline.engine.watch.WatchEvent;
import io.trunkline.engine.watch.WatchSpec;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

class SeeingInsideTest {
    private final List<Pid> shown = new ArrayList<>();
    private final List<String> reported = new ArrayList<>();

    private void show(Pid pid) {
        shown.add(pid);
    }

    private void report(String code, long nanos) {
        reported.add(code + " " + nanos);
    }

    private static void busyFor(Pid counter, int calls) {
        for (int i = 0; i < calls; i++) {
            counter.call(new Counter.Increment());
        }
    }

    @Test
    void statisticsAreDifferences() {
        try (Node node = Node.start()) {
            Pid counter = node.start(new Counter(0)).pid();

            NodeStatistics before = node.statistics();
            busyFor(counter, 1_000);
            NodeStatistics after = node.statistics();
            long handled = after.messages().handled() - before.messages().handled();

            assertThat(handled).isEqualTo(1_000);
        }
    }

    @Test
    void processesAreWalkedOver() {
        try (Node node = Node.start()) {
            Pid counter = node.start(new Counter(0)).pid();

            ProcessPage page = node.processes(0, 1_000);
            page.pids().forEach(this::show);
            while (page.next().isPresent()) {
                page = node.processes(page.next().getAsLong(), 1_000);
                page.pids().forEach(this::show);
            }

            assertThat(shown).containsExactly(counter);

            Sys.log(counter, 20);
            counter.call(new Counter.Increment());
            List<?> events = node.info(counter).orElseThrow().events();

            assertThat(events.getFirst()).isEqualTo(new SysEvent.Called(new Counter.Increment()));
        }
    }

    @Test
    void timesAreAttributed() {
        try (Node node = Node.start()) {
            Pid counter = node.start(new Counter(0)).pid();

            node.attribution().start();
            busyFor(counter, 10_000);
            for (Latencies latencies : node.attribution().latencies()) {
                long p99 = latencies.handled().getValueAtPercentile(99); // ns
                report(latencies.code(), p99);
            }
            node.attribution().stop();

            assertThat(reported).hasSize(1);
            assertThat(reported.getFirst()).startsWith(Counter.class.getName() + " ");
        }
    }

    record Hello() implements Call<String> {}

    /** Keeps its callers waiting. */
    static final class Slow extends GenServer<Hello, Boolean> {
        @Override
        protected Init<Boolean> init() {
            return ok(true);
        }

        @Override
        protected Outcome<Boolean> handleCall(Hello request, From from, Boolean state) {
            return noReply(state);
        }
    }

    @Test
    void aTimeoutSaysWhy() {
        List<CallDelay> delays = new ArrayList<>();
        try (Node node = Node.start()) {
            Pid slow = node.start(new Slow()).pid();

            try {
                slow.call(new Hello(), Duration.ofMillis(50));
            } catch (CallFailed.TimedOut late) {
                late.delay().ifPresent(delays::add);
            }
        }
        assertThat(delays)
                .singleElement()
                .extracting(CallDelay::stage)
                .isEqualTo(CallDelay.Stage.KEPT);
    }

    @Test
    void troubleIsWatched() {
        Queue<WatchEvent> events = new ConcurrentLinkedQueue<>();
        try (Node node = Node.start()) {
            Watch watch =
                    Watch.start(
                            node,
                            WatchSpec.defaults()
                                    .withMailbox(1_000, 100)
                                    .withRestarts(3, Duration.ofSeconds(10)),
                            events::add);
            assertThat(events).isEmpty();
            watch.close();
        }
    }
}
