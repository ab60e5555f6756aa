package io.trunkline.benchmarks.report;

import io.trunkline.examples.gateway.GatewaySnapshot;
import io.trunkline.examples.gateway.Step;

import org.HdrHistogram.Histogram;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A finished replay.
///
/// @param setup what was replayed, and how
/// @param machine what it ran on
/// @param counts what became of the requests
/// @param elapsed from the first intended start to the last answer
/// @param interrupted whether it was broken off
/// @param steps the times of each step, in nanoseconds
/// @param moments what happened in each interval
/// @param snapshot what the gateway knew of its clients and paths in the end
/// @param upstream how it was connected with its upstream
/// @param chaos what was killed; empty if nothing was to be
public record Replay(
        Setup setup,
        Machine machine,
        Counts counts,
        Duration elapsed,
        boolean interrupted,
        Map<Step, Histogram> steps,
        List<Moment> moments,
        GatewaySnapshot snapshot,
        UpstreamUse upstream,
        Optional<Chaos> chaos) {
    /// The percentiles that reports show; 100 is the maximum.
    static final List<Double> PERCENTILES = List.of(50.0, 90.0, 99.0, 99.9, 99.99, 100.0);

    /// What was replayed, and how.
    ///
    /// @param source the file, or what generated the requests
    /// @param description how many requests of how many clients, and so on
    /// @param rate the wanted mean rate, requests a second
    /// @param threads how many threads sent
    /// @param gateway how the gateway and its upstream were set
    public record Setup(
            String source, String description, double rate, int threads, String gateway) {}

    /// How a percentile is called.
    static String percentileName(double percentile) {
        return percentile == 100
                ? "max"
                : "p" + (percentile == Math.rint(percentile) ? (int) percentile + "" : percentile);
    }

    /// Requests sent a second.
    double actualRate() {
        return elapsed.isZero() ? 0 : counts.sent() / (elapsed.toNanos() / 1e9);
    }

    /// What ran where, in one line.
    String title() {
        return "Gateway replay of "
                + setup.source
                + " at "
                + TextReport.rate(setup.rate)
                + ": "
                + machine.line();
    }
}
