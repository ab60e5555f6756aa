package io.trunkline.observer.jfr;

import static io.trunkline.engine.supervisor.Strategy.ONE_FOR_ONE;
import static io.trunkline.engine.supervisor.Supervisor.child;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.engine.Call;
import io.trunkline.engine.CallFailed;
import io.trunkline.engine.From;
import io.trunkline.engine.Name;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.genserver.GenServer;
import io.trunkline.engine.genserver.Init;
import io.trunkline.engine.genserver.Outcome;
import io.trunkline.engine.supervisor.Supervisor;
import io.trunkline.pool.breaker.CircuitBreaker;
import io.trunkline.pool.breaker.CircuitState;
import io.trunkline.pool.metrics.Inspectables;
import io.trunkline.pool.resource.CheckoutTimeout;
import io.trunkline.pool.resource.ResourcePool;
import io.trunkline.pool.resource.ResourceSpec;

import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import jdk.jfr.consumer.RecordingStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

class FlightEventsTest {
    @TempDir Path folder;

    private static Configuration settings() throws Exception {
        try (Reader text =
                new InputStreamReader(
                        FlightEvents.class.getResourceAsStream("trunkline.jfc"),
                        StandardCharsets.UTF_8)) {
            return Configuration.create(text);
        }
    }

    @Test
    void aRecordingHasWhatHappenedAndTheJdksToolReadsIt() throws Exception {
        Path file = folder.resolve("node.jfr");
        try (Node node = Node.start();
                FlightEvents _ = FlightEvents.start(node);
                Recording recording = new Recording(settings())) {
            recording.start();
            Pid top =
                    Supervisor.start(
                            node, ONE_FOR_ONE, child("oven", Oven::new, Name.local("oven")));
            Pid oven = node.whereis("oven").orElseThrow();
            try {
                oven.call(new Burn());
            } catch (CallFailed burnt) {
                // as it should
            }
            while (node.whereis("oven").filter(pid -> !pid.equals(oven)).isEmpty()) {
                Thread.onSpinWait();
            }
            // it answers when it has reported the restart
            Supervisor.whichChildren(top);
            recording.stop();
            recording.dump(file);
        }
        Map<String, List<RecordedEvent>> events = eventsIn(file);
        assertThat(events.get("trunkline.Crash"))
                .singleElement()
                .satisfies(crash -> {
                    assertThat(crash.getString("name")).isEqualTo("oven");
                    assertThat(crash.getString("reason")).contains("too hot");
                    assertThat(crash.getString("code")).endsWith("Oven");
                });
        assertThat(events.get("trunkline.Restart"))
                .singleElement()
                .satisfies(restart -> {
                    assertThat(restart.getString("child")).isEqualTo("oven");
                    assertThat(restart.getInt("restarts")).isOne();
                });
        assertThat(events.get("trunkline.ProcessEnd"))
                .anySatisfy(end -> assertThat(end.getBoolean("orderly")).isFalse());
        assertThat(summaryByTheTool(file)).contains("trunkline.Crash", "trunkline.NodeStatistics");
    }

    private static Map<String, List<RecordedEvent>> eventsIn(Path file) throws IOException {
        return RecordingFile.readAllEvents(file).stream()
                .collect(Collectors.groupingBy(event -> event.getEventType().getName()));
    }

    private static String summaryByTheTool(Path file) throws IOException, InterruptedException {
        Process tool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "jfr").toString(),
                                "summary",
                                file.toString())
                        .redirectErrorStream(true)
                        .start();
        String text = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(tool.waitFor()).as(text).isZero();
        return text;
    }

    @Test
    void poolsAndBreakersAreLookedAtOnceASecond() throws Exception {
        CountDownLatch looks = new CountDownLatch(3);
        CountDownLatch opened = new CountDownLatch(1);
        CountDownLatch refused = new CountDownLatch(1);
        try (Node node = Node.start();
                FlightEvents _ = FlightEvents.start(node);
                RecordingStream stream = new RecordingStream(settings())) {
            CircuitBreaker breaker = CircuitBreaker.named("bank").build();
            Inspectables.of(node).add(breaker);
            ResourcePool<Object> trucks =
                    ResourcePool.start(
                            node,
                            ResourceSpec.resource(Object::new, _ -> {}).name("trucks").size(1));
            trucks.checkout();
            stream.onEvent("trunkline.NodeStatistics", _ -> looks.countDown());
            stream.onEvent(
                    "trunkline.BreakerTransition",
                    change -> {
                        assertThat(change.getString("to")).isEqualTo("FORCED_OPEN");
                        opened.countDown();
                    });
            stream.onEvent(
                    "trunkline.PoolRejection",
                    refusal -> {
                        assertThat(refusal.getString("pool")).isEqualTo("trucks");
                        refused.countDown();
                    });
            stream.startAsync();
            // changes count from the first look on
            assertThat(looks.await(60, TimeUnit.SECONDS)).isTrue();
            breaker.transitionTo(CircuitState.FORCED_OPEN);
            try {
                trucks.checkout(Duration.ofMillis(1));
            } catch (CheckoutTimeout full) {
                // as it should
            }
            assertThat(opened.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(refused.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    record Burn() implements Call<Integer> {}

    /** Ends by its own fault when it is asked. */
    static final class Oven extends GenServer<Burn, Integer> {
        @Override
        protected Init<Integer> init() {
            return ok(0);
        }

        @Override
        protected Outcome<Integer> handleCall(Burn request, From from, Integer state) {
            throw new IllegalStateException("too hot");
        }
    }
}
