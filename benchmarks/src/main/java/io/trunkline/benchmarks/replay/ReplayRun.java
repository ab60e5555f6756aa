package io.trunkline.benchmarks.replay;

import io.trunkline.benchmarks.load.Sampler;
import io.trunkline.benchmarks.load.Schedule;
import io.trunkline.benchmarks.report.Chaos;
import io.trunkline.benchmarks.report.Circuit;
import io.trunkline.benchmarks.report.IntervalLog;
import io.trunkline.benchmarks.report.Machine;
import io.trunkline.benchmarks.report.Replay;
import io.trunkline.benchmarks.report.Series;
import io.trunkline.benchmarks.report.UpstreamUse;
import io.trunkline.engine.Clock;
import io.trunkline.engine.Node;
import io.trunkline.engine.NodeOptions;
import io.trunkline.examples.gateway.Gateway;
import io.trunkline.examples.gateway.GatewayOptions;
import io.trunkline.examples.gateway.SimulatedUpstream;
import io.trunkline.pool.breaker.CircuitBreaker;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// One replay: a node, a gateway on it, and a schedule sent through, after a warm-up with a gateway
/// of its own. An instance runs once.
public final class ReplayRun {
    private static final Duration LONGEST_INTERVAL = Duration.ofSeconds(1);

    private final Replay.Setup setup;
    private final Schedule schedule;
    private final ReplayOptions options;
    private volatile @Nullable Pass current;
    private volatile boolean stopped;

    public ReplayRun(Replay.Setup setup, Schedule schedule, ReplayOptions options) {
        this.setup = setup;
        this.schedule = schedule;
        this.options = options;
    }

    /// Sends everything and waits for the answers, unless it is stopped before.
    ///
    /// @param histogramLog the file that the histogram log is written to, while it runs
    public Replay execute(Path histogramLog, Progress progress) throws IOException {
        Machine machine = Machine.present();
        try (Node node = Node.start(NodeOptions.defaults().withName("replay"))) {
            warmUp(node, progress);
            long startMillis = System.currentTimeMillis();
            try (var log = new IntervalLog(histogramLog, machine.line(), startMillis)) {
                return measure(node, machine, log, progress);
            }
        }
    }

    /// Makes a run end soon, with what it has so far. Any thread may call it, at any time.
    public void stop() {
        stopped = true;
        Pass pass = current;
        if (pass != null) {
            pass.stop();
        }
    }

    private void warmUp(Node node, Progress progress) {
        if (options.warmUp().isPositive() && !stopped) {
            progress.warmingUp(options.warmUp());
            var some = Schedule.lasting(schedule.recording(), schedule.rate(), options.warmUp());
            GatewayOptions gateway = options.gateway().withName("warm-up");
            var upstream = new SimulatedUpstream(options.upstream());
            Pass pass = pass(Gateway.start(node, upstream, gateway), some);
            pass.run(node.clock().nanoTime() + Pass.LEAD.toNanos());
        }
    }

    private Replay measure(Node node, Machine machine, IntervalLog log, Progress progress) {
        GatewayOptions gateway = options.gateway();
        var upstream = new SimulatedUpstream(options.upstream());
        var circuit = new Circuit(node.clock());
        CircuitBreaker breaker = Gateway.circuit(node, gateway).listener(circuit).build();
        Pass pass = pass(Gateway.start(node, upstream, breaker, gateway), schedule);
        long start = node.clock().nanoTime() + Pass.LEAD.toNanos();
        options.outage().ifPresent(failures -> upstream.plan(outage(failures, start)));
        ChaosOptions chaos = options.chaos();
        Duration calm = chaos.calm(schedule.duration());
        var series =
                new Series(
                        pass.measurements(),
                        log,
                        circuit,
                        pass::pool,
                        start,
                        start + calm.toNanos());
        Duration elapsed;
        try (var _ = sampler(series, pass, progress, node.clock())) {
            elapsed = chaos.isSome() ? pass.run(start, chaos, calm) : pass.run(start);
        }
        return new Replay(
                setup,
                machine,
                pass.measurements().counts(),
                elapsed,
                stopped,
                series.totals(),
                series.moments(),
                pass.snapshot(),
                new UpstreamUse(gateway.connections(), pass.connections(), series.changes()),
                chaos.isSome() ? Optional.of(chaos(pass.aftermath(), series)) : Optional.empty());
    }

    private Chaos chaos(Pass.Aftermath aftermath, Series series) {
        return new Chaos(
                options.chaos().line(),
                aftermath.kills(),
                aftermath.children(),
                aftermath.sessionsStarted(),
                aftermath.tree(),
                series.before(),
                series.after());
    }

    private SimulatedUpstream.Outage outage(double failures, long start) {
        long quarter = schedule.duration().dividedBy(4).toNanos();
        return new SimulatedUpstream.Outage(failures, start + quarter, start + 3 * quarter);
    }

    private Pass pass(Gateway gateway, Schedule what) {
        Duration timeout = options.gateway().requestTimeout();
        var pass = new Pass(gateway, what, setup.threads(), timeout);
        current = pass;
        if (stopped) {
            pass.stop();
        }
        return pass;
    }

    private Sampler sampler(Series series, Pass pass, Progress progress, Clock clock) {
        Duration wanted = Sampler.intervalFor(schedule.duration());
        Duration interval = wanted.compareTo(LONGEST_INTERVAL) > 0 ? LONGEST_INTERVAL : wanted;
        return new Sampler(
                now -> progress.sampled(series.sample(now), pass.measurements().counts()),
                clock::nanoTime,
                interval);
    }
}
