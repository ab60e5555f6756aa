package io.trunkline.benchmarks.replay;

import io.trunkline.benchmarks.load.OpenLoop;
import io.trunkline.benchmarks.load.Schedule;
import io.trunkline.benchmarks.report.Measurements;
import io.trunkline.benchmarks.report.PoolMoment;
import io.trunkline.engine.ProcessTree;
import io.trunkline.engine.supervisor.ChildInfo;
import io.trunkline.examples.gateway.ConnectionStats;
import io.trunkline.examples.gateway.Gateway;
import io.trunkline.examples.gateway.GatewaySnapshot;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/// A schedule sent through a gateway, once; then the gateway is closed.
final class Pass {
    /// So long after everything is ready the first request is meant to start.
    static final Duration LEAD = Duration.ofMillis(20);

    /// How long answers may come after the last request, beyond what the gateway grants.
    private static final Duration GRACE = Duration.ofSeconds(1);

    private static final int TOP_PATHS = 10;
    private static final long POLL_NANOS = 500_000;

    private final Gateway gateway;
    private final Schedule schedule;
    private final Duration requestTimeout;
    private final OpenLoop loop;
    private final Measurements measurements = new Measurements();
    private volatile boolean stopped;
    private GatewaySnapshot snapshot = GatewaySnapshot.NOTHING;
    private ConnectionStats connections = ConnectionStats.NOTHING;
    private Aftermath aftermath = Aftermath.NOTHING;

    /// What is left of a gateway whose processes were killed.
    record Aftermath(
            Map<String, Long> kills,
            List<ChildInfo> children,
            long sessionsStarted,
            Optional<ProcessTree> tree) {
        static final Aftermath NOTHING = new Aftermath(Map.of(), List.of(), 0, Optional.empty());
    }

    Pass(Gateway gateway, Schedule schedule, int threads, Duration requestTimeout) {
        this.gateway = gateway;
        this.schedule = schedule;
        this.requestTimeout = requestTimeout;
        loop = new OpenLoop(schedule, threads, gateway.clock()::nanoTime, this::send);
    }

    Measurements measurements() {
        return measurements;
    }

    /// What the gateway knew before it was closed; nothing before that.
    GatewaySnapshot snapshot() {
        return snapshot;
    }

    /// What the gateway's connections did before it was closed; nothing before that.
    ConnectionStats connections() {
        return connections;
    }

    /// The gateway's connections now, and since this was last asked for.
    PoolMoment pool() {
        ConnectionStats now = gateway.connections();
        return new PoolMoment(now.inUse(), now.waiting(), gateway.longestConnectionWait());
    }

    /// What the gateway was before it was closed; nothing before that.
    Aftermath aftermath() {
        return aftermath;
    }

    /// Sends everything while processes are killed, and waits for the answers, as [#run(long)].
    ///
    /// @param calm for how long nothing is killed
    Duration run(long start, ChaosOptions chaos, Duration calm) {
        Map<String, Long> kills;
        try (var killer = new Killer(gateway, chaos, start + calm.toNanos())) {
            loop.run(start);
            killer.close();
            kills = killer.kills();
        }
        return finish(start, kills);
    }

    /// Sends everything and waits for the answers; those that do not come in time the gateway gives
    /// when it is closed.
    ///
    /// @param start the moment of the schedule's offset 0
    /// @return from then until the last answer that came in time
    Duration run(long start) {
        loop.run(start);
        return finish(start, Map.of());
    }

    private Duration finish(long start, Map<String, Long> kills) {
        awaitAnswers(stopped ? GRACE : requestTimeout.plus(GRACE));
        long end = gateway.clock().nanoTime();
        snapshot = gateway.snapshot(TOP_PATHS);
        connections = gateway.connections();
        aftermath =
                new Aftermath(kills, gateway.children(), gateway.sessionsStarted(), gateway.tree());
        gateway.close();
        awaitAnswers(GRACE);
        return Duration.ofNanos(Math.max(0, end - start));
    }

    /// Makes it end soon. Any thread may call it, at any time.
    void stop() {
        stopped = true;
        loop.stop();
    }

    private void send(long number, long intended) {
        measurements.sent();
        gateway.handle(schedule.request(number), intended, measurements::answered);
    }

    private void awaitAnswers(Duration patience) {
        long deadline = gateway.clock().nanoTime() + patience.toNanos();
        while (measurements.counts().unanswered() > 0
                && gateway.clock().nanoTime() - deadline < 0) {
            LockSupport.parkNanos(POLL_NANOS);
        }
    }
}
