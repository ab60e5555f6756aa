package io.trunkline.benchmarks.replay;

import io.trunkline.examples.gateway.GatewayOptions;
import io.trunkline.examples.gateway.SimulatedUpstream;

import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalDouble;

/// What the requests of a replay go through.
///
/// @param outage which share of the upstream's fetches fails in the middle half of the replay,
///   while none does before and after it: so that a circuit that opens can be seen to close again;
///   empty, the default, for what `upstream` says, all the time
/// @param warmUp how long requests are sent before, at the same rate, that are not counted; default
///   3 s
/// @param chaos what is killed meanwhile; default nothing
public record ReplayOptions(
        GatewayOptions gateway,
        SimulatedUpstream.Options upstream,
        OptionalDouble outage,
        Duration warmUp,
        ChaosOptions chaos) {
    private static final ReplayOptions DEFAULTS =
            new ReplayOptions(
                    GatewayOptions.defaults(),
                    SimulatedUpstream.Options.defaults(),
                    OptionalDouble.empty(),
                    Duration.ofSeconds(3),
                    ChaosOptions.NONE);

    public ReplayOptions {
        Objects.requireNonNull(gateway, "gateway");
        Objects.requireNonNull(upstream, "upstream");
        Objects.requireNonNull(chaos, "chaos");
        if (outage.isPresent() && upstream.failures() > 0) {
            throw new IllegalArgumentException(
                    "an outage must have a sound upstream around it: failures="
                            + upstream.failures());
        }
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
        return new ReplayOptions(gateway, upstream, outage, warmUp, chaos);
    }

    /// These options with an upstream that fails at this rate in the middle half, and else never.
    public ReplayOptions withOutage(double failures) {
        return new ReplayOptions(
                gateway, upstream.withFailures(0), OptionalDouble.of(failures), warmUp, chaos);
    }

    /// These options with kills.
    public ReplayOptions withChaos(ChaosOptions chaos) {
        return new ReplayOptions(gateway, upstream, outage, warmUp, chaos);
    }

    /// These options in one line.
    public String line() {
        var limit = gateway.rateLimit();
        var latency = upstream.latency();
        return String.format(
                Locale.ROOT,
                "upstream: log-normal, median %d us, sigma %.2f, %.2f%% failures%s;"
                        + " rate limit of a client: %,.0f/s, bursts of %,d; warm-up: %d s%s",
                latency.median().toNanos() / 1_000,
                latency.sigma(),
                outage.orElse(upstream.failures()) * 100,
                outage.isPresent() ? " in the middle half, none else" : "",
                limit.perSecond(),
                limit.burst(),
                warmUp.toSeconds(),
                chaos.isSome() ? "; " + chaos.line() : "");
    }
}
