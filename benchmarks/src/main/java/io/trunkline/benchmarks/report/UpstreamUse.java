package io.trunkline.benchmarks.report;

import io.trunkline.examples.gateway.ConnectionStats;
import io.trunkline.pool.breaker.CircuitState;

import java.util.List;

/// How the gateway was connected with its upstream during a replay.
///
/// @param size how many connections it may have
/// @param connections what they did
/// @param changes how the circuit's state changed
public record UpstreamUse(int size, ConnectionStats connections, List<Circuit.Change> changes) {
    public UpstreamUse {
        changes = List.copyOf(changes);
    }

    /// For how many seconds the circuit was in a state.
    ///
    /// @param end the second at which the replay ended
    double secondsIn(CircuitState state, double end) {
        double sum = 0;
        double since = 0;
        CircuitState now = CircuitState.CLOSED;
        for (Circuit.Change change : changes) {
            sum += now == state ? change.second() - since : 0;
            since = change.second();
            now = change.to();
        }
        return sum + (now == state ? Math.max(0, end - since) : 0);
    }
}
