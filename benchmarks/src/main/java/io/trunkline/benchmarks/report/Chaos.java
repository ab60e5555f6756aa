package io.trunkline.benchmarks.report;

import io.trunkline.engine.ProcessTree;
import io.trunkline.engine.supervisor.ChildInfo;

import org.HdrHistogram.Histogram;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What was killed during a replay, and what became of the gateway.
///
/// @param setup how often, and from which seed
/// @param kills how often each process was killed: children of the gateway's supervisor by their
///   ids, sessions together
/// @param children the children of the gateway's supervisor in the end
/// @param sessionsStarted how many sessions were started, again or for the first time
/// @param tree the gateway's processes in the end; empty if it had ended
/// @param before times of whole requests before the first kill, in nanoseconds
/// @param during times of those after it
public record Chaos(
        String setup,
        Map<String, Long> kills,
        List<ChildInfo> children,
        long sessionsStarted,
        Optional<ProcessTree> tree,
        Histogram before,
        Histogram during) {
    public Chaos {
        kills = Map.copyOf(kills);
        children = List.copyOf(children);
    }

    /// How many processes were killed.
    long total() {
        return kills.values().stream().mapToLong(Long::longValue).sum();
    }

    long killsOf(String id) {
        return kills.getOrDefault(id, 0L);
    }
}
