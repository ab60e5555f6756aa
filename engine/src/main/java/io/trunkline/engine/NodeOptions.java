package io.trunkline.engine;

import java.time.Duration;
import java.util.Objects;

/// How a node is made.
///
/// @param name shown in thread names, logs and pids of other nodes; default `node`
/// @param runners how many runners execute scheduled processes; default: the available processors
/// @param shutdownTimeout how long [Node#close()] waits for an orderly end before it kills; default
///   5 s
/// @param longHandler how long a handler may hold its runner before the watchdog reports it to the
///   listener and the log; default 100 ms
/// @param listener told what happens on the node; default: nobody
public record NodeOptions(
        String name,
        int runners,
        Duration shutdownTimeout,
        Duration longHandler,
        NodeListener listener) {
    private static final NodeListener NOBODY = new NodeListener() {};

    public NodeOptions {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(listener, "listener");
        if (runners < 1 || runners > 64) {
            throw new IllegalArgumentException("runners must be in 1..64: runners=" + runners);
        }
        if (shutdownTimeout.isNegative()) {
            throw new IllegalArgumentException(
                    "shutdownTimeout must be >= 0: shutdownTimeout=" + shutdownTimeout);
        }
        if (!longHandler.isPositive()) {
            throw new IllegalArgumentException(
                    "longHandler must be > 0: longHandler=" + longHandler);
        }
    }

    /// The defaults named above.
    public static NodeOptions defaults() {
        return new NodeOptions(
                "node",
                Math.min(64, Runtime.getRuntime().availableProcessors()),
                Duration.ofSeconds(5),
                Duration.ofMillis(100),
                NOBODY);
    }

    /// These options with another name.
    public NodeOptions withName(String name) {
        return new NodeOptions(name, runners, shutdownTimeout, longHandler, listener);
    }

    /// These options with another number of runners.
    public NodeOptions withRunners(int runners) {
        return new NodeOptions(name, runners, shutdownTimeout, longHandler, listener);
    }

    /// These options with another shutdown timeout.
    public NodeOptions withShutdownTimeout(Duration shutdownTimeout) {
        return new NodeOptions(name, runners, shutdownTimeout, longHandler, listener);
    }

    /// These options with another threshold for long handlers.
    public NodeOptions withLongHandler(Duration longHandler) {
        return new NodeOptions(name, runners, shutdownTimeout, longHandler, listener);
    }

    /// These options with another listener.
    public NodeOptions withListener(NodeListener listener) {
        return new NodeOptions(name, runners, shutdownTimeout, longHandler, listener);
    }
}
