package io.trunkline.benchmarks.report;

import io.trunkline.examples.gateway.ConnectionStats;
import io.trunkline.pool.breaker.CircuitState;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// The part of a text report that tells how the gateway was connected to its upstream.
final class CircuitText {
    /// How many changes of state are listed.
    private static final int MOST_CHANGES = 30;

    private CircuitText() {}

    /// The use of connections, and the changes of the circuit.
    static String of(Replay replay) {
        UpstreamUse upstream = replay.upstream();
        ConnectionStats connections = upstream.connections();
        List<Circuit.Change> changes = upstream.changes();
        var text = new StringBuilder();
        row(
                text,
                "connections",
                upstream.size(),
                "%,d fetches, up to %,d seen at once; %,d opened, %,d lost with their sessions",
                connections.fetches(),
                mostInUse(replay),
                connections.opened(),
                connections.holdersLost());
        row(
                text,
                "  waited for",
                connections.waited() + connections.timedOut(),
                "at most %,d at once, the longest for %.1f ms; %,d in vain",
                connections.largestWaiting(),
                longestWait(replay).toNanos() / 1e6,
                connections.timedOut());
        row(
                text,
                "circuit",
                changes.size(),
                "changes of state; open for %.1f s, half-open for %.3f s",
                seconds(replay, CircuitState.OPEN),
                seconds(replay, CircuitState.HALF_OPEN));
        changes.stream().limit(MOST_CHANGES).forEach(change -> text.append(line(change)));
        if (changes.size() > MOST_CHANGES) {
            text.append(Text.format("%14s and %,d more\n", "...", changes.size() - MOST_CHANGES));
        }
        return text.toString();
    }

    private static void row(
            StringBuilder text, String what, long count, String format, Object... numbers) {
        text.append(Text.format("%-14s %,12d   ", what, count));
        text.append(Text.format(format, numbers)).append('\n');
    }

    private static int mostInUse(Replay replay) {
        return replay.moments().stream().mapToInt(each -> each.pool().inUse()).max().orElse(0);
    }

    private static Duration longestWait(Replay replay) {
        return replay.moments().stream()
                .map(each -> each.pool().longestWait())
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    private static double seconds(Replay replay, CircuitState state) {
        return replay.upstream().secondsIn(state, replay.elapsed().toNanos() / 1e9);
    }

    private static String line(Circuit.Change change) {
        return Text.format(
                "%25.3f s   %s to %s\n", change.second(), name(change.from()), name(change.to()));
    }

    /// A state as reports call it: `half-open`.
    static String name(CircuitState state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
