package io.trunkline.benchmarks.latency;

import io.trunkline.benchmarks.latency.workload.Workload;
import io.trunkline.benchmarks.latency.workload.WorkloadKind;
import io.trunkline.benchmarks.report.Machine;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Measures workloads at rates, one after the other, after the generator itself. An instance runs
/// once.
public final class LatencyRun {
    /// From setting everything up to the first operation.
    private static final Duration LEAD = Duration.ofMillis(50);

    /// A warm-up is at this rate at least: at a thousand a second the compiler would come in the
    /// middle of what is measured.
    private static final double WARM_UP_RATE = 50_000;

    private final LatencyOptions options;
    private final Path folder;
    private volatile @Nullable Pass current;
    private volatile boolean stopped;

    /// @param folder that each row's histogram log is written to
    public LatencyRun(LatencyOptions options, Path folder) {
        this.options = options;
        this.folder = folder;
    }

    /// Measures everything, unless it is stopped before. Blocks the calling thread meanwhile.
    ///
    /// @param measured told of each row when it is done
    public LatencyReport execute(Consumer<Row> measured) throws IOException {
        List<Row> rows = new ArrayList<>();
        for (WorkloadKind workload : options.order()) {
            for (double rate : options.rates()) {
                if (!stopped) {
                    Row row = measure(workload, rate);
                    if (row.times().getTotalCount() > 0) {
                        rows.add(row);
                        measured.accept(row);
                    }
                }
            }
        }
        return new LatencyReport(Machine.present(), JvmFlags.present(), options, rows, stopped);
    }

    /// Makes a run end soon, with what it has so far. Any thread may call it, at any time.
    public void stop() {
        stopped = true;
        Pass pass = current;
        if (pass != null) {
            pass.stop();
        }
    }

    private Row measure(WorkloadKind kind, double rate) throws IOException {
        var meter = new Meter();
        try (Workload workload = kind.open(meter)) {
            if (options.warmUp().isPositive()) {
                double warm = Math.max(rate, WARM_UP_RATE);
                pass(workload, meter, warm, options.warmUp())
                        .run(System.nanoTime() + LEAD.toNanos(), _ -> {});
            }
            System.gc(); // what was allocated before is not collected at this row's expense
            var _ = meter.interval();
            return measure(kind, rate, meter, pass(workload, meter, rate, options.length()));
        }
    }

    private Row measure(WorkloadKind kind, double rate, Meter meter, Pass pass) throws IOException {
        long start = System.nanoTime() + LEAD.toNanos();
        var series = new Series(meter, start);
        var processors = ProcessorTime.now();
        try (var pauses = new GcPauses(start)) {
            Pass.Ended ended = pass.run(start, series::sample);
            var row =
                    new Row(
                            kind,
                            rate,
                            ended.sent(),
                            ended.unsent(),
                            ended.elapsed(),
                            ProcessorTime.elsewhere(processors, ProcessorTime.now()),
                            series.total(),
                            series.intervals(),
                            pauses.soFar());
            series.write(
                    folder.resolve(row.id() + LatencyReport.LOG_SUFFIX),
                    List.of(
                            Machine.present().line(),
                            "Nanoseconds from the intended start: " + kind.description()));
            return row;
        }
    }

    private Pass pass(Workload workload, Meter meter, double rate, Duration length) {
        var pass = new Pass(workload, meter, rate, length);
        current = pass;
        if (stopped) {
            pass.stop();
        }
        return pass;
    }
}
