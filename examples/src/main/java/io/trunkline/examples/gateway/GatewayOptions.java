package io.trunkline.examples.gateway;

import java.time.Duration;
import java.util.Objects;

/// How a gateway is run.
///
/// @param name of its supervisor and its registry, and the prefix of the names of its tables;
///   unique on the node; default `gateway`
/// @param rateLimit of each client; default 1,000 a second in bursts of 200
/// @param idleTimeout how long a client may stay away before its session ends; default 30 s
/// @param upstreamTimeout how long a fetch may take; default 1 s
/// @param requestTimeout how long a request may take in all, counted from its hand-over; default 5
///   s
public record GatewayOptions(
        String name,
        RateLimit rateLimit,
        Duration idleTimeout,
        Duration upstreamTimeout,
        Duration requestTimeout) {
    private static final GatewayOptions DEFAULTS =
            new GatewayOptions(
                    "gateway",
                    new RateLimit(1_000, 200),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(5));

    public GatewayOptions {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(rateLimit, "rateLimit");
        requirePositive("idleTimeout", idleTimeout);
        requirePositive("upstreamTimeout", upstreamTimeout);
        requirePositive("requestTimeout", requestTimeout);
    }

    /// The defaults named above.
    public static GatewayOptions defaults() {
        return DEFAULTS;
    }

    /// These options with another name.
    public GatewayOptions withName(String name) {
        return new GatewayOptions(name, rateLimit, idleTimeout, upstreamTimeout, requestTimeout);
    }

    /// These options with another rate limit.
    public GatewayOptions withRateLimit(RateLimit rateLimit) {
        return new GatewayOptions(name, rateLimit, idleTimeout, upstreamTimeout, requestTimeout);
    }

    /// These options with another idle timeout.
    public GatewayOptions withIdleTimeout(Duration idleTimeout) {
        return new GatewayOptions(name, rateLimit, idleTimeout, upstreamTimeout, requestTimeout);
    }

    /// These options with another upstream timeout.
    public GatewayOptions withUpstreamTimeout(Duration upstreamTimeout) {
        return new GatewayOptions(name, rateLimit, idleTimeout, upstreamTimeout, requestTimeout);
    }

    /// These options with another request timeout.
    public GatewayOptions withRequestTimeout(Duration requestTimeout) {
        return new GatewayOptions(name, rateLimit, idleTimeout, upstreamTimeout, requestTimeout);
    }

    /// The name of one of the gateway's tables.
    String tableName(String what) {
        return name + "/" + what;
    }

    private static void requirePositive(String name, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException(name + " must be > 0: " + name + "=" + value);
        }
    }
}
