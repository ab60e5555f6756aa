package io.trunkline.benchmarks.replay;

import io.trunkline.benchmarks.load.OpenLoop;
import io.trunkline.benchmarks.load.Schedule;
import io.trunkline.benchmarks.report.IntervalLog;
import io.trunkline.benchmarks.report.Machine;
import io.trunkline.benchmarks.report.Measurements;
import io.trunkline.benchmarks.report.Replay;
import io.trunkline.benchmarks.report.Series;
import io.trunkline.engine.Node;
import io.trunkline.engine.NodeOptions;
import io.trunkline.examples.gateway.Gateway;
import io.trunkline.examples.gateway.GatewayOptions;
import io.trunkline.examples.gateway.SimulatedUpstream;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/// One replay: a node, a gateway on it, and a schedule sent through. An instance runs once.
public final class ReplayRun {
    /// So long after everything is ready the first request is meant to start.
    private static final Duration LEAD = Duration.ofMillis(20);

    /// How long answers may come after the last request, beyond what the gateway grants.
    private static final Duration GRACE = Duration.ofSeconds(1);

    private static final int INTERVALS = 100;
    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(100);
    private static final Duration LONGEST_INTERVAL = Duration.ofSeconds(1);
    private static final long POLL_NANOS = 500_000;

    private final Replay.Setup setup;
    private final Schedule schedule;
    private final Options options;
    private final Measurements measurements = new Measurements();
    private volatile @Nullable OpenLoop loop;
    private volatile boolean stopped;

    public ReplayRun(Replay.Setup setup, Schedule schedule, Options options) {
        this.setup = setup;
        this.schedule = schedule;
        this.options = options;
    }

    /// What the requests go through.
    public record Options(GatewayOptions gateway, SimulatedUpstream.Options upstream) {
        /// The defaults of both.
        public static Options defaults() {
            return new Options(GatewayOptions.defaults(), SimulatedUpstream.Options.defaults());
        }

        /// These options in one line.
        public String line() {
            var limit = gateway.rateLimit();
            var latency = upstream.latency();
            return String.format(
                    Locale.ROOT,
                    "upstream: log-normal, median %d us, sigma %.2f, %.2f%% failures;"
                            + " rate limit of a client: %,.0f/s, bursts of %,d",
                    latency.median().toNanos() / 1_000,
                    latency.sigma(),
                    upstream.failures() * 100,
                    limit.perSecond(),
                    limit.burst());
        }
    }

    /// Sends everything and waits for the answers, unless it is stopped before.
    ///
    /// @param histogramLog the file that the histogram log is written to, while it runs
    public Replay execute(Path histogramLog, Progress progress) throws IOException {
        Machine machine = Machine.present();
        try (Node node = Node.start(NodeOptions.defaults().withName("replay"));
                Gateway gateway = start(node)) {
            OpenLoop sending =
                    new OpenLoop(
                            schedule,
                            setup.threads(),
                            gateway.clock()::nanoTime,
                            (number, intended) -> send(gateway, number, intended));
            loop = sending;
            if (stopped) {
                sending.stop();
            }
            long start = gateway.clock().nanoTime() + LEAD.toNanos();
            long startMillis = System.currentTimeMillis() + LEAD.toMillis();
            try (var log = new IntervalLog(histogramLog, machine.line(), startMillis)) {
                var series = new Series(measurements, log, start);
                Duration elapsed;
                try (var _ = sampler(series, progress, gateway)) {
                    sending.run(start);
                    elapsed = finish(gateway, start);
                }
                return new Replay(
                        setup,
                        machine,
                        measurements.counts(),
                        elapsed,
                        stopped,
                        series.totals(),
                        series.moments());
            }
        }
    }

    /// Makes a run end soon, with what it has so far. Any thread may call it, at any time.
    public void stop() {
        stopped = true;
        OpenLoop sending = loop;
        if (sending != null) {
            sending.stop();
        }
    }

    private Gateway start(Node node) {
        return Gateway.start(node, new SimulatedUpstream(options.upstream()), options.gateway());
    }

    private Sampler sampler(Series series, Progress progress, Gateway gateway) {
        Duration wanted = schedule.duration().dividedBy(INTERVALS);
        Duration atLeast = wanted.compareTo(SHORTEST_INTERVAL) < 0 ? SHORTEST_INTERVAL : wanted;
        Duration interval = atLeast.compareTo(LONGEST_INTERVAL) > 0 ? LONGEST_INTERVAL : atLeast;
        return new Sampler(series, measurements, progress, gateway.clock()::nanoTime, interval);
    }

    private void send(Gateway gateway, long number, long intended) {
        measurements.sent();
        gateway.handle(schedule.request(number), intended, measurements::answered);
    }

    /// Waits for the answers; those that do not come in time the gateway gives when it is closed.
    private Duration finish(Gateway gateway, long start) {
        Duration patience = stopped ? GRACE : options.gateway().requestTimeout().plus(GRACE);
        awaitAnswers(gateway, patience);
        long end = gateway.clock().nanoTime();
        gateway.close();
        awaitAnswers(gateway, GRACE);
        return Duration.ofNanos(Math.max(0, end - start));
    }

    private void awaitAnswers(Gateway gateway, Duration patience) {
        long deadline = gateway.clock().nanoTime() + patience.toNanos();
        while (measurements.counts().unanswered() > 0
                && gateway.clock().nanoTime() - deadline < 0) {
            LockSupport.parkNanos(POLL_NANOS);
        }
    }
}
