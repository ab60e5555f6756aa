package io.trunkline.benchmarks.replay;

import io.trunkline.benchmarks.load.Sampler;
import io.trunkline.benchmarks.load.Schedule;
import io.trunkline.benchmarks.report.Chaos;
import io.trunkline.benchmarks.report.IntervalLog;
import io.trunkline.benchmarks.report.Machine;
import io.trunkline.benchmarks.report.Replay;
import io.trunkline.benchmarks.report.Series;
import io.trunkline.engine.Clock;
import io.trunkline.engine.Node;
import io.trunkline.engine.NodeOptions;
import io.trunkline.examples.gateway.Gateway;
import io.trunkline.examples.gateway.GatewayOptions;
import io.trunkline.examples.gateway.SimulatedUpstream;

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
            Pass pass = pass(node, options.gateway().withName("warm-up"), some);
            pass.run(node.clock().nanoTime() + Pass.LEAD.toNanos());
        }
    }

    private Replay measure(Node node, Machine machine, IntervalLog log, Progress progress) {
        Pass pass = pass(node, options.gateway(), schedule);
        long start = node.clock().nanoTime() + Pass.LEAD.toNanos();
        ChaosOptions chaos = options.chaos();
        Duration calm = chaos.calm(schedule.duration());
        var series = new Series(pass.measurements(), log, start, start + calm.toNanos());
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

    private Pass pass(Node node, GatewayOptions gateway, Schedule what) {
        var upstream = new SimulatedUpstream(options.upstream());
        var pass =
                new Pass(
                        Gateway.start(node, upstream, gateway),
                        what,
                        setup.threads(),
                        gateway.requestTimeout());
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
