package io.trunkline.examples.gateway;

import java.time.Duration;
import java.util.Objects;

/// How a gateway is run.
///
/// @param name of its supervisor and its registry, and the prefix of the names of its tables;
///   unique on the node; default `gateway`
/// @param rateLimit of each client; default 1,000 a second in bursts of 200
/// @param idleTimeout how long a client may stay away before its session ends; default 30 s
/// @param connections how many connections to the upstream there are, and so how many fetches at
///   once; default 1,024, many times what is needed in the mean, for the burst after a pause
/// @param connectionTimeout how long a request may wait for one; default 100 ms
/// @param upstreamTimeout how long a fetch may take; default 1 s
/// @param requestTimeout how long a request may take in all, counted from its hand-over; default 5
///   s
public record GatewayOptions(
        String name,
        RateLimit rateLimit,
        Duration idleTimeout,
        int connections,
        Duration connectionTimeout,
        Duration upstreamTimeout,
        Duration requestTimeout) {
    private static final int MOST_CONNECTIONS = 10_000;

    private static final GatewayOptions DEFAULTS =
            new GatewayOptions(
                    "gateway",
                    new RateLimit(1_000, 200),
                    Duration.ofSeconds(30),
                    1_024,
                    Duration.ofMillis(100),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(5));

    public GatewayOptions {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(rateLimit, "rateLimit");
        requirePositive("idleTimeout", idleTimeout);
        if (connections < 1 || connections > MOST_CONNECTIONS) {
            throw new IllegalArgumentException(
                    "connections must be in 1.."
                            + MOST_CONNECTIONS
                            + ": connections="
                            + connections);
        }
        requirePositive("connectionTimeout", connectionTimeout);
        requirePositive("upstreamTimeout", upstreamTimeout);
        requirePositive("requestTimeout", requestTimeout);
    }

    /// The defaults named above.
    public static GatewayOptions defaults() {
        return DEFAULTS;
    }

    /// These options with another name.
    public GatewayOptions withName(String name) {
        return new GatewayOptions(
                name,
                rateLimit,
                idleTimeout,
                connections,
                connectionTimeout,
                upstreamTimeout,
                requestTimeout);
    }

    /// These options with another rate limit.
    public GatewayOptions withRateLimit(RateLimit rateLimit) {
        return new GatewayOptions(
                name,
                rateLimit,
                idleTimeout,
                connections,
                connectionTimeout,
                upstreamTimeout,
                requestTimeout);
    }

    /// These options with another idle timeout.
    public GatewayOptions withIdleTimeout(Duration idleTimeout) {
        return new GatewayOptions(
                name,
                rateLimit,
                idleTimeout,
                connections,
                connectionTimeout,
                upstreamTimeout,
                requestTimeout);
    }

    /// These options with another number of connections.
    public GatewayOptions withConnections(int connections) {
        return new GatewayOptions(
                name,
                rateLimit,
                idleTimeout,
                connections,
                connectionTimeout,
                upstreamTimeout,
                requestTimeout);
    }

    /// These options with another connection timeout.
    public GatewayOptions withConnectionTimeout(Duration connectionTimeout) {
        return new GatewayOptions(
                name,
                rateLimit,
                idleTimeout,
                connections,
                connectionTimeout,
                upstreamTimeout,
                requestTimeout);
    }

    /// These options with another upstream timeout.
    public GatewayOptions withUpstreamTimeout(Duration upstreamTimeout) {
        return new GatewayOptions(
                name,
                rateLimit,
                idleTimeout,
                connections,
                connectionTimeout,
                upstreamTimeout,
                requestTimeout);
    }

    /// These options with another request timeout.
    public GatewayOptions withRequestTimeout(Duration requestTimeout) {
        return new GatewayOptions(
                name,
                rateLimit,
                idleTimeout,
                connections,
                connectionTimeout,
                upstreamTimeout,
                requestTimeout);
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
