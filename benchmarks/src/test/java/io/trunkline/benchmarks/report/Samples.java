package io.trunkline.benchmarks.report;

import io.trunkline.engine.Node;
import io.trunkline.ets.Access;
import io.trunkline.ets.TableInfo;
import io.trunkline.ets.TableType;
import io.trunkline.ets.WriteConcurrency;
import io.trunkline.examples.gateway.Answer;
import io.trunkline.examples.gateway.ConnectionStats;
import io.trunkline.examples.gateway.GatewaySnapshot;
import io.trunkline.examples.gateway.PathTraffic;
import io.trunkline.examples.gateway.Response;
import io.trunkline.examples.gateway.Timeline;
import io.trunkline.examples.gateway.Upstream;
import io.trunkline.pool.breaker.CircuitChange;
import io.trunkline.pool.breaker.CircuitState;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// A replay that did not take place: three intervals of a second, in each 1,000 requests served in
/// 1 to 1,000 ms, and one each that was refused, that broke, that found the circuit open, that
/// found no connection, and that is still under way.
final class Samples {
    static final int SERVED = 3_000;

    private static final long MILLIS = 1_000_000;

    private static final PoolMoment POOL = new PoolMoment(12, 3, Duration.ofMillis(7));

    private static final List<CircuitChange> CHANGES =
            List.of(
                    change(CircuitState.CLOSED, CircuitState.OPEN, 1),
                    change(CircuitState.OPEN, CircuitState.HALF_OPEN, 2),
                    change(CircuitState.HALF_OPEN, CircuitState.CLOSED, 3));

    private Samples() {}

    static Replay replay(Path log) throws IOException {
        return replay(log, "access.log");
    }

    static Replay replay(Path log, String source) throws IOException {
        var measurements = new Measurements();
        var now = new AtomicLong();
        var circuit = new Circuit(now::get);
        Iterator<CircuitChange> changes = CHANGES.iterator();
        Series series;
        try (var file = new IntervalLog(log, "a machine", 1_000_000_000_000L)) {
            series = new Series(measurements, file, circuit, () -> POOL, 0, 1_000 * MILLIS);
            for (int second = 1; second <= 3; second++) {
                now.addAndGet(750 * MILLIS);
                circuit.changed(changes.next());
                fill(measurements);
                series.sample(second * 1_000 * MILLIS);
            }
        }
        return new Replay(
                new Replay.Setup(source, "some requests", 20_000, 1, "a fast gateway"),
                new Machine("A Processor", 2, "An OS 1", "JDK 25", "G1"),
                measurements.counts(),
                Duration.ofSeconds(3),
                false,
                series.totals(),
                series.moments(),
                snapshot(),
                new UpstreamUse(
                        256,
                        new ConnectionStats(12, 3, 40, 3_003, 60, 2, 1, 260),
                        series.changes()),
                Optional.empty());
    }

    private static CircuitChange change(CircuitState from, CircuitState to, long generation) {
        return new CircuitChange("upstream", from, to, generation);
    }

    private static GatewaySnapshot snapshot() {
        return new GatewaySnapshot(
                50,
                2,
                List.of(
                        new PathTraffic("/", 2_000, 16_000_000),
                        new PathTraffic("/<b>\u001b[1m" + "x".repeat(100), 1_009, 0)),
                List.of(table("gateway/paths", 1_204, 98_304)));
    }

    private static TableInfo table(String name, long rows, long overhead) {
        try (var node = Node.simulated(1)) {
            return new TableInfo(
                    1,
                    name,
                    true,
                    TableType.SET,
                    Access.PUBLIC,
                    1,
                    rows,
                    overhead,
                    node.self().pid(),
                    Optional.empty(),
                    WriteConcurrency.AUTO,
                    false,
                    false,
                    Map.of());
        }
    }

    private static void fill(Measurements measurements) {
        for (int millis = 1; millis <= 1_000; millis++) {
            long finished = millis * MILLIS;
            measurements.sent();
            measurements.answered(
                    new Answer(
                            new Response.Served(200, 1),
                            new Timeline(0, 1_000, 2_000, finished - 1_000, finished)));
        }
        measurements.sent();
        measurements.answered(
                new Answer(
                        new Response.RateLimited(Duration.ofMillis(1)),
                        new Timeline(0, 1_000, 2_000, Timeline.NEVER, 3_000)));
        measurements.sent();
        measurements.answered(
                new Answer(
                        new Response.UpstreamFailed(new Upstream.Broken("simulated")),
                        new Timeline(0, 1_000, 2_000, 3_000, 4_000)));
        measurements.sent();
        measurements.answered(
                new Answer(
                        new Response.CircuitOpen(Duration.ofSeconds(1)),
                        new Timeline(0, 1_000, 2_000, Timeline.NEVER, 3_000)));
        measurements.sent();
        measurements.answered(
                new Answer(
                        new Response.NoConnection(),
                        new Timeline(0, 1_000, 2_000, Timeline.NEVER, 100_000_000)));
        measurements.sent();
    }
}
