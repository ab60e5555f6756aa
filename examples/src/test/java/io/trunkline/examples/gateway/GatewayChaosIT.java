package io.trunkline.examples.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Node;
import io.trunkline.engine.supervisor.ChildInfo;
import io.trunkline.ets.Ets;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// The gateway on real threads, under load, while a process of it is killed every four
/// milliseconds: what was sent is what was answered, by cause, and afterwards all is as before.
class GatewayChaosIT {
    private static final long SEED = Long.getLong("trunkline.seed", 1);
    private static final Duration LOAD = Duration.ofSeconds(3);
    private static final int CLIENTS = 200;
    private static final int MOST_OUTSTANDING = 500;
    private static final long NANOS_PER_KILL = 4_000_000;

    private final LongAdder sent = new LongAdder();
    private final LongAdder answered = new LongAdder();
    private final Map<String, LongAdder> causes = new ConcurrentHashMap<>();
    private final AtomicBoolean stop = new AtomicBoolean();

    private final GatewayOptions options =
            GatewayOptions.defaults()
                    .withIdleTimeout(Duration.ofMillis(500))
                    .withRateLimit(new RateLimit(1e6, 100));
    private final Upstream upstream =
            new SimulatedUpstream(
                    SimulatedUpstream.Options.defaults()
                            .withLatency(new LogNormal(Duration.ofNanos(500_000), 1))
                            .withFailures(0.01));

    @Test
    void everyRequestIsAnsweredOrFailsForAReasonAndTheGatewayIsWholeAgain() throws Exception {
        try (Node node = Node.start();
                Gateway gateway = Gateway.start(node, upstream, options)) {
            int processes = node.processes().size();
            Thread senders = Thread.ofPlatform().start(() -> send(gateway));
            Thread monkey = Thread.ofPlatform().start(() -> kill(gateway));
            senders.join(LOAD);
            stop.set(true);
            senders.join();
            monkey.join();
            await("every answer", () -> answered.sum() == sent.sum());

            assertThat(causes.values().stream().mapToLong(LongAdder::sum).sum())
                    .as(this::state)
                    .isEqualTo(sent.sum());
            assertThat(causes.keySet()).as(this::state).contains("Served", killed());
            assertThat(causes.keySet()).as(this::state).doesNotContain("Overdue", "Closed");
            assertIsWhole(node, gateway, processes);
        }
    }

    private void assertIsWhole(Node node, Gateway gateway, int processes) {
        await("the idle sessions' ends", () -> gateway.names().count() == Part.ALL.size() - 1);
        await("their rows' ends", () -> gateway.sessionCount() == 0);
        assertThat(node.processes()).hasSize(processes);
        assertThat(gateway.children()).allMatch(child -> child.pid().isPresent());
        assertThat(gateway.children().stream().mapToInt(ChildInfo::restarts).sum()).isPositive();
        Ets ets = Ets.of(node);
        assertThat(ets.all()).hasSize(3);
        for (int i = 0; i < CLIENTS; i++) {
            var request = new ClientRequest("client-" + i, "GET", "/");
            assertThat(gateway.handle(request).join().response())
                    .isInstanceOfAny(Response.Served.class, Response.UpstreamFailed.class);
        }
    }

    private void kill(Gateway gateway) {
        var monkey = new ChaosMonkey(gateway, SEED);
        for (long next = System.nanoTime(); !stop.get(); ) {
            long left = next - System.nanoTime();
            if (left > 0) {
                LockSupport.parkNanos(left);
            } else {
                monkey.strike();
                next += NANOS_PER_KILL;
            }
        }
    }

    private void send(Gateway gateway) {
        for (int number = 0; !stop.get(); number++) {
            if (sent.sum() - answered.sum() >= MOST_OUTSTANDING) {
                Thread.yield();
                continue;
            }
            var request = new ClientRequest("client-" + number % CLIENTS, "GET", "/");
            sent.increment();
            gateway.handle(request, gateway.clock().nanoTime(), this::count);
        }
    }

    private void count(Answer answer) {
        causes.computeIfAbsent(cause(answer.response()), _ -> new LongAdder()).increment();
        answered.increment();
    }

    private static String cause(Response response) {
        return response instanceof Response.SessionFailed(ExitReason reason)
                ? "SessionFailed " + reason.getClass().getSimpleName()
                : response.getClass().getSimpleName();
    }

    private static String killed() {
        return cause(new Response.SessionFailed(ExitReason.killed()));
    }

    private void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(() -> what + ": " + state()).isLessThan(deadline);
            Thread.yield();
        }
    }

    private String state() {
        return "seed %d, sent %d, answered %d, %s"
                .formatted(SEED, sent.sum(), answered.sum(), causes);
    }
}
