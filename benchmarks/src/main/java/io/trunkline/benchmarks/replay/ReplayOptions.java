package io.trunkline.benchmarks.replay;

import io.trunkline.examples.gateway.GatewayOptions;
import io.trunkline.examples.gateway.SimulatedUpstream;

import java.time.Duration;
import java.util.Locale;
import java.util.Objects;

/// What the requests of a replay go through.
///
/// @param warmUp how long requests are sent before, at the same rate, that are not counted; default
///   3 s
/// @param chaos what is killed meanwhile; default nothing
public record ReplayOptions(
        GatewayOptions gateway,
        SimulatedUpstream.Options upstream,
        Duration warmUp,
        ChaosOptions chaos) {
    private static final ReplayOptions DEFAULTS =
            new ReplayOptions(
                    GatewayOptions.defaults(),
                    SimulatedUpstream.Options.defaults(),
                    Duration.ofSeconds(3),
                    ChaosOptions.NONE);

    public ReplayOptions {
        Objects.requireNonNull(gateway, "gateway");
        Objects.requireNonNull(upstream, "upstream");
        Objects.requireNonNull(chaos, "chaos");
        if (warmUp.isNegative()) {
            throw new IllegalArgumentException("warmUp must be >= 0: warmUp=" + warmUp);
        }
    }

    /// The defaults of the gateway and of the simulated upstream, and of the warm-up.
    public static ReplayOptions defaults() {
        return DEFAULTS;
    }

    /// These options with another warm-up.
    public ReplayOptions withWarmUp(Duration warmUp) {
        return new ReplayOptions(gateway, upstream, warmUp, chaos);
    }

    /// These options with kills.
    public ReplayOptions withChaos(ChaosOptions chaos) {
        return new ReplayOptions(gateway, upstream, warmUp, chaos);
    }

    /// These options in one line.
    public String line() {
        var limit = gateway.rateLimit();
        var latency = upstream.latency();
        return String.format(
                Locale.ROOT,
                "upstream: log-normal, median %d us, sigma %.2f, %.2f%% failures;"
                        + " rate limit of a client: %,.0f/s, bursts of %,d; warm-up: %d s%s",
                latency.median().toNanos() / 1_000,
                latency.sigma(),
                upstream.failures() * 100,
                limit.perSecond(),
                limit.burst(),
                warmUp.toSeconds(),
                chaos.isSome() ? "; " + chaos.line() : "");
    }
}
